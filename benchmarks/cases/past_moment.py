"""概要 as of a past moment, and as seen at a past meeting, each asked for the first time, of one
municipality among a million rows.

Floor: a SELECT 1 on the same engine.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Final

import duckdb

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.records.big_record import LATER_REPORTS, big_record
from benchmarks.records.million import plans
from benchmarks.scale import Scale
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.entering import enter
from yamato_dx.entries.review.meetings import MEETING, Meeting, meeting_id_of
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.meetings.held import NO_PLAN, meeting_at
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.store.record import Record

FISCAL_YEAR = 2025
DAY: Final = date(2026, 6, 1)
GOAL: Final = Goal("at_most", 50)
OFFICE: Final = Actor.at_server("事務局")
LONGEST = 30.0  # seconds


def run(scale: Scale) -> Sequence[Measure]:
    own = plans()[-1].municipality.municipality_code
    with Record.open(big_record(scale.rows), own) as record, duckdb.connect() as floor:
        # No moment twice, so no answer is in a cache; the first only fills those of the process.
        moments = list(record.moments()["recorded_at"])[:LATER_REPORTS]
        with time_limit(LONGEST):
            first = seconds_of(lambda: ask(record, moments.pop()))
        rounds = min(len(moments), 4 * scale.rounds, 1 + int(LONGEST / first))
        meetings = list(hold_meetings(record, rounds))
        floor_taken, taken, at_meeting = in_turns(
            rounds,
            lambda: seconds_of(lambda: floor.execute("SELECT 1").fetchall()),
            lambda: seconds_of(lambda: ask(record, moments.pop())),
            lambda: seconds_of(lambda: ask_of_meeting(record, meetings.pop())),
        )
    what = f"uncached, one municipality in {scale.rows:,} rows"
    return [
        Measure(f"概要 {name}, {what}", 1000 * seconds, "ms", 1000 * floor_taken, GOAL)
        for name, seconds in (
            ("as of a past moment", taken),
            ("as seen at a past meeting", at_meeting),
        )
    ]


def hold_meetings(record: Record, number: int) -> Iterator[str]:
    """Each sees another day, and keeps its rows; without papers, of which nothing is read."""
    year = FiscalYear(FISCAL_YEAR)
    for place in range(1, number + 1):
        on = DAY + timedelta(days=place)
        view = view_of(record, on=on)
        snapshot, rows = snapshot_at(record, view)
        meeting = Meeting(
            meeting_id_of(FiscalYear.of(on), place), "会議", on, plans()[-1].plan_id, year,
            snapshot, agenda=(),
        )  # fmt: skip
        meeting_id = meeting.meeting_id
        enter(record, MEETING, {meeting_id: meeting}, OFFICE, plan_id=NO_PLAN, files=rows)
        yield meeting_id


def ask_of_meeting(record: Record, meeting_id: str) -> None:
    held = meeting_at(record, record.head(), meeting_id)
    assert held, "it was held"
    assert not overview(record, held.view(), FISCAL_YEAR, "ja", initiative_no=None).is_empty, (
        "the town has figures"
    )


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """An answer that takes minutes is a failure to report, not to wait for."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"one answer took more than {seconds:g} seconds")

    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def ask(record: Record, moment: object) -> None:
    view = view_of(record, as_of=moment.to_pydatetime(), on=DAY)  # type: ignore[attr-defined]
    assert not overview(record, view, FISCAL_YEAR, "ja", initiative_no=None).is_empty, (
        "the town has figures"
    )
