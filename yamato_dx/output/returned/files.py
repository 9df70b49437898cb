"""The kinds of files that go back with reasons: a table, so that each format is an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from yamato_dx.output.returned.reasons import Reasons
from yamato_dx.output.returned.text_table import text_with_reasons

Returning = Callable[[bytes, Reasons], bytes]

# By the encoding as which a file was read; of a workbook its format.
RETURNING: Final[Mapping[str, Returning]] = {
    "utf-8": text_with_reasons,
    "utf-8-sig": text_with_reasons,
    "cp932": text_with_reasons,
    "utf-16": text_with_reasons,
}


def is_returned(encoding: str) -> bool:
    """Whether a file of this kind can be given back."""
    return encoding in RETURNING


def returned(data: bytes, reasons: Reasons) -> bytes:
    """The file with its column of reasons."""
    return RETURNING[reasons.encoding](data, reasons)
