"""Rows of the population's charts as plain cells."""

from __future__ import annotations

import pandas as pd

from yamato_dx.i18n import number
from yamato_dx.queries.rows import rows_of

PYRAMID = ("first_male", "first_female", "second_male", "second_female")


def pyramid_cells(rows: pd.DataFrame, lang: str) -> list[tuple[str, ...]]:
    """One row per age group, oldest first."""
    return [
        (str(row["label"]), *(number(float(row[name]), 0, lang) for name in PYRAMID))
        for row in rows_of(rows)
    ]
