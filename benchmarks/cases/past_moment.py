"""概要 as of a past moment, asked for the first time, of one municipality among a million rows.

Floor: a SELECT 1 on the same engine.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import duckdb

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.records.big_record import LATER_REPORTS, big_record
from benchmarks.records.million import plans
from benchmarks.scale import Scale
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.store.record import Record

FISCAL_YEAR = 2025
LONGEST = 30.0  # seconds


def run(scale: Scale) -> Sequence[Measure]:
    own = plans()[-1].municipality.municipality_code
    with Record.open(big_record(scale.rows), own) as record, duckdb.connect() as floor:
        # No moment twice, so no answer is in a cache; the first only fills those of the process.
        moments = list(record.moments()["recorded_at"])[:LATER_REPORTS]
        with time_limit(LONGEST):
            first = seconds_of(lambda: ask(record, moments.pop()))
        rounds = min(len(moments), 4 * scale.rounds, 1 + int(LONGEST / first))
        floor_taken, taken = in_turns(
            rounds,
            lambda: seconds_of(lambda: floor.execute("SELECT 1").fetchall()),
            lambda: seconds_of(lambda: ask(record, moments.pop())),
        )
    what = f"概要 as of a past moment, uncached, one municipality in {scale.rows:,} rows"
    return [
        Measure(what, 1000 * taken, "ms", 1000 * floor_taken, Goal("at_most", 50)),
    ]


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
    view = view_of(record, as_of=moment.to_pydatetime(), on=date(2026, 6, 1))  # type: ignore[attr-defined]
    assert not overview(record, view, FISCAL_YEAR, "ja", initiative_no=None).is_empty, (
        "the town has figures"
    )
