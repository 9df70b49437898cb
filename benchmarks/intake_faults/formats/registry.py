"""Formats by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from benchmarks.intake_faults.book import Book
from benchmarks.intake_faults.formats.excel import xls_bytes, xlsx_bytes
from benchmarks.intake_faults.formats.ods import ods_bytes
from benchmarks.intake_faults.formats.text import TEXT_FORMATS, text_bytes

WORKBOOKS: Final = ("xlsx", "xls", "ods")
FORMATS: Final[Mapping[str, Callable[[Book], bytes]]] = {
    **{name: partial(text_bytes, text_format=name) for name in TEXT_FORMATS},
    "xlsx": xlsx_bytes,
    "xls": xls_bytes,
    "ods": ods_bytes,
}
ENDINGS: Final = {name: name.partition("_")[0] for name in FORMATS}


def is_workbook(file_format: str) -> bool:
    return file_format in WORKBOOKS
