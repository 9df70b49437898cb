"""How the months of a year become its figure: one entry per way of adding up.

Each way takes the months of its KPIs and gives one entry per municipality × KPI × fiscal year:
the row it rests upon (`place`), the year's figure, and how it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from yamato_dx.assessment.rules.comparison import (
    Figures,
    YesNo,
    decimals,
    divided,
    product,
    rounded,
)
from yamato_dx.assessment.rules.shapes import RuleRows
from yamato_dx.plan.model.types import WayToYear

RowPositions = npt.NDArray[np.intp]

# The least sure last. A figure is as sure as its least sure month; what nobody called final is
# not. None: nothing was said.
STATUSES: Final = ("final", None, "preliminary", "forecast", "awaiting")
UNSAID: Final = STATUSES.index(None)
AWAITING: Final = STATUSES.index("awaiting")
# How a mean was made, by number; -1 where none was.
MEAN_KINDS: Final = ("weighted", "some_weights", "no_weights")
_WEIGHTED, _SOME_WEIGHTS, _NO_WEIGHTS = range(len(MEAN_KINDS))

_MARCH: Final = 3
_MONTHS_OF_YEAR: Final = 12


def rows_at(rows: RuleRows, at: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    return {name: values[at] for name, values in rows.items()}


def whole_years(rows: RuleRows) -> RuleRows:
    """The rows that say the figure of all their year."""
    return {**rows, **_as_reported(rows, months=_MONTHS_OF_YEAR, is_whole=True)}


@dataclass(frozen=True)
class Months:
    """Month rows sorted by `key` (one number per municipality × KPI × fiscal year) and month.

    `starts`, `ends`: where each year's rows begin and end. Sums over these slices instead of
    grouping: for one town a dozen groupings would take longer than all its verdicts.
    """

    rows: RuleRows
    starts: RowPositions
    ends: RowPositions

    @classmethod
    def of(cls, rows: RuleRows) -> Months:
        ordered = rows_at(rows, np.lexsort((rows["period_start"], rows["key"])))
        key = ordered["key"]
        starts = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
        return cls(ordered, starts, np.append(starts[1:], len(key)))

    def total(self, values: npt.NDArray[Any]) -> Figures:
        """Per year the sum of what is there."""
        return np.add.reduceat(np.nan_to_num(values.astype(np.float64)), self.starts)

    def sum(self, figures: Figures) -> Figures:
        """Per year `total`, with the decimals that its figures have: ten times 0.1 is 1."""
        places = np.maximum.reduceat(decimals(figures), self.starts)
        return rounded(self.total(figures), places)

    def highest(self, values: npt.NDArray[Any]) -> RowPositions:
        """Per year the place of the row with the highest value; missing is lowest."""
        known = np.where(np.isnan(values), -np.inf, values.astype(np.float64))
        return np.lexsort((known, self.rows["key"]))[self.ends - 1]


def _last_month(months: Months) -> RuleRows:
    """The newest month's figure; it stands for the year when that month is March."""
    last = rows_at(months.rows, months.ends - 1)
    reported = months.total(~np.isnan(months.rows["actual_value"]))
    return {**last, **_as_reported(last, months=reported, is_whole=last["month"] == _MARCH)}


def _sum(months: Months) -> RuleRows:
    """The months added up; attended and eligible people are not theirs to add."""
    value = months.rows["actual_value"]
    has_any = months.total(~np.isnan(value)) > 0
    return _all_months(months, np.where(has_any, months.sum(value), np.nan))


def _weighted_mean(months: Months) -> RuleRows:
    """Weighted by `weight` where every month with a value has one, else the plain mean."""
    value, weight = months.rows["actual_value"], months.rows["weight"]
    has_value = ~np.isnan(value)
    count = months.total(has_value)
    weighed = months.total(has_value & ~np.isnan(weight))
    total = months.total(np.where(has_value, weight, np.nan))
    is_weighted = (weighed == count) & (total > 0)
    plain = divided(months.sum(value), count, count > 0)
    mean = divided(months.sum(product(value, weight)), total, is_weighted)
    return {
        **_all_months(months, np.where(is_weighted, mean, plain)),
        "mean_kind": np.where(
            is_weighted, _WEIGHTED, np.where(weighed > 0, _SOME_WEIGHTS, _NO_WEIGHTS)
        ),
        "weight_total": np.where(is_weighted, total, np.nan),
    }


def _count_with_coverage(months: Months) -> RuleRows:
    """Counts added up; coverage of the month that reached most.

    Attended people are never added up: the same person may have come twice.
    """
    attended, eligible = months.rows["numerator"], months.rows["denominator"]
    best = months.highest(divided(attended, eligible, eligible > 0))
    return {**_sum(months), "numerator": attended[best], "denominator": eligible[best]}


MONTHS_TO_YEAR: Final[Mapping[WayToYear, Callable[[Months], RuleRows]]] = {
    "sum": _sum,
    "weighted_mean": _weighted_mean,
    "last": _last_month,
    "count_with_coverage": _count_with_coverage,
}


def _as_reported(rows: RuleRows, *, months: Figures | int, is_whole: YesNo | bool) -> RuleRows:
    """What is known of a figure that one row says."""
    count = len(rows["key"])
    return {
        "months_reported": np.full(count, months, dtype=np.float64),
        "is_whole": np.full(count, is_whole),
        "mean_kind": np.full(count, -1),
        "weight_total": np.full(count, np.nan),
        "has_more_batches": np.zeros(count, dtype=np.bool_),
    }


def _all_months(months: Months, value: Figures) -> RuleRows:
    """The newest row per year with `value` and what holds for figures that need twelve months.

    A month that waits for publication is accounted for, yet the sum waits with it: then the year
    rests upon the rows that said so.
    """
    revision, batch = months.rows["revision"], months.rows["batch"]
    is_whole = months.ends - months.starts == _MONTHS_OF_YEAR
    is_awaiting = is_whole & (months.total(months.rows["is_awaiting"]) > 0)
    is_cited = months.rows["is_awaiting"] | ~np.repeat(is_awaiting, months.ends - months.starts)
    newest = rows_at(months.rows, months.highest(np.where(is_cited, revision, np.nan)))
    reported = months.total(~np.isnan(months.rows["actual_value"]))
    nothing = np.full(len(value), np.nan)
    return {
        **newest,
        **_as_reported(newest, months=reported, is_whole=is_whole),
        "actual_value": value,
        "numerator": nothing,
        "denominator": nothing,
        "is_awaiting": is_awaiting,
        "status": np.where(is_awaiting, AWAITING, _least_sure(months)),
        "period_end": months.rows["period_end"][months.ends - 1],
        # Which of the year's readings came last depends on all its months.
        "revision": np.maximum.reduceat(revision, months.starts),
        "has_more_batches": np.minimum.reduceat(
            np.where(is_cited, batch, np.iinfo(batch.dtype).max), months.starts
        )
        < np.maximum.reduceat(np.where(is_cited, batch, -1), months.starts),
    }


def _least_sure(months: Months) -> npt.NDArray[Any]:
    """Per year: forecast if any month is, else preliminary; final only if all are."""
    status = months.rows["status"]
    known = np.where(status == AWAITING, UNSAID, status)
    worst: npt.NDArray[Any] = np.maximum.reduceat(known, months.starts)
    return worst
