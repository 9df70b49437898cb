from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from yamato_dx.output.column_spec import column
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.arrow import arrow_table

DAY = date(2026, 3, 31)
MOMENT = datetime(2026, 5, 11, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dtype", "values", "stored"),
    [
        ("text", pd.Series(["a", None], dtype="str"), ["a", None]),
        ("text", pd.Series(["a", None], dtype="object"), ["a", None]),
        ("text", pd.Series(["a", None], dtype="category"), ["a", None]),
        ("text", pd.Series([np.nan, np.nan]), [None, None]),  # nothing known: pandas says float
        ("integer", pd.Series([1, None], dtype="Int64"), [1, None]),
        ("integer", pd.Series([1.0, np.nan]), [1, None]),
        ("integer", pd.Series([None, None], dtype="object"), [None, None]),
        ("number", pd.Series([0.5, np.nan]), [0.5, None]),
        ("number", pd.Series([1, 2]), [1.0, 2.0]),
        ("number", pd.Series([1, None], dtype="Int64"), [1.0, None]),
        ("flag", pd.Series([True, False]), [True, False]),
        ("flag", pd.Series([True, None], dtype="boolean"), [True, None]),
        ("date", pd.to_datetime(pd.Series([DAY, None])), [DAY, None]),
        ("date", pd.Series([DAY, None], dtype="object"), [DAY, None]),
        ("date", pd.Series([pd.NaT, pd.NaT], dtype="object"), [None, None]),
        ("moment", pd.to_datetime(pd.Series([MOMENT, None])), [MOMENT, None]),
    ],
)
def test_whatever_pandas_holds_becomes_its_type(
    dtype: str, values: pd.Series, stored: list, context: ExportContext
) -> None:
    table = arrow_table(pd.DataFrame({"x": values}), (column("x", dtype),), context)
    assert table["x"].to_pylist() == stored


def test_columns_come_in_the_order_of_their_specs(context: ExportContext) -> None:
    frame = pd.DataFrame({"b": ["1"], "inner": ["2"], "a": ["3"]})
    table = arrow_table(frame, (column("a"), column("b")), replace(context, is_sample=True))
    assert table.column_names == ["a", "b", "sample_mark"]


def test_a_column_that_is_not_there_is_a_fault(context: ExportContext) -> None:
    with pytest.raises(AssertionError, match="kpi_id"):
        arrow_table(pd.DataFrame({"a": ["1"]}), (column("kpi_id"),), context)
