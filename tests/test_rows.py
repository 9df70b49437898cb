"""A frame as plain mappings, of every kind of column."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from yamato_dx.rows import rows_of

FRAME = pd.DataFrame(
    {
        "words": pd.array(["確定", None, ""], dtype="str"),
        "nullable": pd.array(["見込", None, "速報"], dtype="string"),
        "number": [1.5, np.nan, -0.0],
        "count": pd.array([1, None, 3], dtype="Int64"),
        "is_so": [True, False, True],
        "day": pd.to_datetime(["2026-03-31", None, "2026-04-01"]).astype("datetime64[us]"),
        "moment": pd.to_datetime(["2026-03-31T15:00Z", None, "2026-04-01T00:00Z"]),
        "document": pd.Series([{"a": 1}, None, {}], dtype="object"),
    }
)


@pytest.mark.parametrize(
    "frame",
    [FRAME, FRAME.iloc[::-1], FRAME[FRAME["is_so"]], FRAME.iloc[:0], pd.concat([FRAME, FRAME])],
    ids=["all", "turned", "some", "none", "joined"],
)
def test_each_value_is_what_its_column_lists(frame: pd.DataFrame) -> None:
    rows = rows_of(frame)
    assert [list(row) for row in rows] == [list(frame)] * len(frame)
    for name, column in frame.items():
        for value, listed in zip([row[str(name)] for row in rows], column.tolist(), strict=True):
            assert type(value) is type(listed), name
            assert pd.isna(listed) if pd.isna(value) else value == listed, name
