"""The year's reading of a KPI: from its 12-month row, or from its months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.assessment.comparison import is_equal
from yamato_dx.assessment.months import MONTHS_TO_YEAR, Months, way_to_year
from yamato_dx.plan.types import Kpi

READING_COLUMNS: Final = (
    "municipality_code",
    "kpi_id",
    "fiscal_year",
    "actual_value",
    "numerator",
    "denominator",
    "value_status",
    "months_reported",
    "period_months",
    "period_end",
    "measured_on",
    "is_whole",
    "is_awaiting",
    "is_forecast",
    "mean_kind",
    "weight_total",
    "other_value",
    "other_batch_id",
    "batch_id",
    "has_more_batches",
    "sheet",
    "row_no",
    "recorded_at",
    "revision",
)
# Of these a number of items or people says something without the value made from it.
_COUNTED: Final = ("fraction", "count_with_coverage")
_FIRST_MONTH: Final = 4


def readings(standing: pd.DataFrame, kpis: Sequence[Kpi], on: date) -> pd.DataFrame:
    """One row per municipality × KPI × fiscal year with a reported value or a 公表待ち.

    `standing`: one row per standing value (month or 12 months). Months that end after `on`
    are left out; a 12-month row is kept even then. `is_whole`: the figure stands for all of
    its year (`sum` and `weighted_mean` need 12 months, `last` needs March). With both a
    12-month row and whole months, the one whose newest row came last is the reading and
    `other_value`, `other_batch_id` name the other where it differs. A row that holds neither
    a value nor 公表待ち is no report. Sorted by municipality, KPI as in `kpis`, fiscal year.
    """
    rows = _of_plan(standing, kpis)
    whole_years = _of_whole_years(rows[rows["period_months"] == 12])
    is_month = (rows["period_months"] == 1) & (rows["period_end"] <= pd.Timestamp(on))
    if not is_month.any():
        return _newest(whole_years)
    return _newest(pd.concat([whole_years, *_of_months(rows[is_month], kpis)], ignore_index=True))


def _of_months(months: pd.DataFrame, kpis: Sequence[Kpi]) -> list[pd.DataFrame]:
    ways = list(MONTHS_TO_YEAR)
    way_of_kpi = np.array([ways.index(way_to_year(kpi)) for kpi in kpis])
    way = way_of_kpi[months["kpi_order"]]
    return [
        to_year(Months.of(months[way == place]))
        for place, to_year in enumerate(MONTHS_TO_YEAR.values())
        if (way == place).any()
    ]


def _of_plan(standing: pd.DataFrame, kpis: Sequence[Kpi]) -> pd.DataFrame:
    """The rows of these KPIs that hold something, with year, end of period and `key`.

    `key` is one number per municipality × KPI × fiscal year: sorting and grouping by it
    is ten times faster than by three columns.
    """
    kpi_order = pd.Index([kpi.kpi_id for kpi in kpis]).get_indexer(pd.Index(standing["kpi_id"]))
    is_awaiting = (standing["value_status"] == "awaiting").fillna(value=False).astype(bool)
    is_counted = np.array([kpi.value_form in _COUNTED for kpi in kpis])[kpi_order]
    has_count = is_counted & standing["numerator"].notna()
    holds = standing["actual_value"].notna() | has_count | is_awaiting
    kept = (kpi_order >= 0) & holds.to_numpy()
    rows = standing.assign(is_awaiting=is_awaiting, kpi_order=kpi_order)
    return _dated(rows if kept.all() else rows[kept], len(kpis))


def _dated(rows: pd.DataFrame, kpi_count: int) -> pd.DataFrame:
    start = rows["period_start"].to_numpy().astype("datetime64[M]")
    month_count = start.astype("int64")
    fiscal_year = 1970 + (month_count - (_FIRST_MONTH - 1)) // 12
    after = start + rows["period_months"].to_numpy().astype("timedelta64[M]")
    end = after.astype("datetime64[D]") - np.timedelta64(1, "D")
    municipality, _ = pd.factorize(rows["municipality_code"], sort=True)
    key = (municipality.astype("int64") * kpi_count + rows["kpi_order"]) * 10_000 + fiscal_year
    return rows.assign(
        fiscal_year=fiscal_year,
        period_end=pd.Series(end, index=rows.index).astype("datetime64[us]"),
        measured_on=rows["measured_on"].astype("datetime64[us]"),
        key=key,
    )


def _of_whole_years(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        months_reported=12,
        is_whole=True,
        mean_kind=pd.Series(pd.NA, index=rows.index, dtype="str"),
        weight_total=np.nan,
        has_more_batches=False,
    )


def _newest(candidates: pd.DataFrame) -> pd.DataFrame:
    """Per key the candidate to read: whole before part, then the newest."""
    order = np.lexsort(
        (candidates["revision"], candidates["is_whole"].to_numpy(dtype=bool), candidates["key"])
    )
    ordered = candidates.iloc[order].reset_index(drop=True)
    ordered = ordered.assign(
        actual_value=ordered["actual_value"].mask(ordered["is_awaiting"].astype(bool)),
        months_reported=ordered["months_reported"].astype("Int64"),
        is_forecast=(ordered["value_status"] == "forecast").fillna(value=False).astype(bool),
        **_other(ordered),
    )
    is_last = ordered["key"].ne(ordered["key"].shift(-1))
    return ordered.loc[is_last, list(READING_COLUMNS)].reset_index(drop=True)


def _other(ordered: pd.DataFrame) -> dict[str, pd.Series]:
    """The reading that came second, where it stands for the whole year too and differs."""
    before = ordered[["key", "is_whole", "actual_value", "batch_id"]].shift(1)
    value, other = (one["actual_value"].to_numpy() for one in (ordered, before))
    differs = (
        before["key"].eq(ordered["key"])
        & before["is_whole"].eq(other=True)
        & before["actual_value"].notna()
        & ~is_equal(value, other)
    )
    return {
        "other_value": before["actual_value"].where(differs),
        "other_batch_id": before["batch_id"].where(differs),
    }
