"""Whether the trail is whole: held against itself and every place where its end was written."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.errors import RecordUnavailable, Refused
from yamato_dx.i18n import moment as written
from yamato_dx.i18n import text
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.access.trail import Trail
from yamato_dx.store.access.trail_chain import BrokenRow, TrailRow, first_broken
from yamato_dx.store.access.trail_heads import heads_in, heads_path, write_head
from yamato_dx.store.file.backups import heads_of_backups
from yamato_dx.store.promise.trail_head import TrailHead
from yamato_dx.store.record import Record

# As on paper: so many signs of a hash are enough to tell it from any other.
SHORTEST_HASH: Final = 12
PRINTED_HASH: Final = 16


@dataclass(frozen=True)
class TrailState:
    """`row_count`: held against each other; `head_count`: written elsewhere, which they were held
    against. `broken`: the first row that is not as it was; None: all is whole. `is_beside`: the
    record itself was not looked into, since another process has it open."""

    row_count: int
    head_count: int
    broken: BrokenRow | None
    is_beside: bool = False

    def sentence(self, lang: str) -> str:
        beside = text("audit.verify.beside", lang) if self.is_beside else ""
        return text("audit.verify.both", lang, found=self._found(lang), beside=beside).strip()

    def _found(self, lang: str) -> str:
        if self.broken is None:
            counts = {"rows": self.row_count, "heads": self.head_count}
            return text("audit.verify.whole", lang, **counts)
        head = self.broken.head
        facts: dict[str, object] = {"number": self.broken.trail_no}
        if head:
            moment = written(head.moment, lang) if head.moment else text("audit.verify.told", lang)
            facts |= {"head": head.trail_no, "where": head.where, "moment": moment}
        return text(f"audit.verify.{self.broken.fault}", lang, **facts)


def verify(record: Record, on_paper: Sequence[TrailHead] = ()) -> TrailState:
    """`on_paper`: heads that somebody has there. Raises RecordUnavailable, Refused where the record
    has no trail, or the file of heads cannot be read."""
    if record.trail is None:
        raise Refused("audit.none", path=record.path)
    heads = [*_heads_beside(record.path), *record.trail_heads(), *on_paper]
    return _held(record.trail, heads)


def verify_beside(record_path: Path, on_paper: Sequence[TrailHead] = ()) -> TrailState:
    """As `verify`, of a record in a file that another process has open: its trail can be read all
    the same, and all heads but those that the record itself has of a backup it was restored from.
    """
    path = access_path(record_path)
    if not path.is_file():
        raise Refused("audit.none", path=record_path)
    heads = [*_heads_beside(record_path), *on_paper]
    with closing(AccessFile(path)) as database:
        return replace(_held(Trail(database), heads), is_beside=True)


def _heads_beside(record_path: Path) -> list[TrailHead]:
    """Raises Refused."""
    path = heads_path(record_path)
    try:
        daily = heads_in(path)
    except OSError as error:
        raise Refused("audit.heads_not_read", path=path, error=error.strerror) from error
    return [*daily, *heads_of_backups(record_path)]


def _held(trail: Trail, heads: Sequence[TrailHead]) -> TrailState:
    count = 0

    def counted(row: TrailRow) -> TrailRow:
        nonlocal count
        count += 1
        return row

    broken = first_broken(map(counted, trail.rows()), heads)
    return TrailState(count, len(heads), broken)


def trail_words(record: Record, lang: str) -> str:
    """Where the trail stands, for the foot of a paper; «» where there is none, or it cannot be
    read: no paper waits for it."""
    with suppress(RecordUnavailable):
        head = record.trail.head() if record.trail else TrailHead()
        if head.trail_no:
            facts = {"number": head.trail_no, "hash": head.row_hash[:PRINTED_HASH]}
            return text("audit.on_paper", lang, **facts)
    return ""


def note_daily_head(record: Record, today: date) -> None:
    """Into the file beside the record. Raises Refused, RecordUnavailable."""
    if record.trail is None:
        return
    path = heads_path(record.path)
    try:
        write_head(path, record.trail.head(), today)
    except OSError as error:
        raise Refused("audit.heads_not_written", path=path, error=error.strerror) from error
