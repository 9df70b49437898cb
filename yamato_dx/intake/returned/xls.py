"""xls comes back as xlsx: no program that we could use writes the old format without losing much.

What comes back are the texts as they are seen and read, in the same cells.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.returned.reasons import ReasonColumn


def xlsx_of_texts(sheets: Sequence[Sheet], columns: Mapping[str, ReasonColumn]) -> bytes:
    """`columns`: by the name of the sheet."""
    written = io.BytesIO()
    # No text becomes a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        marked = book.add_format({"bg_color": "#FFF2CC"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for place, heading in enumerate(sheet.header):
                page.write_string(sheet.header_row - 1, place, heading)
                texts = sheet.columns[place].texts().tolist()
                for row_no, cell in zip(sheet.row_nos.tolist(), texts, strict=True):
                    page.write_string(row_no - 1, place, cell)
            column = columns.get(sheet.name or "")
            for row_no, words in column.texts.items() if column else ():
                page.write_string(row_no - 1, column.place if column else 0, words, marked)
    return written.getvalue()
