"""xlsx and xls, as the writers of each make them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import xlsxwriter

from benchmarks.intake_faults.book import Book, Cell, Grid

_WHITE: Final = "#FFFFFF"


def xlsx_bytes(book: Book) -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": False})
    formats: dict[tuple[str, bool, bool], Any] = {}

    def form_of(cell: Cell) -> Any:
        key = (cell.form, cell.is_struck, cell.is_white)
        if key not in formats:
            look: dict[str, object] = {"num_format": cell.form, "font_strikeout": cell.is_struck}
            look |= {"font_color": _WHITE} if cell.is_white else {}
            formats[key] = workbook.add_format(look)
        return formats[key]

    struck = workbook.add_format({"font_strikeout": True})
    for number, grid in enumerate(book.sheets):
        sheet = workbook.add_worksheet(grid.name)
        for area in grid.merged:
            sheet.merge_range(*area, "", workbook.add_format({"align": "center"}))
        for row, column, cell in _cells(grid):
            if cell.struck_part:
                pieces = (struck, cell.struck_part, cell.text or " ")
                sheet.write_rich_string(row, column, *pieces)
            elif cell.number is not None:
                sheet.write_number(row, column, cell.number, form_of(cell))
            elif cell.text:
                sheet.write_string(row, column, cell.text, form_of(cell))
        for row in grid.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in grid.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if grid.is_hidden:
            sheet.hide()
        elif all(before.is_hidden for before in book.sheets[:number]):
            sheet.activate()
            sheet.set_first_sheet()
    workbook.close()
    return file.getvalue()


def xls_bytes(book: Book) -> bytes:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, bool, bool], Any] = {}

    def style_of(cell: Cell) -> Any:
        key = (cell.form, cell.is_struck, cell.is_white)
        if key not in styles:
            style = xlwt.XFStyle()
            style.num_format_str = cell.form
            style.font.struck_out = cell.is_struck
            style.font.colour_index = 9 if cell.is_white else 0x7FFF
            styles[key] = style
        return styles[key]

    struck = xlwt.Font()
    struck.struck_out = True
    for grid in book.sheets:
        sheet = workbook.add_sheet(grid.name, cell_overwrite_ok=True)
        for row, column, cell in _cells(grid):
            if cell.struck_part:
                pieces = ((cell.struck_part, struck), (cell.text, xlwt.Font()))
                sheet.write_rich_text(row, column, pieces, style_of(cell))
            elif cell.number is not None:
                sheet.write(row, column, cell.number, style_of(cell))
            elif cell.text:
                sheet.write(row, column, cell.text, style_of(cell))
        for top, left, bottom, right in grid.merged:
            sheet.merge(top, bottom, left, right)
        for row in grid.hidden_rows:
            sheet.row(row).hidden = True
        for column in grid.hidden_columns:
            sheet.col(column).hidden = True
        sheet.visibility = 1 if grid.is_hidden else 0
    workbook.active_sheet = next(
        (number for number, grid in enumerate(book.sheets) if not grid.is_hidden), 0
    )
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _cells(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            yield row, column, cell
