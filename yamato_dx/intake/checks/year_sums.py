"""A year that a file prints beside its months (計, 年度計) is a witness: it is what they make, or a
person says which of both holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from yamato_dx.i18n import needed_decimals, number
from yamato_dx.intake.checks.last_digit import comes_out, stored_digit
from yamato_dx.intake.context import Context
from yamato_dx.intake.earlier import MONTHS
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Choice
from yamato_dx.plan.model.types import WayToYear
from yamato_dx.rows import rows_of

_YEAR: Final = ["municipality_code", "kpi_id", "fiscal_year"]
_MARCH: Final = 3

Texts = Callable[[NDArray[np.intp]], pa.StringArray]


@dataclass(frozen=True)
class _YearBesideMonths:
    """A year and its months. `shown`: what the file's cell at a row position shows."""

    row: Mapping[Any, Any]
    shown: Texts

    def text(self, name: str) -> str:
        """Of the row whose position stands in the column `name`."""
        (shown,) = self.shown(np.array([self.row[name]], dtype=np.intp)).to_pylist()
        return str(shown).strip()


def check_year_sums(good: pd.DataFrame, context: Context, shown: Texts) -> Finding:
    """Years that are not what their months make, in whatever order the rows stand.

    `good`: the rows that can be stored, with `position` and `row_no`; `shown`: the texts at such
    positions. Compared are a sum with all its months, or with some, none below 0, that already
    come to more; a state (年度末) with its March. What is rounded or cut off behind its last digit
    comes out. A year that stands already was sent beside its months before.
    """
    is_month = (good["period_months"] == 1).to_numpy()
    if is_month.all() or not is_month.any():
        return Finding.at("actual_value", [])
    years, months = good[~is_month], good[is_month]
    years = years[~context.earlier.stands(years)]
    beside = years.merge(_made(months), how="inner", on=_YEAR, validate="many_to_one")
    ways = {kpi.kpi_id: kpi.way_to_year for kpi in context.kpis}
    found = [
        (int(row["position"]), fault)
        for row in rows_of(beside)
        if (fault := _CHECKS[ways[row["kpi_id"]]](_YearBesideMonths(row, shown)))
    ]
    return Finding.at("actual_value", found)


def _made(months: pd.DataFrame) -> pd.DataFrame:
    """One row per KPI and year: `month_sum`, `month_lowest`, `month_count`, `march_value`,
    `march_position`, `month_rows`."""
    is_march = months["period_start"].dt.month == _MARCH
    return (
        months.assign(
            march_value=months["actual_value"].where(is_march),
            march_position=months["position"].where(is_march),
        )
        .groupby(_YEAR, observed=True, sort=False)
        .agg(
            month_sum=("actual_value", "sum"),
            month_lowest=("actual_value", "min"),
            month_count=("actual_value", "count"),
            march_value=("march_value", "max"),
            march_position=("march_position", "max"),
            month_rows=("row_no", tuple),
        )
        .reset_index()
    )


def _sum_fault(beside: _YearBesideMonths) -> Fault | None:
    year, total = beside.row["actual_value"], beside.row["month_sum"]
    if year != year or not beside.row["month_count"]:
        return None
    is_whole = beside.row["month_count"] == MONTHS
    may_differ = not is_whole and (total <= year or beside.row["month_lowest"] < 0)
    text = beside.text("position")
    if may_differ or comes_out(total, year, stored_digit(text, year)):
        return None
    made = number(total, needed_decimals(total), "en")
    return _asked("year_beside_months", beside.row, text, made)


def _state_fault(beside: _YearBesideMonths) -> Fault | None:
    year, march = beside.row["actual_value"], beside.row["march_value"]
    if year != year or march != march:
        return None
    texts = beside.text("position"), beside.text("march_position")
    digits = stored_digit(texts[0], year), stored_digit(texts[1], march)
    if comes_out(march, year, digits[0]) or comes_out(year, march, digits[1]):
        return None
    return _asked("year_beside_march", beside.row, *texts)


_CHECKS: Final[Mapping[WayToYear, Callable[[_YearBesideMonths], Fault | None]]] = {
    "sum": _sum_fault,
    "count_with_coverage": _sum_fault,
    "last": _state_fault,
    "weighted_mean": lambda _beside: None,
}


def _asked(code: str, row: Mapping[Any, Any], year: str, made: str) -> Fault:
    """`year`, `made`: the figures in words, as the file shows them where it does."""
    values = {"year": year, "months": made, "count": row["month_count"]}
    choices = (
        Choice("months", leaves_out=(int(row["row_no"]),), words="months", values=values),
        Choice("year", leaves_out=tuple(row["month_rows"]), words="year", values=values),
    )
    return Fault("ask", code, values, choices)
