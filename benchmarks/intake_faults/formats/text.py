"""CSV, TSV and «Unicode テキスト»."""

from __future__ import annotations

import csv
import io
from typing import Final

from benchmarks.intake_faults.book import Book, Grid, text_of

# Format → (encoding, delimiter, line end).
TEXT_FORMATS: Final = {
    "csv_cp932": ("cp932", ",", "\r\n"),
    "csv_utf8": ("utf-8", ",", "\n"),
    "csv_utf8_sig": ("utf-8-sig", ",", "\r\n"),
    "tsv_cp932": ("cp932", "\t", "\r\n"),
    "tsv_utf16": ("utf-16", "\t", "\r\n"),
}
_CP932: Final = str.maketrans({"–": "-", "‐": "-"})


def table_of(grid: Grid) -> list[list[str]]:
    return [text_of(row) for row in grid.padded()]


def written(rows: list[list[str]], delimiter: str, line_end: str, **options: int) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, **options).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def text_bytes(book: Book, text_format: str) -> bytes:
    encoding, delimiter, line_end = TEXT_FORMATS[text_format]
    (grid,) = book.sheets
    return encoded(written(table_of(grid), delimiter, line_end), encoding)


def encoded(text: str, encoding: str) -> bytes:
    return text.translate(_CP932).encode(encoding) if encoding == "cp932" else text.encode(encoding)
