"""The published averages that a KPI is judged under, by exact date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from yamato_dx.assessment.reading.grid import Places
from yamato_dx.assessment.rules.comparison import Figures, YesNo
from yamato_dx.plan.model.types import Plan
from yamato_dx.rows import Row, is_missing, rows_of

_PUBLISHED: Final = (
    "benchmark_id",
    "measured_on",
    "benchmark_value",
    "value_status",
    "vintage",
    "grade",
)
# The grade of what nobody published: worked out of what was.
COMPUTED: Final = "C"
# More days than between any two dates: choice and day are one number.
_DAYS: Final = 10_000_000

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Averages:
    """What KPIs may be held against: one place per choice of averages and day on which one of
    them is published or announced, and a last place for none.

    `choice`: of each row of the facts, the number of its choice; -1 where it asks for no average.
    `keys`: choice and day of each place. `hardest`, `easiest`: of the chosen shares, empty unless
    all are published. `named`: each as «benchmark_id=share», and «=computed» behind a share that
    was worked out of published figures. `is_awaiting`: one says 公表待ち.
    """

    choice: Places
    keys: Places
    hardest: Figures
    easiest: Figures
    is_awaiting: YesNo
    named: pd.api.extensions.ExtensionArray

    def places(self, choice: Places, held_on: Days) -> Places:
        """The place of the averages of exactly that day; -1, the last, where there are none."""
        is_asked = (choice >= 0) & ~np.isnat(held_on)
        keys = pd.Index(_keys(choice[is_asked], held_on[is_asked]))
        place = np.full(len(choice), -1, dtype=np.int64)
        place[is_asked] = pd.Index(self.keys).get_indexer(keys)
        return place


@dataclass(frozen=True)
class _OnDay:
    """The shares of a choice on one day by benchmark_id, NaN where none is published."""

    choice: int
    day: pd.Timestamp
    shares: Mapping[str, float]
    computed: frozenset[str]
    is_awaiting: bool

    def outermost(self, pick: Callable[[Sequence[float]], float]) -> float:
        shares = list(self.shares.values())
        return np.nan if np.isnan(shares).any() else pick(shares)

    def named(self) -> str:
        return " ".join(
            benchmark_id
            if np.isnan(share)
            else f"{benchmark_id}={share!r}{self._way(benchmark_id)}"
            for benchmark_id, share in self.shares.items()
        )

    def _way(self, benchmark_id: str) -> str:
        return "=computed" if benchmark_id in self.computed else ""


def candidate_averages(plan: Plan, benchmarks: pd.DataFrame, facts: pd.DataFrame) -> Averages:
    """The averages that the rows of `facts` choose, of each KPI's own series only."""
    asks = facts["has_target"] & (facts["rule"] == "match_benchmark")
    choices = [
        (kpi_id, averages) if is_asked else None
        for kpi_id, averages, is_asked in zip(facts["kpi_id"], facts["averages"], asks, strict=True)
    ]
    numbers = {choice: number for number, choice in enumerate(dict.fromkeys(filter(None, choices)))}
    series_of = {kpi_id: plan.kpi(kpi_id).benchmark_series for kpi_id, _ in numbers}
    newest = {series: _newest(benchmarks, series) for series in set(series_of.values())}
    days = [
        day
        for (kpi_id, averages), number in numbers.items()
        for day in _days(number, averages.split(), newest[series_of[kpi_id]])
    ]
    return Averages(
        choice=np.array([numbers[choice] if choice else -1 for choice in choices], dtype=np.int64),
        keys=_keys(
            np.array([on_day.choice for on_day in days], dtype=np.int64),
            np.array([on_day.day for on_day in days], dtype="datetime64[us]"),
        ),
        hardest=np.array([*(on_day.outermost(max) for on_day in days), np.nan]),
        easiest=np.array([*(on_day.outermost(min) for on_day in days), np.nan]),
        is_awaiting=np.array([*(on_day.is_awaiting for on_day in days), False]),
        named=pd.array([*(on_day.named() for on_day in days), None], dtype="str"),
    )


def _keys(choice: Places, day: Days) -> Places:
    keys: Places = choice * _DAYS + day.astype("datetime64[D]").astype(np.int64)
    return keys


def _days(choice: int, averages: Sequence[str], published: Sequence[Row]) -> Iterator[_OnDay]:
    """`published`: of one series, as `_newest` has it."""
    # Of a plan that asks nothing about averages, all of the series.
    wanted = averages or list(dict.fromkeys(average["benchmark_id"] for average in published))
    chosen = [average for average in published if average["benchmark_id"] in wanted]
    for day, of_day in groupby(chosen, key=itemgetter("measured_on")):
        by_id = {average["benchmark_id"]: average for average in of_day}
        shares = {
            benchmark_id: by_id[benchmark_id]["benchmark_value"]
            if benchmark_id in by_id
            else np.nan
            for benchmark_id in wanted
        }
        is_awaiting = any(average["value_status"] == "awaiting" for average in by_id.values())
        computed = frozenset(
            benchmark_id for benchmark_id in by_id if by_id[benchmark_id]["grade"] == COMPUTED
        )
        yield _OnDay(choice, day, shares, computed, is_awaiting)


def _newest(benchmarks: pd.DataFrame, series: str | None) -> list[Row]:
    """What the series says for exact days, by day and benchmark_id: of several, the newest."""
    of_series = benchmarks.loc[
        (benchmarks["benchmark_series"] == series) & benchmarks["measured_on"].notna(),
        list(_PUBLISHED),
    ]
    ordered = sorted(rows_of(of_series), key=_place)
    return list({(row["measured_on"], row["benchmark_id"]): row for row in ordered}.values())


def _place(row: Row) -> tuple[pd.Timestamp, str, bool, str]:
    """By day, benchmark_id and vintage; one that says no vintage last."""
    vintage = row["vintage"]
    return row["measured_on"], str(row["benchmark_id"]), is_missing(vintage), str(vintage)
