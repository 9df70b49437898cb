"""Between pandas and DuckDB, by way of Arrow: dtypes are decided here, not by what is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

MOMENT: Final = pa.timestamp("us", tz="UTC")
DAY: Final = pa.timestamp("us")

# What a row of VALUES must carry to be stored; other columns pass by unread.
INCOMING: Final[Mapping[str, pa.DataType]] = {
    "municipality_code": pa.string(),
    "kpi_id": pa.string(),
    "period_start": pa.date32(),
    "period_months": pa.int64(),
    "actual_value": pa.float64(),
    "numerator": pa.float64(),
    "denominator": pa.float64(),
    "weight": pa.float64(),
    "measured_on": pa.date32(),
    "value_status": pa.string(),
    "note": pa.string(),
    "reason": pa.string(),
    "raw_text": pa.string(),
    "sheet": pa.string(),
    "row_no": pa.int64(),
    "cell": pa.string(),
}


# What a reported population figure must carry.
POPULATION: Final[Mapping[str, pa.DataType]] = {
    "municipality_code": pa.string(),
    "counted_on": pa.date32(),
    "series": pa.string(),
    "vintage": pa.string(),
    "sex": pa.string(),
    "age_group": pa.string(),
    "population": pa.int64(),
}


def incoming(values: pd.DataFrame, columns: Mapping[str, pa.DataType] = INCOMING) -> pa.Table:
    """VALUES (or POPULATION) as a table for SQL, numbered in `incoming_no` from 0 as given."""
    arrays = [
        pa.array(values[name], from_pandas=True).cast(dtype) for name, dtype in columns.items()
    ]
    table = pa.table(arrays, names=list(columns))
    return table.append_column("incoming_no", pa.array(np.arange(len(values))))


def no_values() -> pd.DataFrame:
    """VALUES without a row: a report on work items alone."""
    return to_pandas(pa.table({name: pa.array([], kind) for name, kind in INCOMING.items()}))


def parsed(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries with their `document` as the value that its JSON holds."""
    documents = [json.loads(document) for document in entries["document"]]
    return entries.assign(document=pd.Series(documents, index=entries.index, dtype="object"))


def code_bounds(values: pd.DataFrame) -> dict[str, str]:
    """First and last municipality of `values`, so that a query skips all others' blocks."""
    codes = values["municipality_code"]
    return {"first_code": str(codes.min()), "last_code": str(codes.max())}


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Days as datetime64[us], moments in UTC; INTEGER, which may be missing, as Int64."""
    schema = pa.schema([field.with_type(_portable(field.type)) for field in table.schema])
    frame: pd.DataFrame = table.cast(schema).to_pandas(
        types_mapper={pa.int32(): pd.Int64Dtype()}.get
    )
    return frame


def _portable(dtype: pa.DataType) -> pa.DataType:
    if pa.types.is_date(dtype):
        return DAY
    return MOMENT if pa.types.is_timestamp(dtype) and dtype.tz else dtype
