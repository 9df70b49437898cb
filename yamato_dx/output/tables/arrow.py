"""A frame as typed columns, made once for every kind of file."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from yamato_dx.output.column_spec import ColumnSpec, Dtype
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.columns import SAMPLE_COLUMN
from yamato_dx.output.tables.written import digits, has_exponents

ARROW_TYPES: dict[Dtype, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "ratio": pa.float64(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "flag": pa.bool_(),
}

# Spreadsheets run a cell that begins so, also behind blanks that they trim; the full-width
# and small forms are what a Japanese keyboard types for the same signs, and − is － in CP932.
# A text that begins with ' before such a sign gets another, so that taking one away again gives
# the text as it was.
FORMULA_START = r"^'*(?:[\s\x{3000}\x{FEFF}\x{200B}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|[\t\r\n])"

# Japan has kept +09:00 all year since 1952. Shifting needs no time zone database, which
# Windows lacks.
TOKYO_OFFSET = pa.scalar(9 * 3600 * 1_000_000, pa.duration("us"))


def export_specs(specs: tuple[ColumnSpec, ...], context: ExportContext) -> tuple[ColumnSpec, ...]:
    """The columns of the file: `specs`, and the mark of fictitious data where it is."""
    return (*specs, SAMPLE_COLUMN) if context.is_sample else specs


def arrow_table(
    frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext
) -> pa.Table:
    """`frame` with the columns of `specs`, typed, in their order; a missing value is null."""
    missing = [spec.name for spec in specs if spec.name not in frame.columns]
    assert not missing, f"columns are missing: {missing}"
    table = pa.table({spec.name: _array(frame[spec.name], spec.dtype) for spec in specs})
    if not context.is_sample:
        return table
    mark = pa.repeat(pa.scalar(context.sample_mark), table.num_rows)
    return table.append_column(SAMPLE_COLUMN.name, mark)


def written_columns(
    frame: pd.DataFrame, specs: tuple[ColumnSpec, ...]
) -> dict[str, pa.ChunkedArray]:
    """Of each column that says so, its figures as they are to be written: name → texts."""
    return {
        spec.name: pa.chunked_array([pa.array(frame[spec.written], pa.string(), from_pandas=True)])
        for spec in specs
        if spec.written
    }


def in_plain_digits(table: pa.Table) -> pa.Table:
    """`table` with doubles as the digits that people write: 0.0000001, not 1e-07."""
    for index, field in enumerate(table.schema):
        if pa.types.is_floating(field.type) and has_exponents(table.column(index)):
            texts = digits(table.column(index)).dictionary_encode()
            table = table.set_column(index, field.name, texts)
    return table


def _array(series: pd.Series, dtype: Dtype) -> pa.Array | pa.ChunkedArray:
    wanted = ARROW_TYPES[dtype]
    if isinstance(series.dtype, pd.CategoricalDtype):
        return pa.array(series, from_pandas=True).cast(wanted)
    if dtype == "date" and pd.api.types.is_datetime64_any_dtype(series.dtype):
        return pa.array(series, pa.timestamp("us"), from_pandas=True).cast(wanted)
    return pa.array(series, wanted, from_pandas=True)


def neutralised(table: pa.Table) -> pa.Table:
    """`table` with a ' before each text that a spreadsheet would run as a formula."""
    for index, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(index, field, _neutral(table.column(index)))
    return table


def _neutral(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    is_formula = pc.match_substring_regex(texts, FORMULA_START)
    if not pc.any(is_formula, min_count=0).as_py():
        return texts
    quoted = pc.binary_join_element_wise("'", texts, "")
    return pc.if_else(pc.fill_null(is_formula, fill_value=False), quoted, texts)


def neutral_text(value: str) -> str:
    """One text as `neutralised` leaves it."""
    return str(_neutral(pa.chunked_array([[value]]))[0].as_py())


def in_tokyo_time(table: pa.Table) -> pa.Table:
    """`table` with moments as Tokyo's clock shows them, to the second, as people read them."""
    for index, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) and field.type.tz:
            utc = table.column(index).cast(pa.timestamp("us"))
            tokyo = pc.add(utc, TOKYO_OFFSET).cast(pa.timestamp("s"), safe=False)
            table = table.set_column(index, pa.field(field.name, tokyo.type), tokyo)
    return table
