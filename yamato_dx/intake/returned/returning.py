"""The same file back, in its own format, with what is to be mended beside each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.returned.reasons import Reason, ReasonColumn, reason_column
from yamato_dx.intake.returned.text_file import text_with_reasons
from yamato_dx.intake.returned.xlsx import xlsx_with_reasons

Edit = Callable[[bytes, Mapping[str, ReasonColumn]], bytes]
# By what the reader says of the file; every other kind is a text.
_WORKBOOKS: Final[Mapping[str, Edit]] = {"xlsx": xlsx_with_reasons}


def with_reasons(data: bytes, document: SheetFile, reasons: Sequence[Reason], lang: str) -> bytes:
    """`document`: the same bytes as they were read. Only sheets of which something is said get the
    column."""
    edit = _WORKBOOKS.get(document.encoding)
    if edit is None:
        (sheet,) = document.sheets
        return text_with_reasons(data, sheet, reason_column(sheet, reasons, lang))
    named = {reason.sheet for reason in reasons}
    columns = {
        sheet.name: reason_column(sheet, reasons, lang)
        for sheet in document.sheets
        if sheet.name is not None and sheet.name in named
    }
    return edit(data, columns)
