"""The same file back, in its own format, with what is to be mended beside each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.returned.ods import ods_with_reasons
from yamato_dx.intake.returned.reasons import Reason, ReasonColumn, reason_column
from yamato_dx.intake.returned.text_file import text_with_reasons
from yamato_dx.intake.returned.xls import xlsx_of_texts
from yamato_dx.intake.returned.xlsx import xlsx_with_reasons

Edit = Callable[[bytes, Mapping[str, ReasonColumn]], bytes]
# By what the reader says of the file; every other kind but xls is a text.
_EDITED: Final[Mapping[str, Edit]] = {"xlsx": xlsx_with_reasons, "ods": ods_with_reasons}


@dataclass(frozen=True)
class Returned:
    """`kind`: «xlsx», «ods», or the encoding of a text."""

    data: bytes
    kind: str


def with_reasons(
    data: bytes, document: SheetFile, reasons: Sequence[Reason], lang: str
) -> Returned:
    """`document`: the same bytes as they were read. Of a workbook only the sheets of which
    something is said get the column."""
    kind = document.encoding
    named = {reason.sheet for reason in reasons}
    columns = {
        sheet.name or "": reason_column(sheet, reasons, lang)
        for sheet in document.sheets
        if sheet.name in named
    }
    if kind == "xls":
        return Returned(xlsx_of_texts(document.sheets, columns), "xlsx")
    if edit := _EDITED.get(kind):
        return Returned(edit(data, columns), kind)
    (sheet,) = document.sheets
    return Returned(text_with_reasons(data, sheet, reason_column(sheet, reasons, lang)), kind)
