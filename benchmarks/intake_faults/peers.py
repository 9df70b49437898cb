"""What other readers make of the same bytes, each used as kindly as its manual says: texts only, no
header guessed, the encodings of offices tried in turn.

They are held to the cells alone that say which figure it is and what it is, and only where a reader
of tables could know better: how the file is written, and what a workbook shows otherwise than it
holds. That a unit or a digit is wrong can be known by the plan alone.
"""

from __future__ import annotations

import csv
import io
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import duckdb
import pandas as pd

from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt
from benchmarks.intake_faults.formats.registry import is_workbook

PeerOutcome = Literal["right", "damaged", "refused", "-"]
Rows = Sequence[Sequence[str]]
COMPARED: Final = frozenset(
    ("encoding", "delimiter", "quotes", "cut", "struck", "hidden", "number format")
)
_ENCODINGS: Final = ("utf-8-sig", "cp932", "utf-16")
_ENGINES: Final = {"xlsx": "openpyxl", "xls": "calamine", "ods": "calamine"}
_TELLING: Final = frozenset(("value", "year", "month", "kpi_no"))


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("none of the encodings")


def _delimiter(file_format: str) -> str:
    return "\t" if file_format.startswith("tsv") else ","


def _csv_module(data: bytes, file_format: str) -> Rows:
    text = io.StringIO(_decoded(data), newline="")
    return list(csv.reader(text, delimiter=_delimiter(file_format)))


def _duckdb(data: bytes, _file_format: str) -> Rows:
    """Its sniffer finds the delimiter and the quotes itself; it reads UTF-8."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(_decoded(data).encode())
        found = _connection().execute(
            "SELECT * FROM read_csv(?, all_varchar = true, header = false)", [file.name]
        )
        return [[cell or "" for cell in row] for row in found.fetchall()]


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _pandas(data: bytes, file_format: str) -> Rows:
    options: dict[str, Any] = {"header": None, "dtype": str, "keep_default_na": False}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if file_format in _ENGINES:
            engine: Any = _ENGINES[file_format]
            file = io.BytesIO(data)
            sheets = _sheets(file, engine, options)
            frame = pd.concat(sheets.values())
        else:
            text = io.StringIO(_decoded(data), newline="")
            frame = pd.read_csv(text, sep=_delimiter(file_format), **options)
    return [list(row) for row in frame.fillna("").astype(str).itertuples(index=False)]


def _sheets(file: io.BytesIO, engine: Any, options: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """A reader that gives up in its own language is one that refuses."""
    try:
        return pd.read_excel(file, sheet_name=None, engine=engine, **options)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        message = f"not read: {type(error).__name__}"
        raise ValueError(message) from error


PEERS: Final[Mapping[str, Callable[[bytes, str], Rows]]] = {
    "csv module": _csv_module,
    "DuckDB": _duckdb,
    "pandas": _pandas,
}
_OF_TEXT: Final = ("csv module", "DuckDB")


def peer_outcome(peer: str, clean: Clean, spoilt: Spoilt) -> PeerOutcome:
    """Damaged: another figure, year or number than in the clean file, or a doubtful figure, and no
    error. "-": of a file that it does not read without the fault."""
    if peer in _OF_TEXT and is_workbook(clean.file_format):
        return "-"
    expected = _clean_cells(peer, clean.seed, clean)
    if expected is None:
        return "-"
    found = _rows(peer, spoilt.data, clean.file_format)
    if found is None:
        return "refused"
    is_doubtful = bool(spoilt.told.doubtful - clean.book.doubtful)
    return "right" if not is_doubtful and _telling(found, clean) == expected else "damaged"


# (peer, seed) → what it reads of the clean file, None where it does not.
_CLEAN_CELLS: Final[dict[tuple[str, str], list[list[str]] | None]] = {}


def _clean_cells(peer: str, seed: str, clean: Clean) -> list[list[str]] | None:
    if (peer, seed) not in _CLEAN_CELLS:
        rows = _rows(peer, clean.data, clean.file_format)
        _CLEAN_CELLS[(peer, seed)] = None if rows is None else _telling(rows, clean)
    return _CLEAN_CELLS[(peer, seed)]


def _rows(peer: str, data: bytes, file_format: str) -> list[list[str]] | None:
    try:
        rows = PEERS[peer](data, file_format)
    except Exception:  # noqa: BLE001 - whatever it raises, it tells that it does not read the file
        return None
    return [[cell.strip() for cell in row] for row in rows if any(map(str.strip, row))]


def _telling(rows: Sequence[Sequence[str]], clean: Clean) -> list[list[str]]:
    """Of each row the cells at the places of those that tell, and how many rows there are."""
    places = [
        [column for column, cell in enumerate(row) if cell.kind in _TELLING]
        for grid in clean.book.sheets
        for row in grid.rows
        if any(cell.text for cell in row)
    ]
    told = [
        [row[column] if column < len(row) else "" for column in columns]
        for row, columns in zip(rows, places, strict=False)
    ]
    return [*told, [str(len(rows))]]
