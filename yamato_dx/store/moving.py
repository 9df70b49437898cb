"""A whole record from one engine to another, proven equal; the old one takes no more acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from yamato_dx.errors import Refused
from yamato_dx.store.file import opening
from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.checksums import Checksum, checksums
from yamato_dx.store.promise.clock import SYSTEM_CLOCK
from yamato_dx.store.promise.ledger import DraftDocument, Ledger
from yamato_dx.store.promise.transaction import audit
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Moved:
    """`revision`: with which both ended. `tables`: what all rows of each come to, equal in both."""

    source: str
    target: str
    revision: int
    tables: Mapping[str, Checksum]
    draft_count: int


def move(record: Record, place: Path | DatabaseUrl, actor: Actor) -> Moved:
    """Into a new file or an empty schema, or on where an earlier try ended. Raises Refused where
    something else lies there or the copy is not equal: then the record is as it was."""
    place = place.resolve() if isinstance(place, Path) else place
    shown = str(place)
    if shown == record.place:
        raise Refused("store.moving.same", place=shown)
    target = _opened(place, record.municipality_code)
    try:
        _copy_rest(record.ledger, target, shown)
        # Most is over there; what comes last is copied while nobody acts.
        with record.writing("move") as transaction:
            head = _copy_rest(record.ledger, target, shown)
            tables = checksums(record.ledger)
            if checksums(target) != tables:
                raise Refused("store.moving.unequal", place=shown)
            draft_count = _copy_drafts(record.ledger, target)
            audit(transaction, "move", actor, to=shown, moved_revision=head, drafts=draft_count)
    finally:
        target.close()
    return Moved(record.place, shown, head, tables, draft_count)


def _opened(place: Path | DatabaseUrl, municipality_code: str) -> Ledger:
    if isinstance(place, Path):
        return FileLedger(opening.opened(place, municipality_code, SYSTEM_CLOCK), place)
    from yamato_dx.store.postgresql.ledger import PostgresLedger

    return PostgresLedger(place, municipality_code)


def _copy_rest(source: Ledger, target: Ledger, shown: str) -> int:
    """What `target` lacks at its end; the revision to which both come then."""
    head = target.head()
    if head.revision > source.head().revision:
        raise Refused("store.moving.not_empty", place=shown)
    for rows in source.rows_after(head.revision):
        target.append(rows)
    return target.head().revision


def _copy_drafts(source: Ledger, target: Ledger) -> int:
    drafts = dict(source.drafts())
    for key, draft in drafts.items():
        target.change_draft(key, partial(_in_its_place, draft))
    return len(drafts)


def _in_its_place(draft: DraftDocument, _there: str | None) -> DraftDocument:
    return draft
