"""One assessment row as plain values: None for missing, whatever the frame held it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

import pandas as pd

AssessmentRow = Mapping[str, object]


def is_missing(row: AssessmentRow, name: str) -> bool:
    return bool(pd.isna(cast("float | None", row[name])))


def number_in(row: AssessmentRow, name: str) -> float | None:
    return None if is_missing(row, name) else float(cast("float", row[name]))


def known_number(row: AssessmentRow, name: str) -> float:
    """The number that a row of this verdict always holds."""
    value = number_in(row, name)
    assert value is not None, f"{name} is missing from a row that rests upon it"
    return value


def text_in(row: AssessmentRow, name: str) -> str | None:
    return None if is_missing(row, name) else str(row[name])


def day_in(row: AssessmentRow, name: str) -> date | None:
    return None if is_missing(row, name) else cast("date", row[name])
