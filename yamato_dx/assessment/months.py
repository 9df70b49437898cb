"""How the months of a year become its figure: one entry per way of adding up.

Each way takes the months of its KPIs and returns one row per municipality × KPI × fiscal
year: the row it rests upon, with the year's figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from yamato_dx.assessment.comparison import Figures, YesNo, divided
from yamato_dx.plan.types import Kpi

Way = Literal["sum", "weighted_mean", "last", "count_with_coverage"]
Places = npt.NDArray[np.intp]

_MARCH: Final = 3
_MONTHS_OF_YEAR: Final = 12
# A figure is as sure as its least sure month; what nobody called final is not.
_SURENESS: Final = ("final", None, "preliminary", "forecast")


def way_to_year(kpi: Kpi) -> Way:
    """«17/20» is a state and never adds up; a duty's months need count and coverage."""
    if kpi.value_form == "fraction":
        return "last"
    return "count_with_coverage" if kpi.value_form == "count_with_coverage" else kpi.aggregation


@dataclass(frozen=True)
class Months:
    """Month rows sorted by `key` (one number per municipality × KPI × fiscal year) and month.

    `starts`, `ends`: where each year's rows begin and end. Sums over these slices instead of
    grouping: for one town a dozen groupings would take longer than all its verdicts.
    """

    rows: pd.DataFrame
    starts: Places
    ends: Places

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Months:
        ordered = rows.sort_values(["key", "period_start"])
        key = ordered["key"].to_numpy()
        starts = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
        return cls(ordered, starts, np.append(starts[1:], len(key)))

    def figures(self, name: str) -> Figures:
        return self.rows[name].to_numpy(dtype=np.float64)

    def total(self, values: npt.NDArray[Any]) -> Figures:
        """Per year the sum of what is there."""
        return np.add.reduceat(np.nan_to_num(values.astype(np.float64)), self.starts)

    def highest(self, values: npt.NDArray[Any]) -> Places:
        """Per year the place of the row with the highest value; missing is lowest."""
        known = np.where(np.isnan(values), -np.inf, values.astype(np.float64))
        return np.lexsort((known, self.rows["key"].to_numpy()))[self.ends - 1]


def _last_month(months: Months) -> pd.DataFrame:
    """The newest month's figure; it stands for the year when that month is March."""
    last = months.rows.iloc[months.ends - 1]
    has_value = ~np.isnan(months.figures("actual_value"))
    return last.assign(
        months_reported=months.total(has_value),
        is_whole=last["period_start"].dt.month == _MARCH,
        mean_kind=pd.Series(pd.NA, index=last.index, dtype="str"),
        weight_total=np.nan,
        has_more_batches=False,
    )


def _sum(months: Months) -> pd.DataFrame:
    """The months added up; attended and eligible people are not theirs to add."""
    value = months.figures("actual_value")
    has_any = months.total(~np.isnan(value)) > 0
    return _all_months(months, np.where(has_any, months.total(value), np.nan))


def _weighted_mean(months: Months) -> pd.DataFrame:
    """Weighted by `weight` where every month with a value has one, else the plain mean."""
    value, weight = months.figures("actual_value"), months.figures("weight")
    has_value = ~np.isnan(value)
    count = months.total(has_value)
    weighed = months.total(has_value & ~np.isnan(weight))
    total = months.total(np.where(has_value, weight, np.nan))
    is_weighted = (weighed == count) & (total > 0)
    plain = divided(months.total(value), count, count > 0)
    mean = divided(months.total(value * weight), total, is_weighted)
    kinds = np.where(is_weighted, "weighted", np.where(weighed > 0, "some_weights", "no_weights"))
    year = _all_months(months, np.where(is_weighted, mean, plain))
    return year.assign(
        mean_kind=pd.Series(kinds, index=year.index, dtype="str"),
        weight_total=np.where(is_weighted, total, np.nan),
    )


def _count_with_coverage(months: Months) -> pd.DataFrame:
    """Counts added up; coverage of the month that reached most.

    Attended people are never added up: the same person may have come twice.
    """
    attended, eligible = months.figures("numerator"), months.figures("denominator")
    best = months.highest(divided(attended, eligible, eligible > 0))
    return _sum(months).assign(numerator=attended[best], denominator=eligible[best])


MONTHS_TO_YEAR: Final[Mapping[Way, Callable[[Months], pd.DataFrame]]] = {
    "sum": _sum,
    "weighted_mean": _weighted_mean,
    "last": _last_month,
    "count_with_coverage": _count_with_coverage,
}


def _all_months(months: Months, value: Figures) -> pd.DataFrame:
    """The newest row per year with `value` and what holds for figures that need twelve months.

    A month that waits for publication is accounted for, yet the sum waits with it.
    """
    newest = months.rows.iloc[months.highest(months.figures("revision"))]
    batch = pd.factorize(months.rows["batch_id"])[0]
    is_whole = months.ends - months.starts == _MONTHS_OF_YEAR
    is_awaiting = is_whole & (months.total(months.rows["is_awaiting"].to_numpy()) > 0)
    return newest.assign(
        actual_value=value,
        numerator=np.nan,
        denominator=np.nan,
        months_reported=months.total(~np.isnan(months.figures("actual_value"))),
        is_whole=is_whole,
        is_awaiting=is_awaiting,
        value_status=_least_sure(months, is_awaiting),
        period_end=months.rows["period_end"].to_numpy()[months.ends - 1],
        mean_kind=pd.Series(pd.NA, index=newest.index, dtype="str"),
        weight_total=np.nan,
        has_more_batches=np.minimum.reduceat(batch, months.starts)
        < np.maximum.reduceat(batch, months.starts),
    )


def _least_sure(months: Months, is_awaiting: YesNo) -> pd.api.extensions.ExtensionArray:
    """Per year: `forecast` if any month is, else `preliminary`; `final` only if all are."""
    ranks = {status: rank for rank, status in enumerate(_SURENESS) if status}
    unsaid = _SURENESS.index(None)
    rank = months.rows["value_status"].map(ranks).fillna(unsaid).to_numpy(dtype=np.int64)
    worst = np.maximum.reduceat(rank, months.starts)
    words = pd.array([*_SURENESS, "awaiting"], dtype="str")
    return words.take(np.where(is_awaiting, len(_SURENESS), worst))
