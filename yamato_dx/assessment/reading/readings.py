"""The year's reading of a KPI: from its 12-month row, or from its months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from yamato_dx.assessment.reading.months import (
    AWAITING,
    MEAN_KINDS,
    MONTHS_TO_YEAR,
    STATUSES,
    UNSAID,
    Months,
    rows_at,
    whole_years,
)
from yamato_dx.assessment.rules.comparison import is_equal
from yamato_dx.assessment.rules.shapes import RuleRows
from yamato_dx.plan.model.types import Kpi

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
    "cell",
    "recorded_at",
    "revision",
)
# Numbers of a standing row that a year's figure is made from: the rest waits until one is chosen.
_NUMBERS: Final = ("actual_value", "numerator", "denominator", "weight", "revision")
# What is known of a year's figure, however it was made.
_YEAR: Final = (
    "place",
    "key",
    "revision",
    "fiscal_year",
    "actual_value",
    "numerator",
    "denominator",
    "status",
    "period_end",
    "months_reported",
    "is_whole",
    "is_awaiting",
    "mean_kind",
    "weight_total",
    "has_more_batches",
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
    is_past_month = (rows["period_months"] == 1) & (rows["period_end"] <= np.datetime64(on))
    # Months are gathered into fiscal years: of a calendar year they make nothing.
    is_past_month &= ~_is_of_calendar_year(rows, kpis)
    found = [
        whole_years(rows_at(rows, rows["period_months"] == 12)),
        *_of_months(rows_at(rows, is_past_month), standing, kpis),
    ]
    years = {name: np.concatenate([years[name] for years in found]) for name in _YEAR}
    return _framed(standing, _newest(years))


def _of_months(months: RuleRows, standing: pd.DataFrame, kpis: Sequence[Kpi]) -> Iterator[RuleRows]:
    ways = list(MONTHS_TO_YEAR)
    way_of_kpi = np.array([ways.index(kpi.way_to_year) for kpi in kpis])
    way = way_of_kpi[months["kpi_order"]]
    batch, _ = pd.factorize(standing["batch_id"].array.take(months["place"]))
    for place, to_year in enumerate(MONTHS_TO_YEAR.values()):
        is_its = way == place
        if is_its.any():
            yield to_year(Months.of(rows_at({**months, "batch": batch}, is_its)))


def _of_plan(standing: pd.DataFrame, kpis: Sequence[Kpi]) -> RuleRows:
    """The rows of these KPIs that hold something, by their place in `standing`, with year, end of
    period and `key`.

    `key` is one number per municipality × KPI × fiscal year: sorting and grouping by it
    is ten times faster than by three columns.
    """
    kpi_order = pd.Index([kpi.kpi_id for kpi in kpis]).get_indexer(pd.Index(standing["kpi_id"]))
    status = _statuses(standing["value_status"])
    numbers = {name: standing[name].to_numpy() for name in _NUMBERS}
    is_counted = np.array([kpi.value_form in _COUNTED for kpi in kpis])[kpi_order]
    has_count = is_counted & ~np.isnan(numbers["numerator"])
    holds = ~np.isnan(numbers["actual_value"]) | has_count | (status == AWAITING)
    place = np.flatnonzero((kpi_order >= 0) & holds)
    rows = numbers | {
        "kpi_order": kpi_order,
        "status": status,
        "is_awaiting": status == AWAITING,
        "period_start": standing["period_start"].to_numpy(),
        "period_months": standing["period_months"].to_numpy(),
    }
    kept = rows if len(place) == len(standing) else rows_at(rows, place)
    codes = pd.Index(standing["municipality_code"].array.take(place))
    return {"place": place, **kept, **_dated(kept, codes, kpis)}


def _statuses(reported: pd.Series) -> npt.NDArray[np.int64]:
    """The place of each in `STATUSES`."""
    place = np.full(len(reported), UNSAID)
    for number, status in enumerate(STATUSES):
        if status is not None:
            place[(reported == status).to_numpy(dtype=bool, na_value=False)] = number
    return place


def _is_of_calendar_year(rows: RuleRows, kpis: Sequence[Kpi]) -> npt.NDArray[np.bool_]:
    flags: npt.NDArray[np.bool_] = np.array([kpi.is_of_calendar_year for kpi in kpis], dtype=bool)
    return flags[rows["kpi_order"]]


def _dated(rows: RuleRows, codes: pd.Index[str], kpis: Sequence[Kpi]) -> RuleRows:
    """A calendar year stands in the row of the fiscal year of its number, and ends before it."""
    start = rows["period_start"].astype("datetime64[M]")
    month_count = start.astype("int64")
    fiscal_year = 1970 + (month_count - (_FIRST_MONTH - 1)) // 12
    is_of_calendar_year = _is_of_calendar_year(rows, kpis)
    months = rows["period_months"] - np.where(is_of_calendar_year, _FIRST_MONTH - 1, 0)
    after = start + months.astype("timedelta64[M]")
    end = after.astype("datetime64[D]") - np.timedelta64(1, "D")
    municipality, _ = pd.factorize(codes, sort=True)
    key = (municipality.astype("int64") * len(kpis) + rows["kpi_order"]) * 10_000 + fiscal_year
    return {
        "fiscal_year": fiscal_year,
        "month": 1 + month_count % 12,
        "period_end": end.astype("datetime64[us]"),
        "key": key,
    }


def _newest(years: RuleRows) -> RuleRows:
    """Per key the figure to read: whole before part, then the newest. `other_place`: the row of
    the one that came second, where it stands for the whole year too and differs; else -1."""
    order = np.lexsort((years["revision"], years["is_whole"], years["key"]))
    key = years["key"][order]
    last = np.flatnonzero(key != np.append(key[1:], -1))
    at, before = order[last], order[np.maximum(last - 1, 0)]
    value, other_value = years["actual_value"][at], years["actual_value"][before]
    differs = (
        (before != at)
        & (years["key"][before] == years["key"][at])
        & years["is_whole"][before]
        & ~np.isnan(other_value)
        & ~is_equal(value, other_value)
    )
    read = rows_at(years, at)
    return {
        **read,
        "actual_value": np.where(read["is_awaiting"], np.nan, value),
        "other_value": np.where(differs, other_value, np.nan),
        "other_place": np.where(differs, years["place"][before], -1),
    }


def _framed(standing: pd.DataFrame, years: RuleRows) -> pd.DataFrame:
    """READING_COLUMNS: what was made of the years, and of the rows they rest upon the rest."""
    made = {
        **{name: years[name] for name in READING_COLUMNS if name in years},
        "value_status": _words(STATUSES, years["status"]),
        "mean_kind": _words((*MEAN_KINDS, None), years["mean_kind"]),
        "months_reported": pd.array(years["months_reported"], dtype="Int64"),
        "is_forecast": years["status"] == STATUSES.index("forecast"),
        "other_batch_id": standing["batch_id"].array.take(years["other_place"], allow_fill=True),
    }
    of_row = {
        name: standing[name].array.take(years["place"])
        for name in READING_COLUMNS
        if name not in made
    }
    columns: dict[str, Any] = {**made, **of_row}
    return pd.DataFrame({name: columns[name] for name in READING_COLUMNS}, copy=False)


def _words(
    words: Sequence[str | None], places: npt.NDArray[Any]
) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(words), dtype="str").take(places)
