"""What other readers make of the same bytes, each used as kindly as its manual says: texts only,
no header guessed, and the encodings of offices tried in turn."""

from __future__ import annotations

import csv
import io
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import duckdb
import pandas as pd

PeerOutcome = Literal["right", "damaged", "refused", "-"]
Rows = Sequence[Sequence[str]]
_ENCODINGS: Final = ("utf-8-sig", "cp932", "utf-16")


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("none of the encodings")


def _csv_module(data: bytes, file_format: str) -> Rows:
    delimiter = "\t" if file_format.startswith("tsv") else ","
    return list(csv.reader(io.StringIO(_decoded(data), newline=""), delimiter=delimiter))


def _duckdb(data: bytes, file_format: str) -> Rows:
    """Its sniffer finds the delimiter and the quotes itself; it reads UTF-8."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(_decoded(data).encode())
        with duckdb.connect() as connection:
            found = connection.execute(
                "SELECT * FROM read_csv(?, all_varchar = true, header = false)", [file.name]
            )
            return [[cell or "" for cell in row] for row in found.fetchall()]


def _pandas(data: bytes, file_format: str) -> Rows:
    options: dict[str, Any] = {"header": None, "dtype": str, "keep_default_na": False}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if file_format in ("xlsx", "xls", "ods"):
            engine = {"xlsx": "openpyxl", "xls": "xlrd", "ods": "odf"}[file_format]
            sheets = pd.read_excel(
                io.BytesIO(data), sheet_name=None, header=None, dtype=str, engine=engine
            )
            frame = pd.concat(sheets.values())
        else:
            delimiter = "\t" if file_format.startswith("tsv") else ","
            text = io.StringIO(_decoded(data), newline="")
            frame = pd.read_csv(text, sep=delimiter, **options)
    return [list(row) for row in frame.fillna("").astype(str).itertuples(index=False)]


PEERS: Final[Mapping[str, Callable[[bytes, str], Rows]]] = {
    "csv module": _csv_module,
    "DuckDB": _duckdb,
    "pandas": _pandas,
}
_OF_TEXT: Final = ("csv module", "DuckDB")


def peer_outcome(
    peer: str, clean: tuple[bytes, str], spoilt: bytes, *, is_doubtful: bool
) -> PeerOutcome:
    """Damaged: other cells than those of the clean file (its bytes and format), or a doubtful
    figure, without an error. "-": it does not read this file without a fault."""
    data, file_format = clean
    if peer in _OF_TEXT and file_format in ("xlsx", "xls", "ods"):
        return "-"
    expected = _cells(peer, data, file_format)
    if expected is None:
        return "-"
    found = _cells(peer, spoilt, file_format)
    if found is None:
        return "refused"
    return "right" if found == expected and not is_doubtful else "damaged"


def _cells(peer: str, data: bytes, file_format: str) -> list[list[str]] | None:
    try:
        rows = PEERS[peer](data, file_format)
    except Exception:  # noqa: BLE001 - whatever it raises, it tells that it does not read the file
        return None
    return _trimmed(rows)


def _trimmed(rows: Rows) -> list[list[str]]:
    """Without blank rows, blank cells behind the last and blanks around each."""
    trimmed = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            trimmed.append(cells)
    return trimmed
