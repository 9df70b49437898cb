"""Every municipality × KPI × fiscal year, with what the plan says and what was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Plan

# What a number is where nothing was reported, by its kind.
_NOTHING: Final = {"b": False, "i": np.nan, "f": np.nan, "M": np.datetime64("NaT")}

Places = npt.NDArray[np.int64]


def years_of(plan: Plan, read: pd.DataFrame) -> tuple[FiscalYear, ...]:
    """The plan's years and, without a gap, those before and after it that have a reading."""
    first, last = plan.first_year.start_year, plan.last_year.start_year
    if len(read):
        first = min(first, int(read["fiscal_year"].min()))
        last = max(last, int(read["fiscal_year"].max()))
    return tuple(FiscalYear(year) for year in range(first, last + 1))


@dataclass(frozen=True)
class Grid:
    """One place per municipality × KPI × fiscal year: which of `municipalities`, which row of
    `facts` and which of `read` belong to it, -1 where nothing was reported.

    Sorted by municipality, KPI in the plan's order, fiscal year. Since no year is skipped,
    the place before is the year before: no join is needed to look back.
    """

    municipalities: pd.api.extensions.ExtensionArray
    facts: pd.DataFrame
    read: pd.DataFrame
    municipality: Places
    fact: Places
    reading: Places

    def at(self, places: npt.NDArray[Any]) -> Grid:
        return replace(
            self,
            municipality=self.municipality[places],
            fact=self.fact[places],
            reading=self.reading[places],
        )

    def planned(self, name: str) -> npt.NDArray[Any]:
        """A number of the plan at each place."""
        return self.facts[name].to_numpy()[self.fact]

    def reported(self, name: str) -> npt.NDArray[Any]:
        """A number of the reading at each place, or what stands for none."""
        values = self.read[name].to_numpy()
        return np.append(values, [_NOTHING[values.dtype.kind]])[self.reading]

    def column(self, name: str) -> pd.api.extensions.ExtensionArray:
        """A column of either at each place, in its own type."""
        if name == "municipality_code":
            return self.municipalities.take(self.municipality)
        column: pd.api.extensions.ExtensionArray = (
            self.facts[name].array.take(self.fact)
            if name in self.facts
            else self.read[name].array.take(self.reading, allow_fill=True)
        )
        return column


def lay_out(facts: pd.DataFrame, read: pd.DataFrame, codes: Sequence[str]) -> Grid:
    municipalities = pd.Index(sorted(set(codes)), dtype="str")
    return Grid(
        municipalities.array,
        facts,
        read,
        municipality=np.repeat(np.arange(len(municipalities)), len(facts)),
        fact=np.tile(np.arange(len(facts)), len(municipalities)),
        reading=_reading_of_each_place(facts, read, municipalities),
    )


def _reading_of_each_place(
    facts: pd.DataFrame, read: pd.DataFrame, municipalities: pd.Index[str]
) -> Places:
    """For each place of the grid the position of its reading in `read`, -1 for none."""
    years = facts["fiscal_year"].drop_duplicates()
    kpis = pd.Index(facts["kpi_id"].drop_duplicates())
    municipality = municipalities.get_indexer(pd.Index(read["municipality_code"]))
    of_kpi = municipality * len(kpis) + kpis.get_indexer(pd.Index(read["kpi_id"]))
    slots = of_kpi * len(years) + (read["fiscal_year"].to_numpy() - years.min())
    is_wanted = municipality >= 0
    place = np.full(len(municipalities) * len(facts), -1, dtype=np.int64)
    place[slots[is_wanted]] = np.flatnonzero(is_wanted)
    return place
