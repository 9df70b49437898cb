"""xls (Excel 5 to 2003): the same texts and marks as the same workbook has as xlsx.

Read by a library that tells fonts, number formats and what is hidden; a pass of ours over the
records before it tells what it does not.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from yamato_dx.intake.files.workbooks.looks import (
    BLACK,
    GENERAL,
    WHITE,
    Colour,
    Font,
    Look,
    Run,
)
from yamato_dx.intake.files.workbooks.number_format import BUILT_IN, number_format
from yamato_dx.intake.files.workbooks.refusal import Refusal
from yamato_dx.intake.files.workbooks.seen import (
    UNCOMPUTED,
    Book,
    SeenSheet,
    Surroundings,
    as_text,
    seen_runs,
)
from yamato_dx.intake.files.workbooks.shown import BLANK, Seen
from yamato_dx.intake.files.workbooks.xls_records import SheetRecords, sheet_records

if TYPE_CHECKING:
    import xlrd

_EMPTY, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
_NO_FILL, _SOLID = 0, 1
# Colours of the system's windows, which are these wherever a workbook is opened.
_SYSTEM: Final = {0x40: BLACK, 0x41: WHITE, 0x7FFF: BLACK}


def read_xls(data: bytes) -> list[dict[str, Any]]:
    """Each worksheet as the child process answers it. Raises Refusal."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        records = sheet_records(data)
        book = xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
        reader = XlsReader(book, Book(looks_of(book), book.datemode == 1))
        return [
            reader.sheet(book.sheet_by_index(place), sheet) for place, sheet in enumerate(records)
        ]
    except (xlrd.XLRDError, CompDocError, struct.error, AssertionError, TypeError) as error:
        raise Refusal("workbook_broken") from error


@dataclass(frozen=True)
class XlsReader:
    """The sheets of one workbook."""

    workbook: xlrd.book.Book
    book: Book

    def sheet(self, sheet: xlrd.sheet.Sheet, records: SheetRecords) -> dict[str, Any]:
        columns = [[BLANK] * records.height for _ in range(records.width)]
        seen = SeenSheet(self.book, columns)
        for row in range(min(sheet.nrows, records.height)):
            values = sheet.row_values(row)
            for column, kind in enumerate(sheet.row_types(row)):
                if kind not in (_EMPTY, _BLANK):
                    place = (row, column)
                    style = sheet.cell_xf_index(row, column)
                    told = (
                        self._text(style, values[column], sheet.rich_text_runlist_map.get(place))
                        if kind == _TEXT
                        else self._other(seen, style, kind, values[column])
                    )
                    seen.put(row, column, UNCOMPUTED if place in records.uncomputed else told)
        self.workbook.unload_sheet(sheet.number)
        return seen.answer(_surroundings(sheet))

    def _text(self, style: int, text: str, places: Sequence[tuple[int, int]] | None) -> Seen:
        look = self.book.look(style)
        if look.is_plain and not places:
            return Seen(text)
        return seen_runs(tuple(self._runs(text, places or ())), look)

    def _other(self, sheet: SeenSheet, style: int, kind: int, value: float) -> Seen:
        import xlrd

        if kind in (_NUMBER, _DATE):
            return sheet.number(style, repr(value) if value % 1 else str(int(value)))
        if kind == _ERROR:
            return Seen(xlrd.error_text_from_code.get(value, "#ERROR!"))
        return Seen(as_text(bool(value)))

    def _runs(self, text: str, places: Sequence[tuple[int, int]]) -> Iterator[Run]:
        """`places`: where a font begins, in half signs of UTF-16, and its number."""
        units = text.encode("utf-16-le", "surrogatepass")
        ends = [*(place for place, _ in places), len(units)]
        fonts = [None, *(_font(self.workbook, number) for _, number in places)]
        for font, start, end in zip(fonts, [0, *ends], ends, strict=False):
            words = units[2 * start : 2 * end].decode("utf-16-le", "replace")
            if words:
                yield Run(words, font)


def _surroundings(sheet: xlrd.sheet.Sheet) -> Surroundings:
    rows, columns = sheet.rowinfo_map, sheet.colinfo_map
    return Surroundings(
        sheet.name,
        sheet.visibility != 0,
        sorted(row for row, look in rows.items() if look.hidden or look.height == 0),
        {column for column, look in columns.items() if look.hidden or look.width == 0},
        [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells],
        [
            (row, column, " ".join(note.text.split()))
            for (row, column), note in sorted(sheet.cell_note_map.items())
            if note.text.strip()
        ],
    )


def looks_of(workbook: xlrd.book.Book) -> list[Look]:
    """By the number that a cell names."""
    codes = BUILT_IN | {form.format_key: form.format_str for form in workbook.format_list}
    forms = {number: number_format(code) for number, code in codes.items()}
    return [
        Look(
            forms.get(style.format_key, GENERAL),
            _font(workbook, style.font_index),
            _paper(workbook, style.background),
        )
        for style in workbook.xf_list
    ]


def _font(workbook: xlrd.book.Book, number: int) -> Font:
    if number >= len(workbook.font_list):
        return Font()
    font = workbook.font_list[number]
    return Font(bool(font.struck_out), bool(font.escapement), _colour(workbook, font.colour_index))


def _paper(workbook: xlrd.book.Book, background: Any) -> Colour:
    """What a cell's ground looks like; patterns hide nothing."""
    if background.fill_pattern != _SOLID:
        is_none = background.fill_pattern == _NO_FILL
        return WHITE if is_none else ("pattern", str(background.fill_pattern))
    return _colour(workbook, background.pattern_colour_index)


def _colour(workbook: xlrd.book.Book, number: int) -> Colour:
    rgb = workbook.colour_map.get(number)
    return ("rgb", "{:02X}{:02X}{:02X}".format(*rgb)) if rgb else _SYSTEM.get(number, BLACK)
