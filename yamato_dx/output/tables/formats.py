"""A frame as a file of the wanted format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd

from yamato_dx.output.column_spec import ColumnSpec
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.delimited import csv_parts
from yamato_dx.output.tables.parquet import to_parquet
from yamato_dx.output.tables.workbook import to_xlsx

Writer = Callable[[pd.DataFrame, tuple[ColumnSpec, ...], ExportContext], Iterator[bytes]]


def _whole(write: Callable[[pd.DataFrame, tuple[ColumnSpec, ...], ExportContext], bytes]) -> Writer:
    """A writer that makes its file in one piece."""

    def parts(
        frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext
    ) -> Iterator[bytes]:
        yield write(frame, specs, context)

    return parts


@dataclass(frozen=True)
class TableFormat:
    """`ending` of the file name, its media type, and the function that makes its bytes."""

    ending: str
    media_type: str
    parts: Writer


SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Final[dict[str, TableFormat]] = {
    "csv": TableFormat(".csv", "text/csv; charset=utf-8", csv_parts),
    "csv-cp932": TableFormat(
        ".csv", "text/csv; charset=Shift_JIS", partial(csv_parts, encoding="cp932")
    ),
    "xlsx": TableFormat(
        ".xlsx",
        SPREADSHEET,
        _whole(to_xlsx),
    ),
    "parquet": TableFormat(".parquet", "application/vnd.apache.parquet", _whole(to_parquet)),
}


def table_bytes(
    frame: pd.DataFrame,
    specs: tuple[ColumnSpec, ...],
    context: ExportContext,
    format: str = "csv",  # noqa: A002 - the word that people and the command line use
) -> bytes:
    """The bytes of `frame` in one of `FORMATS`."""
    return b"".join(table_parts(frame, specs, context, format))


def table_parts(
    frame: pd.DataFrame,
    specs: tuple[ColumnSpec, ...],
    context: ExportContext,
    format: str = "csv",  # noqa: A002
) -> Iterator[bytes]:
    """The bytes of `table_bytes` piece by piece, to write a large file without holding it."""
    assert format in FORMATS, f"no such format: {format}"
    return FORMATS[format].parts(frame, specs, context)


def format_of(file_name: str) -> str | None:
    """The format that a file name's ending asks for; None if no format has it."""
    endings = {table_format.ending: name for name, table_format in reversed(FORMATS.items())}
    return next((name for end, name in endings.items() if file_name.lower().endswith(end)), None)
