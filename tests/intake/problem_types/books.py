"""Workbooks of which a cell, row or sheet shows otherwise than it holds: code → what is done to a
good sheet that raises it, and what may be done to it all the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

Change = Callable[[Worksheet], None]

HEADINGS: Final = ("年度", "KPI番号", "実績値", "備考")
ROW: Final = ("令和6年度", "4", 640, "")


def nothing(_sheet: Worksheet) -> None:
    """The good sheet itself."""


@dataclass(frozen=True)
class Book:
    bad: Change
    good: Change = nothing


def book(change: Change) -> bytes:
    """A workbook with one good row, and what `change` makes of it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "報告"
    for cells in (HEADINGS, ROW):
        sheet.append(cells)
    change(sheet)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def cell(value: object, *, form: str = "General", place: str = "C2", **row: str) -> Change:
    """Another value in a cell, with its number format; `row`: other cells by their place."""

    def change(sheet: Worksheet) -> None:
        sheet[place] = value
        sheet[place].number_format = form
        for other, words in row.items():
            sheet[other] = words

    return change


def font(**looks: Any) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet["C2"].font = Font(**looks)

    return change


def runs(**looks: Any) -> Change:
    """The text 640 in two runs, the first or second of them looking otherwise."""

    def change(sheet: Worksheet) -> None:
        told = ("610", "640") if "strike" in looks else ("640", "1")
        blocks = [TextBlock(InlineFont(), words) for words in told]
        blocks["strike" not in looks].font = InlineFont(**looks)
        sheet["C2"] = CellRichText(*blocks)

    return change


def of_row(**looks: Any) -> Change:
    def change(sheet: Worksheet) -> None:
        for place in ("A2", "B2", "C2"):
            sheet[place].font = Font(**looks)

    return change


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hidden_column(letter: str) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet["D2"] = "本庁分"
        sheet.column_dimensions[letter].hidden = True

    return change


def comment(sheet: Worksheet) -> None:
    sheet["C2"].comment = Comment("速報値。6月に確定", "担当")


def other_sheet(*records: tuple[object, ...], state: str = "visible") -> Change:
    def change(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("旧")
        for cells in records:
            other.append(cells)
        other.sheet_state = state

    return change


def hidden_sheet(sheet: Worksheet) -> None:
    other_sheet(("実績報告",))(sheet)
    sheet.sheet_state = "hidden"


def rate(value: object, form: str) -> Change:
    """640 of a target of 600 beside a rate."""

    def change(sheet: Worksheet) -> None:
        sheet["D1"], sheet["E1"], sheet["D2"] = "目標値", "達成率", 600
        cell(value, form=form, place="E2")(sheet)

    return change


_NAME: Final = "コンビニ交付システムによる証明書等年間発行件数"
_OF_LAST_YEAR: Final = ("令和5年度", "4", 310, "")

RAISED_BY: Final[dict[str, Book]] = {
    "sheet_ignored": Book(other_sheet(("日", "件数"), (1, 52)), other_sheet(("覚書",), ("…",))),
    "sheet_beside": Book(other_sheet(("番号", "指標名", "R5実績"), ("4", _NAME, 310))),
    "sheet_hidden": Book(other_sheet(HEADINGS, _OF_LAST_YEAR, state="hidden")),
    "sheet_hidden_read": Book(hidden_sheet),
    "column_hidden": Book(hidden_column("B")),
    "row_hidden": Book(hidden_row),
    "row_struck": Book(of_row(strike=True)),
    "cell_struck": Book(runs(strike=True)),
    "cell_raised": Book(runs(vertAlign="superscript")),
    "cell_invisible": Book(font(color="FFFFFF"), font(color="000000")),
    "cell_comment": Book(comment),
    "format_changes": Book(cell(3, form='0"千件"'), cell(640, form='0"件"')),
    "format_unknown": Book(cell(80, form="[DBNum1]0", B2="9-1"), cell(80, B2="9-1")),
    "format_rounds": Book(cell(0.4744, form="0%", B2="6"), cell(0.47, form="0%", B2="6")),
    "format_about": Book(cell(640, form='"約"0')),
    "rounding_judges_otherwise": Book(
        cell(25.04, form="0", B2="1"), cell(25.04, form="0.00", B2="1")
    ),
    "formula_uncomputed": Book(cell("=640+0")),
    "formula_passed_over": Book(cell("=A2&B2", place="D2"), cell("本庁分", place="D2")),
    "witness_doubted": Book(rate(0.921, '0.0"%"'), rate(1.067, "0.0%")),
}
