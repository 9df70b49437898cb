"""`audit …`: whether the trail is whole, and its rows; `file …`: the bytes of a file go."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.audit.listing import trail_rows
from yamato_dx.acts.audit.removal import remove_bytes
from yamato_dx.acts.trail.verifying import (
    SHORTEST_HASH,
    TrailState,
    verify,
    verify_beside,
)
from yamato_dx.errors import UsageError
from yamato_dx.queries.audit.listing import asked_of
from yamato_dx.store.access.trail_chain import UNREADABLE, TrailRow
from yamato_dx.store.promise.trail_head import TrailHead
from yamato_dx.store.record import Record

# Can be asked beside a running server, too.
VERIFYING: Final = "audit verify"


@dataclass(frozen=True)
class AuditAnswer:
    """`sentence`: for people; `is_whole`: that nothing was found to be otherwise than it was."""

    answer: Any
    sentence: str = ""
    is_whole: bool = True


def _verify(record: Record, arguments: Namespace, _actor: Actor) -> AuditAnswer:
    return _verified(verify(record, _heads(arguments)), arguments.lang)


def verify_in_use(record_path: Path, arguments: Namespace) -> AuditAnswer:
    """While a server has the record open."""
    return _verified(verify_beside(record_path, _heads(arguments)), arguments.lang)


def _heads(arguments: Namespace) -> list[TrailHead]:
    return [_head(written) for written in arguments.head]


def _verified(state: TrailState, lang: str) -> AuditAnswer:
    broken = state.broken
    answer: dict[str, Any] = {
        "rows": state.row_count,
        "heads": state.head_count,
        "is_beside": state.is_beside,
        "broken": None,
    }
    if broken:
        answer["broken"] = {"trail_no": broken.trail_no, "fault": broken.fault}
        if broken.head:
            answer["broken"] |= {"head": broken.head.trail_no, "head_in": broken.head.where}
    return AuditAnswer(answer, state.sentence(lang), is_whole=broken is None)


def _head(written: str) -> TrailHead:
    """As a paper has it: «123:4f5a…». Raises UsageError."""
    number, _, row_hash = written.partition(":")
    row_hash = row_hash.strip().rstrip("…").lower()
    is_hash = len(row_hash) >= SHORTEST_HASH and set(row_hash) <= set("0123456789abcdef")
    if not (number.isascii() and number.isdecimal() and is_hash):
        raise UsageError("cli.audit.not_a_head", written=written, length=SHORTEST_HASH)
    return TrailHead(int(number), row_hash, where="--head")


def _list(record: Record, arguments: Namespace, actor: Actor) -> AuditAnswer:
    first, last = arguments.first_day, arguments.last_day
    asked = asked_of(first, last, arguments.event or "", arguments.called or "")
    rows = trail_rows(record, asked, actor=actor)
    return AuditAnswer([{**row.columns, "detail": _detail(row)} for row in rows])


def _detail(row: TrailRow) -> Any:
    """As it is written, where somebody wrote into it."""
    try:
        return row.detail
    except UNREADABLE:
        return row.columns["detail"]


def _remove(record: Record, arguments: Namespace, actor: Actor) -> AuditAnswer:
    removed = remove_bytes(record, arguments.sha256, reason=arguments.reason, actor=actor)
    answer = {
        "sha256": arguments.sha256,
        "file_name": removed.file_name,
        "revision": removed.revision,
        "to_destroy": [str(path) for path in removed.backups],
    }
    return AuditAnswer(answer)


AUDIT_VERBS: Final[Mapping[str, Callable[[Record, Namespace, Actor], AuditAnswer]]] = {
    VERIFYING: _verify,
    "audit list": _list,
    "file remove": _remove,
}
