"""Projections beside what was counted later. Neither is ever joined to the other."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx.population.age_groups import THREE, TOTAL

# The last that is there is taken: a count that was settled before one that was not.
COUNTS: Final = ("preliminary", "final")


def settled(grouped: pd.DataFrame) -> pd.DataFrame:
    """`grouped` with one row per municipality, date, series and sex: where the same count was
    published twice, the final one and not the preliminary."""
    rank = grouped["vintage"].map({name: place for place, name in enumerate(COUNTS)}).fillna(-1)
    key = ["municipality_code", "date", "series", "sex"]
    return (
        grouped.assign(rank=rank)
        .sort_values([*key, "rank"])
        .drop_duplicates(key, keep="last")
        .drop(columns="rank")
        .reset_index(drop=True)
    )


def beside_counts(projected: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """One row per projection, date and age group that both have: series, vintage, date,
    age_group, projected, counted, counted_vintage, difference (counted − projected), is_base
    (the projection starts from this date). Both frames as of `by_age_group`, both sexes together.
    """
    rows = _long(projected).merge(
        _long(settled(counted))[["date", "age_group", "people", "vintage"]],
        on=["date", "age_group"],
        how="inner",
        suffixes=("", "_counted"),
        validate="many_to_one",
    )
    first = projected.groupby(["series", "vintage"], observed=True)["date"].min()
    starts = pd.MultiIndex.from_frame(rows[["series", "vintage"]]).map(first.to_dict())
    return (
        rows.rename(
            columns={
                "people": "projected",
                "people_counted": "counted",
                "vintage_counted": "counted_vintage",
            }
        )
        .assign(
            difference=lambda frame: frame["counted"] - frame["projected"],
            is_base=rows["date"].to_numpy() == starts.to_numpy(),
        )
        .sort_values(["series", "vintage", "date"], kind="stable", ignore_index=True)
    )


def _long(grouped: pd.DataFrame) -> pd.DataFrame:
    both = grouped[grouped["sex"] == "total"]
    return both.melt(
        id_vars=["series", "vintage", "date"],
        value_vars=[TOTAL, *THREE],
        var_name="age_group",
        value_name="people",
    ).dropna(subset="people")
