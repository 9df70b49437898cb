"""Parquet: the same typed columns for machines, with the circumstances in the schema."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa

from yamato_dx.output.column_spec import ColumnSpec
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.arrow import arrow_table

CONTEXT_KEY = b"yamato_dx.context"


def to_parquet(frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext) -> bytes:
    """`frame` under its code names; texts as they were received, moments in UTC.

    The schema's metadata holds the context as a JSON object {label: value}.
    """
    # Only here: 5 MB, with clients of file systems that a server of screens never asks for.
    import pyarrow.parquet

    table = arrow_table(frame, specs, context)
    circumstances = json.dumps(dict(context.items()), ensure_ascii=False).encode()
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(
        table.replace_schema_metadata({CONTEXT_KEY: circumstances}), sink, compression="zstd"
    )
    return bytes(sink.getvalue().to_pybytes())
