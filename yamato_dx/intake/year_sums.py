"""A year that a file prints beside its months (計, 年度計) is a witness: it is what they make, or a
person says which of both holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from yamato_dx.i18n import number
from yamato_dx.intake.context import Context
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Choice
from yamato_dx.plan.types import Aggregation

_YEAR: Final = ["municipality_code", "kpi_id", "fiscal_year"]
_MONTHS: Final = 12
_MARCH: Final = 3
_EQUAL: Final = 1e-9


def check_year_sums(good: pd.DataFrame, context: Context) -> Finding:
    """Years that are not what their months make, in whatever order the rows stand.

    `good`: the rows that can be stored, with `position` and `row_no`. Compared are a sum with all
    its months, or with some that already come to more; a state (年度末) with its March. A year
    that stands already was sent beside its months before.
    """
    is_month = (good["period_months"] == 1).to_numpy()
    years, months = good[~is_month], good[is_month]
    years = years[~context.earlier.stands(years)]
    if years.empty or months.empty:
        return Finding.at("actual_value", [])
    beside = years.merge(_made(months), how="inner", on=_YEAR, validate="many_to_one")
    aggregations = {kpi.kpi_id: kpi.aggregation for kpi in context.kpis}
    found = [
        (int(row["position"]), fault)
        for row in beside.to_dict("records")
        if (fault := _CHECKS[aggregations[row["kpi_id"]]](row))
    ]
    return Finding.at("actual_value", found)


def _made(months: pd.DataFrame) -> pd.DataFrame:
    """One row per KPI and year: `month_sum`, `month_count`, `march_value`, `month_rows`."""
    is_march = months["period_start"].dt.month == _MARCH
    return (
        months.assign(march_value=months["actual_value"].where(is_march))
        .groupby(_YEAR, observed=True, sort=False)
        .agg(
            month_sum=("actual_value", "sum"),
            month_count=("actual_value", "count"),
            march_value=("march_value", "max"),
            month_rows=("row_no", tuple),
        )
        .reset_index()
    )


def _sum_fault(row: Mapping[Any, Any]) -> Fault | None:
    year, total = row["actual_value"], row["month_sum"]
    is_whole = row["month_count"] == _MONTHS
    differs = not _equals(year, total) if is_whole else total > year * (1 + _EQUAL)
    return _asked("year_beside_months", row, total) if differs else None


def _state_fault(row: Mapping[Any, Any]) -> Fault | None:
    year, march = row["actual_value"], row["march_value"]
    is_known = year == year and march == march
    differs = is_known and not _equals(year, march)
    return _asked("year_beside_march", row, march) if differs else None


_CHECKS: Final[Mapping[Aggregation, Callable[[Mapping[Any, Any]], Fault | None]]] = {
    "sum": _sum_fault,
    "last": _state_fault,
    "weighted_mean": lambda _row: None,
}


def _equals(left: float, right: float) -> bool:
    return bool(np.isclose(left, right, rtol=_EQUAL, atol=0))


def _asked(code: str, row: Mapping[Any, Any], made: float) -> Fault:
    values = {
        "year": _shown(row["actual_value"]),
        "months": _shown(made),
        "count": row["month_count"],
    }
    choices = (
        Choice("months", leaves_out=(int(row["row_no"]),), words="months", values=values),
        Choice("year", leaves_out=tuple(row["month_rows"]), words="year", values=values),
    )
    return Fault("ask", code, values, choices)


def _shown(value: float) -> str:
    digits = f"{value:.10g}".partition(".")[2]
    return number(value, len(digits), "en")
