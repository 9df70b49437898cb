"""A KPI's figure per so many residents, with the population counted in that fiscal year."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx.fiscal_year import FIRST_MONTH
from yamato_dx.population.age_groups import TOTAL, band_of, bands_in, people_aged

# Of every year; a census is of one in five, and would put a year on another footing than the last.
_EVERY_YEAR: Final = "register"
_COUNTED: Final = ["population", "counted_on", "series", "vintage"]


def per_resident(
    values: pd.DataFrame, scaling: pd.DataFrame, figures: pd.DataFrame, kinds: dict[str, str]
) -> pd.DataFrame:
    """One row per KPI of `scaling` and fiscal year of `values` (kpi_id, fiscal_year,
    actual_value): age_group, per_persons, population, counted_on, series, vintage and
    `per_resident`, NaN where the figure or the population of that year is not there.

    `kinds`: series → kind. Only a register's count within that fiscal year; of several, the last.
    """
    rows = scaling[["kpi_id", "age_group", "per_persons"]].merge(
        values, on="kpi_id", how="inner", validate="many_to_many"
    )
    counted = pd.DataFrame(
        [
            _population_of(figures, kinds, int(year), group)
            for year, group in zip(rows["fiscal_year"], rows["age_group"], strict=True)
        ],
        columns=_COUNTED,
        index=rows.index,
    ).astype({"population": "float64", "counted_on": "datetime64[us]"})
    joined = rows.join(counted)
    people = joined["population"].where(joined["population"] > 0)
    return joined.assign(
        per_resident=joined["actual_value"] * joined["per_persons"] / people
    ).sort_values(["kpi_id", "fiscal_year"], kind="stable", ignore_index=True)


def _population_of(
    figures: pd.DataFrame, kinds: dict[str, str], fiscal_year: int, age_group: str
) -> dict[str, object]:
    days = figures["date"]
    years = days.dt.year - (days.dt.month < FIRST_MONTH)
    is_register = figures["series"].map(kinds) == _EVERY_YEAR
    counts = figures[(years == fiscal_year) & is_register & (figures["sex"] == "total")]
    key = ["date", "series", "vintage"]
    for (day, series, vintage), point in sorted(
        counts.groupby(key, observed=True), key=lambda count: count[0], reverse=True
    ):
        people = _people(point, age_group)
        if people is not None:
            return dict(zip(_COUNTED, (people, day, series, vintage), strict=True))
    return dict(zip(_COUNTED, (float("nan"), pd.NaT, None, None), strict=True))


def _people(point: pd.DataFrame, age_group: str) -> int | None:
    if age_group == TOTAL:
        found = point.loc[point["age_group"] == TOTAL, "population"]
        return int(found.iloc[0]) if len(found) else None
    band = band_of(age_group)
    return band and people_aged(band, bands_in(point["age_group"], point["population"]))
