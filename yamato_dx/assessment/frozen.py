"""The rows of an assessment kept for ever: the digits of then, whatever the rules become."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from yamato_dx.assessment.columns import ASSESSMENT_COLUMNS


def frozen_rows(frame: pd.DataFrame) -> bytes:
    """The rows of `assess` as a Parquet file; equal rows are equal bytes."""
    import pyarrow.parquet  # 5 MB that no screen needs

    table = pa.Table.from_pandas(frame[list(ASSESSMENT_COLUMNS)], preserve_index=False)
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(table, sink, compression="zstd", version="2.6")
    return bytes(sink.getvalue().to_pybytes())


def thawed_rows(data: bytes) -> pd.DataFrame:
    """What `frozen_rows` was given, to the digit. A column that came since is missing in all
    rows."""
    import pyarrow.parquet

    frame: pd.DataFrame = pyarrow.parquet.read_table(pa.BufferReader(data)).to_pandas()
    return frame.reindex(columns=list(ASSESSMENT_COLUMNS))
