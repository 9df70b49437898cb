"""xlsx and xls, as the usual writers make them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter

from benchmarks.intake_faults.book import Book, Cell, Grid

_WHITE: Final = "#FFFFFF"
_WHITE_OF_XLS: Final = 9
_USUAL_OF_XLS: Final = 0x7FFF
# Number format, struck out, white.
CellLook = tuple[str, bool, bool]


def _look(cell: Cell) -> CellLook:
    return (cell.form, cell.is_struck, cell.is_white)


def _cells(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            yield row, column, cell


@dataclass
class _XlsxLooks:
    workbook: Any
    formats: dict[CellLook, Any] = field(default_factory=dict)

    def of(self, cell: Cell) -> Any:
        form, is_struck, is_white = look = _look(cell)
        if look not in self.formats:
            told: dict[str, object] = {"num_format": form, "font_strikeout": is_struck}
            told |= {"font_color": _WHITE} if is_white else {}
            self.formats[look] = self.workbook.add_format(told)
        return self.formats[look]


def xlsx_bytes(book: Book) -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    looks = _XlsxLooks(workbook)
    is_seen = False
    for grid in book.sheets:
        sheet = workbook.add_worksheet(grid.name)
        _write_xlsx(sheet, grid, looks)
        if grid.is_hidden:
            sheet.hide()
        elif not is_seen:
            sheet.activate()
            sheet.set_first_sheet()
            is_seen = True
    workbook.close()
    return file.getvalue()


def _write_xlsx(sheet: Any, grid: Grid, looks: _XlsxLooks) -> None:
    for area in grid.merged:
        sheet.merge_range(*area, "")
    for row, column, cell in _cells(grid):
        if cell.struck_part:
            struck = looks.of(Cell(is_struck=True))
            sheet.write_rich_string(row, column, struck, cell.struck_part, cell.text)
        elif cell.number is not None:
            sheet.write_number(row, column, cell.number, looks.of(cell))
        elif cell.text:
            sheet.write_string(row, column, cell.text, looks.of(cell))
    for row in grid.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for column in grid.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})


@dataclass
class _XlsLooks:
    styles: dict[CellLook, Any] = field(default_factory=dict)

    def of(self, cell: Cell) -> Any:
        import xlwt

        look = _look(cell)
        if look not in self.styles:
            style = xlwt.XFStyle()
            style.num_format_str, style.font.struck_out, is_white = look
            style.font.colour_index = _WHITE_OF_XLS if is_white else _USUAL_OF_XLS
            self.styles[look] = style
        return self.styles[look]


def xls_bytes(book: Book) -> bytes:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    looks = _XlsLooks()
    for grid in book.sheets:
        sheet = workbook.add_sheet(grid.name, cell_overwrite_ok=True)
        _write_xls(sheet, grid, looks)
        sheet.visibility = int(grid.is_hidden)
    seen = (number for number, grid in enumerate(book.sheets) if not grid.is_hidden)
    workbook.active_sheet = next(seen, 0)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_xls(sheet: Any, grid: Grid, looks: _XlsLooks) -> None:
    for row, column, cell in _cells(grid):
        style = looks.of(cell)
        if cell.struck_part:
            struck = looks.of(Cell(is_struck=True)).font
            pieces = ((cell.struck_part, struck), (cell.text, style.font))
            sheet.write_rich_text(row, column, pieces, style)
        elif cell.number is not None:
            sheet.write(row, column, cell.number, style)
        elif cell.text:
            sheet.write(row, column, cell.text, style)
    for top, left, bottom, right in grid.merged:
        sheet.merge(top, bottom, left, right)
    for row in grid.hidden_rows:
        sheet.row(row).hidden = True
    for column in grid.hidden_columns:
        sheet.col(column).hidden = True
