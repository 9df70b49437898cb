"""A plan's workbook as xlsx: a guide, then one sheet per part of the plan, every cell a text.

As texts, 9-1, 2.0 and 2024-04 stay what was typed; nothing is ever a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from unicodedata import east_asian_width

import xlsxwriter

from yamato_dx.errors import Refused
from yamato_dx.i18n import number
from yamato_dx.output import palette

# Excel's limit for one cell, in UTF-16 units.
LONGEST_CELL: Final = 32_767
NARROWEST: Final = 10
WIDEST: Final = 46
# Rows below what is written that still offer the choices.
OFFERED_ROWS: Final = 500
_AS_TEXT: Final = "@"


@dataclass(frozen=True)
class BookColumn:
    """`label` for the reader, `code` by which the column is found again, `choices` to pick from."""

    label: str
    code: str
    is_required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookSheet:
    """`fixed_columns`: how many stay in sight at the left."""

    title: str
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[str]]
    fixed_columns: int = 1


@dataclass(frozen=True)
class GuideTable:
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class BookGuide:
    """What a sheet says to whoever fills in the others: lines, then tables to look things up.
    `widths`: of its columns."""

    sheet: str
    title: str
    lines: Sequence[str]
    tables: Sequence[GuideTable]
    widths: tuple[int, ...] = (22, 36, 34, 12, 60)


def plan_book(guides: Sequence[BookGuide], sheets: Sequence[BookSheet], created: date) -> bytes:
    """The workbook's bytes, the guides before the sheets; equal arguments give equal bytes. Raises
    Refused where a text is longer than a cell can hold."""
    _require_room(sheets)
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        moment = datetime(created.year, created.month, created.day)  # noqa: DTZ001
        book.set_properties({"title": guides[0].title, "created": moment})
        for guide in guides:
            _write_guide(book, guide)
        for sheet in sheets:
            _write_sheet(book, sheet)
    return written.getvalue()


def _require_room(sheets: Sequence[BookSheet]) -> None:
    for sheet in sheets:
        for row in sheet.rows:
            if any(len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL for cell in row):
                limit = number(LONGEST_CELL, 0, "en")
                raise Refused("plan.loading.text_too_long", sheet=sheet.title, limit=limit)


def _write_sheet(book: xlsxwriter.Workbook, sheet: BookSheet) -> None:
    page = book.add_worksheet(sheet.title)
    body = book.add_format({"num_format": _AS_TEXT, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _width(sheet, place), body)
        _write_head(book, page, place, column)
        if column.choices:
            _offer(page, place, column.choices, len(sheet.rows))
    for row, cells in enumerate(sheet.rows, start=2):
        for place, cell in enumerate(cells):
            if cell:
                page.write_string(row, place, cell, body)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(2, sheet.fixed_columns)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)


def _write_head(book: xlsxwriter.Workbook, page: Any, place: int, column: BookColumn) -> None:
    """Label above, code beneath; what must be filled in is blue."""
    shared = {"bg_color": palette.TILE, "text_wrap": True, "valign": "top", "num_format": _AS_TEXT}
    colour = palette.GOOD if column.is_required else palette.INK
    label = book.add_format(shared | {"bold": True, "font_color": colour})
    code = book.add_format(shared | {"font_color": palette.SECOND, "font_size": 9, "bottom": 1})
    page.write_string(0, place, column.label, label)
    page.write_string(1, place, column.code, code)


def _offer(page: Any, place: int, choices: tuple[str, ...], rows: int) -> None:
    last = rows + 1 + OFFERED_ROWS
    page.data_validation(2, place, last, place, {"validate": "list", "source": list(choices)})


def _write_guide(book: xlsxwriter.Workbook, guide: BookGuide) -> None:
    page = book.add_worksheet(guide.sheet)
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": palette.TILE, "bottom": 1})
    cell = book.add_format({"num_format": _AS_TEXT, "text_wrap": True, "valign": "top"})
    for place, width in enumerate(guide.widths):
        page.set_column(place, place, width)
    last, room = len(guide.widths) - 1, sum(guide.widths)
    page.write_string(0, 0, guide.title, title)
    row = 2
    for line in guide.lines:
        page.merge_range(row, 0, row, last, "", cell)
        page.write_string(row, 0, line, cell)
        # Merged cells do not grow with their text.
        page.set_row(row, 18 * (1 + _letters(line) // (room - 14)))
        row += 1
    for table in guide.tables:
        page.write_string(row + 1, 0, table.title, title)
        row += 2
        for cells, style in ((table.heads, head), *((row_cells, cell) for row_cells in table.rows)):
            for place, words in enumerate(cells):
                page.write_string(row, place, words, style)
            row += 1


def _width(sheet: BookSheet, place: int) -> float:
    """Characters that show the heading and what stands beneath, within reason."""
    column = sheet.columns[place]
    below = (cell for row in sheet.rows[:100] for cell in row[place].split("\n"))
    widest = max(map(_letters, (column.code, *below)), default=0)
    # A heading may break into two lines.
    return float(min(max(widest, _letters(column.label) // 2, NARROWEST) + 2, WIDEST))


def _letters(words: str) -> int:
    return sum(1 + (east_asian_width(sign) in "WF") for sign in words)
