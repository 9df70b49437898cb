"""Births, deaths and moves of a calendar year, each statistic apart."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx.population.published import ITEMS

NATURAL: Final = "natural_change"
OTHER: Final = "other_change"
MOVES: Final = "moves_change"
COLUMNS: Final = ("births", "deaths", NATURAL, "moved_in", "moved_out", MOVES, OTHER, "change")


def by_year(movements: pd.DataFrame) -> pd.DataFrame:
    """One row per series and year: `COLUMNS`, NaN where they cannot be said.

    `other_change`: what the year's whole change leaves beside births, deaths and moves.
    """
    wide = (
        movements.pivot(index=["series", "year"], columns="item", values="people")
        .reindex(columns=list(ITEMS))
        .astype("float64")
        .reset_index()
    )
    natural = wide["births"] - wide["deaths"]
    moves = wide["moved_in"] - wide["moved_out"]
    known = wide.assign(**{NATURAL: natural, MOVES: moves, OTHER: wide["change"] - natural - moves})
    return known.sort_values(["series", "year"], ignore_index=True)[["series", "year", *COLUMNS]]
