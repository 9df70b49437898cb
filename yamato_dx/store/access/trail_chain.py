"""One row of the audit trail and the chain: each row's hash covers the row and the hash before it,
so that none can be changed, taken out or put in without those after it telling."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, Literal

from yamato_dx.store.access.database import AccessRow, moment_of, written
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.trail_head import NO_HASH, TrailHead

# NUL, and halves of signs.
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
NO_DETAIL: Final[Mapping[str, Any]] = MappingProxyType({})


class TrailEvent(StrEnum):
    """Of which kind a row is."""

    ACT = "act"  # of the ledger
    REFUSAL = "refusal"  # of an act, to somebody who is known
    EXPORT = "export"  # a file handed out
    SIGN_IN = "sign_in"  # and out
    ACCOUNT = "account"  # something done with accounts, links or sessions
    VISITS = "visits"  # refused before signing in: how many of one address in one minute
    RESTORED = "restored"  # the ledger ends earlier than the trail knew it


@dataclass(frozen=True)
class TrailEntry:
    """What is to be noted. `act`: what was done, or was to be; `detail`: JSON values."""

    event: TrailEvent
    act: str
    actor: Actor
    happened_at: datetime
    subject: str | None = None
    revision: int | None = None
    detail: Mapping[str, Any] = field(default_factory=lambda: NO_DETAIL)

    @property
    def columns(self) -> dict[str, Any]:
        """But for its number and its hash."""
        values: dict[str, Any] = {
            "happened_at": written(self.happened_at),
            "event": self.event.value,
            "act": self.act,
            "subject": self.subject,
            "account": self.actor.account,
            **self.actor.columns,
            "revision": self.revision,
            "detail": json.dumps(dict(self.detail), sort_keys=True),
        }
        return {name: _storable(value) for name, value in values.items()}


def _storable(value: Any) -> Any:
    """A text without what no database takes: one such row would keep all after it waiting."""
    return UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


COLUMNS: Final = (
    "trail_no",
    "happened_at",
    "event",
    "act",
    "subject",
    "account",
    "actor_name",
    "actor_role",
    "actor_section",
    "actor_known_by",
    "actor_address",
    "revision",
    "detail",
)


def hash_after(before: str, columns: Mapping[str, Any]) -> str:
    """Of a row with these values (`COLUMNS`) behind a row with the hash `before`."""
    told = [columns[name] for name in COLUMNS]
    # What JSON has no words for (bytes) stands in no row of ours.
    canonical = json.dumps(told, separators=(",", ":"), default=repr)
    return sha256(f"{before}\n{canonical}".encode()).hexdigest()


@dataclass(frozen=True)
class TrailRow:
    """One row as it is kept."""

    columns: Mapping[str, Any]
    row_hash: str

    @classmethod
    def read(cls, row: AccessRow) -> TrailRow:
        return cls(dict(zip(COLUMNS, row[:-1], strict=True)), str(row[-1]))

    @property
    def trail_no(self) -> int:
        return int(self.columns["trail_no"])

    @property
    def happened_at(self) -> datetime:
        """Raises UNREADABLE."""
        moment = moment_of(self.columns["happened_at"])
        if moment is None or moment.tzinfo is None:
            raise ValueError("no moment")
        return moment

    @property
    def detail(self) -> dict[str, Any]:
        """Raises UNREADABLE."""
        found = json.loads(self.columns["detail"])
        if not isinstance(found, dict):
            raise TypeError("no detail")
        return found

    @property
    def as_written(self) -> str:
        """All its columns, whatever stands in them."""
        return " | ".join(str(value) for value in self.columns.values() if value is not None)


# What a row raises that somebody wrote into: its columns are read for the chain as they are, and
# for people as far as they can be.
UNREADABLE: Final = (ValueError, KeyError, TypeError, AssertionError)

# What is wrong: a row does not fit to the one before; a number is missing, or there twice; the
# trail ends before a head; it has another row than a head.
TrailFault = Literal["changed", "number", "cut_off", "other_head"]


@dataclass(frozen=True)
class BrokenRow:
    """The first row that is not as it was. `head`: what it was held against, where it was one."""

    trail_no: int
    fault: TrailFault
    head: TrailHead | None = None


def first_broken(rows: Iterable[TrailRow], heads: Iterable[TrailHead]) -> BrokenRow | None:
    """None where the chain is whole and agrees with all `heads`; a head's hash may be only its
    beginning, as it stands on paper."""
    heads_by_no: dict[int, list[TrailHead]] = {}
    for head in heads:
        heads_by_no.setdefault(head.trail_no, []).append(head)
    last_no = 0
    for row, fault in _held_together(rows):
        if fault:
            return BrokenRow(last_no + 1, fault)
        last_no = row.trail_no
        for head in heads_by_no.pop(last_no, ()):
            if not row.row_hash.startswith(head.row_hash):
                return BrokenRow(last_no, "other_head", head)
    beyond = min((number for number in heads_by_no if number > last_no), default=None)
    return BrokenRow(last_no + 1, "cut_off", heads_by_no[beyond][0]) if beyond else None


def _held_together(rows: Iterable[TrailRow]) -> Iterator[tuple[TrailRow, TrailFault | None]]:
    before = NO_HASH
    for number, row in enumerate(rows, 1):
        if row.trail_no != number:
            yield row, "number"
        elif hash_after(before, row.columns) != row.row_hash:
            yield row, "changed"
        else:
            yield row, None
        before = row.row_hash
