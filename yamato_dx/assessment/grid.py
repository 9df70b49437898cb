"""Every municipality × KPI × fiscal year, with what the plan says and what was reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.types import Plan

_YES_NO: Final = ("is_whole", "is_awaiting", "is_forecast", "has_more_batches")
_KEYS: Final = ("municipality_code", "kpi_id", "fiscal_year")

Places = npt.NDArray[np.int64]


def years_of(plan: Plan, read: pd.DataFrame) -> tuple[FiscalYear, ...]:
    """The plan's years and, without a gap, those before and after it that have a reading."""
    first, last = plan.first_year.start_year, plan.last_year.start_year
    if len(read):
        first = min(first, int(read["fiscal_year"].min()))
        last = max(last, int(read["fiscal_year"].max()))
    return tuple(FiscalYear(year) for year in range(first, last + 1))


def lay_out(facts: pd.DataFrame, read: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """One row per municipality × KPI × year of `facts`, with its reading if it has one.

    Sorted by municipality, KPI in the plan's order, fiscal year. Since no year is skipped,
    the row before is the year before: no join is needed to look back.
    """
    municipalities = pd.Index(sorted(set(codes)), dtype="str")
    fact = np.tile(np.arange(len(facts)), len(municipalities))
    place = _reading_of_each_row(facts, read, municipalities)
    return (
        facts.take(fact)
        .reset_index(drop=True)
        .assign(
            municipality_code=municipalities.repeat(len(facts)).array,
            has_reading=place >= 0,
            **{
                name: _yes_no(read[name], place) if name in _YES_NO else _taken(read[name], place)
                for name in read.columns
                if name not in _KEYS
            },
        )
    )


def _reading_of_each_row(
    facts: pd.DataFrame, read: pd.DataFrame, municipalities: pd.Index[str]
) -> Places:
    """For each row of the grid the position of its reading in `read`, -1 for none."""
    years = facts["fiscal_year"].drop_duplicates()
    kpis = pd.Index(facts["kpi_id"].drop_duplicates())
    municipality = municipalities.get_indexer(pd.Index(read["municipality_code"]))
    of_kpi = municipality * len(kpis) + kpis.get_indexer(pd.Index(read["kpi_id"]))
    slots = of_kpi * len(years) + (read["fiscal_year"].to_numpy() - years.min())
    is_wanted = municipality >= 0
    place = np.full(len(municipalities) * len(facts), -1, dtype=np.int64)
    place[slots[is_wanted]] = np.flatnonzero(is_wanted)
    return place


def _taken(column: pd.Series, place: Places) -> pd.Series:
    return pd.Series(column.array.take(place, allow_fill=True))


def _yes_no(column: pd.Series, place: Places) -> npt.NDArray[np.bool_]:
    known = np.append(column.to_numpy(dtype=bool), False)
    return known[place]
