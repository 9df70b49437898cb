"""The rows of a file that were not sent with its good ones, and why: chosen by who sent them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.rows import is_missing, rows_of


@dataclass(frozen=True)
class LeftOutLine:
    """One reason: where it stands, what is written there, what is wrong, how to mend it."""

    place: str
    raw: str
    problem: str
    mend: str


def left_out_lines(left_out: pd.DataFrame, lang: str) -> tuple[LeftOutLine, ...]:
    """`left_out`: as the record has it."""
    return tuple(
        LeftOutLine(
            FilePlace.of_row(row).words(lang),
            "" if is_missing(row["raw_text"]) else str(row["raw_text"]),
            str(row[f"problem_{lang}"]),
            str(row[f"mend_{lang}"]),
        )
        for row in rows_of(left_out)
    )


def left_out_count(left_out: pd.DataFrame) -> int:
    """How many rows, or cells of rows with several figures."""
    return len(left_out[["sheet", "row_no", "cell"]].drop_duplicates())


def left_out_table(left_out: pd.DataFrame, lang: str) -> pd.DataFrame:
    """One row per reason, as `output.tables.columns.TABLES["problems"]` has it."""
    named = {
        "row_no": "row",
        "column_name": "column",
        "raw_text": "raw",
        f"problem_{lang}": "problem",
        f"mend_{lang}": "mend",
    }
    return left_out.rename(columns=named)
