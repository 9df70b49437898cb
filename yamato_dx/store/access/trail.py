"""The audit trail of one record: what is noted, in a chain apart from the ledger."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from threading import RLock
from typing import Final

from yamato_dx.errors import RecordUnavailable
from yamato_dx.i18n import TOKYO
from yamato_dx.store.access.database import AccessDatabase, AccessWriter, written
from yamato_dx.store.access.trail_chain import TrailEntry, TrailEvent, TrailRow, hash_after
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.promise.clock import SYSTEM_CLOCK, Clock
from yamato_dx.store.promise.trail_head import NO_HASH, TrailHead

LOG: Final = logging.getLogger(__name__)

# What could not be written waits for the next try; more than this is not held.
MOST_WAITING: Final = 10_000
# Addresses whose refused visits are counted apart within a minute.
MOST_ADDRESSES: Final = 1_000
OTHERS: Final = "others"
PART_ROWS: Final = 10_000
NO_ACT: Final = (0, "")


@dataclass(frozen=True)
class LedgerLine:
    """What an act of the ledger left behind of itself, and the number of that line."""

    entry: TrailEntry
    revision: int

    @property
    def key(self) -> tuple[int, str]:
        """Another act under its number has another moment."""
        return self.revision, written(self.entry.happened_at)


@dataclass(frozen=True)
class TrailQuestion:
    """Which rows are asked for. `first_day`, `last_day`: in Tokyo; `by`: what a name, an account, a
    section or an address has in it; «» and None: any."""

    first_day: date | None = None
    last_day: date | None = None
    event: TrailEvent | None = None
    by: str = ""

    @property
    def bound(self) -> dict[str, str]:
        return {
            "since": _begins(self.first_day) if self.first_day else "",
            "until": _begins(self.last_day + timedelta(days=1)) if self.last_day else "",
            "event": self.event.value if self.event else "",
            "by": f"%{self.by.lower()}%" if self.by else "",
        }


# The lines after a revision, in their order.
LinesAfter = Callable[[int], Sequence[LedgerLine]]


class Trail:
    """Safe for any number of threads, and of processes as far as its database is.

    Nothing that is noted ever fails what it is about: what cannot be written now is logged, told
    by `trouble` and written with what is noted next.
    """

    def __init__(self, database: AccessDatabase, clock: Clock = SYSTEM_CLOCK) -> None:
        self.trouble: RecordUnavailable | None = None
        self.clock = clock
        self._database = database
        self._turn = RLock()
        self._waiting: deque[TrailEntry] = deque(maxlen=MOST_WAITING)
        self._visits: Counter[tuple[str, str]] = Counter()
        self._minute: datetime | None = None

    # --- writing ---

    def note(self, *entries: TrailEntry) -> None:
        """In their order, behind what waits."""
        with self._turn:
            self._count_up_to(self._minute_now())
            self._waiting.extend(entries)
            self._write(_nothing)

    def note_refused_visit(self, address: str | None, why: str, moment: datetime) -> None:
        """Before signing in. Counted, and chained once its minute is over: nobody can fill the
        disk by knocking."""
        minute = _minute_of(moment)
        with self._turn:
            if self._count_up_to(minute):
                self._write(_nothing)
            self._minute = minute
            known = {counted for counted, _ in self._visits}
            counted = address or ""
            if counted not in known and len(known) >= MOST_ADDRESSES:
                counted = OTHERS
            self._visits[counted, why] += 1

    def follow(self, lines_after: LinesAfter) -> None:
        """Note the acts of the ledger that the trail has not yet."""
        with self._turn:
            self._write(lambda writer: _append_acts(writer, lines_after))

    def catch_up(self, lines_after: LinesAfter) -> None:
        """At a start. Where the ledger ends earlier than the trail knew it, or went another way
        (a restore), that is a row of its own, and what it has beyond is noted as new."""
        with self._turn:
            self._write(lambda writer: self._reconcile(writer, lines_after))

    def _reconcile(self, writer: AccessWriter, lines_after: LinesAfter) -> None:
        known = _known_act(writer)
        if known[0] and known not in {line.key for line in lines_after(known[0] - 1)}:
            keys = {line.key for line in lines_after(0)}
            revision, moment = next((act for act in _acts(writer) if act in keys), NO_ACT)
            _append(writer, [_restored(known[0], revision, moment, self.clock())])
        _append_acts(writer, lines_after)

    def _write(self, further: Callable[[AccessWriter], None]) -> None:
        """What waits, then `further`, in one transaction."""
        try:
            with self._database.writing() as writer:
                _append(writer, self._waiting)
                further(writer)
        except RecordUnavailable as error:
            LOG.error("%.400s", " ".join(str(error).split()))
            self.trouble = error
        else:
            self._waiting.clear()
            self.trouble = None

    def _minute_now(self) -> datetime:
        return _minute_of(self.clock())

    def _count_up_to(self, minute: datetime | None) -> bool:
        """What was counted in a minute that is over (None: in any) waits as rows; whether any
        does."""
        if not self._visits or minute == self._minute:
            return False
        counts: dict[str, dict[str, int]] = {}
        for (address, why), count in self._visits.items():
            counts.setdefault(address, {})[why] = count
        for address, detail in counts.items():
            assert self._minute is not None, "visits are counted within a minute"
            actor = Actor.unknown(address or None)
            entry = TrailEntry(TrailEvent.VISITS, "refused", actor, self._minute, detail=detail)
            self._waiting.append(entry)
        self._visits.clear()
        return True

    # --- reading ---

    def head(self) -> TrailHead:
        """Raises AccessUnavailable."""
        rows = self._database.read("trail_head")
        if not rows:
            return TrailHead()
        trail_no, row_hash = rows[0]
        return TrailHead(trail_no, row_hash, self.clock())

    def rows(self, after: int = 0) -> Iterator[TrailRow]:
        """All behind the number `after`, in their order. Raises AccessUnavailable."""
        while part := self._database.read("trail_rows", after=after, most=PART_ROWS):
            yield from map(TrailRow.read, part)
            after = int(part[-1][0])

    def asked(self, asked: TrailQuestion, *, skipped: int = 0, most: int) -> list[TrailRow]:
        """The newest first. Raises AccessUnavailable."""
        values = {**asked.bound, "most": most, "skipped": skipped}
        return [TrailRow.read(row) for row in self._database.read("trail_page", **values)]

    def count(self, asked: TrailQuestion) -> int:
        return int(self._database.read("trail_count", **asked.bound)[0][0])

    def of_kind(self, event: TrailEvent, act: str = "") -> list[TrailRow]:
        """In their order. Raises AccessUnavailable."""
        rows = self._database.read("trail_acts_called", event=event.value, act=act)
        return [TrailRow.read(row) for row in rows]

    def close(self) -> None:
        with self._turn:
            self._count_up_to(None)
            self._write(_nothing)
        self._database.close()


def _nothing(_writer: AccessWriter) -> None:
    """Behind what waits."""


def _append(writer: AccessWriter, entries: Iterable[TrailEntry]) -> None:
    rows = writer.read("trail_head")
    trail_no, row_hash = rows[0] if rows else (0, NO_HASH)
    for entry in entries:
        trail_no += 1
        columns = {"trail_no": trail_no, **entry.columns}
        row_hash = hash_after(row_hash, columns)
        writer.write("trail", **columns, row_hash=row_hash)


def _append_acts(writer: AccessWriter, lines_after: LinesAfter) -> None:
    lines = lines_after(_known_act(writer)[0])
    _append(writer, (replace(line.entry, revision=line.revision) for line in lines))


def _known_act(writer: AccessWriter) -> tuple[int, str]:
    """Up to which act the trail follows the ledger, by its number and moment."""
    rows = writer.read("trail_known_act")
    return _act(*rows[0]) if rows else NO_ACT


def _acts(writer: AccessWriter) -> Iterator[tuple[int, str]]:
    """The newest first."""
    yield from (_act(number, moment) for number, moment in writer.read("trail_acts"))


def _act(number: object, moment: object) -> tuple[int, str]:
    """A number that somebody wrote over is none: acts are noted once more rather than lost."""
    return (number, str(moment)) if isinstance(number, int) else NO_ACT


def _restored(known: int, revision: int, act_at: str, now: datetime) -> TrailEntry:
    detail = {"known_until": known}
    return TrailEntry(TrailEvent.RESTORED, "restored", PROGRAM, now, act_at, revision, detail)


def _begins(day: date) -> str:
    return written(datetime.combine(day, time(), TOKYO))


def _minute_of(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
