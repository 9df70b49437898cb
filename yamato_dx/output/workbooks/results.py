"""主要な施策の成果 as a workbook: one sheet to print, amounts as numbers, all else as text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, Final
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from yamato_dx.output import palette
from yamato_dx.output.papers.results import MoneyLine, ResultInitiative, ResultLine, ResultsPaper

# Of the twelve columns of money; a KPI's seven lie over them, first and last column each.
WIDTHS: Final = (26, 14, 16, 12, 12, 12, 12, 12, 12, 12, 12, 12)
SPANS: Final = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 8), (9, 11))
LAST: Final = len(WIDTHS) - 1
LINE_HEIGHT: Final = 18
# Excel shows no row higher than 409 points.
MOST_LINES: Final = 22
HEADING_HEIGHT: Final = 24
FONT: Final = "Yu Gothic"
TONES: Final = {"good": palette.GOOD, "bad": palette.BAD}


@dataclass
class _Sheet:
    """Where the next row goes, and how its cells look."""

    book: Any
    sheet: Worksheet
    row: int = 0

    def look(self, **properties: object) -> Any:
        return self.book.add_format(
            {"font_name": FONT, "text_wrap": True, "valign": "top"} | properties
        )

    def across(self, words: str, look: Any) -> None:
        """One text over all columns."""
        self.sheet.merge_range(self.row, 0, self.row, LAST, "", look)
        self.sheet.write_string(self.row, 0, words, look)
        self.sheet.set_row(self.row, LINE_HEIGHT * lines_of(words, sum(WIDTHS)))
        self.row += 1

    def spread(self, cells: tuple[str, ...], looks: tuple[Any, ...]) -> None:
        """A KPI's cells over the columns of money."""
        height = 1
        for (first, last), words, look in zip(SPANS, cells, looks, strict=True):
            if last > first:
                self.sheet.merge_range(self.row, first, self.row, last, "", look)
            self.sheet.write_string(self.row, first, words, look)
            height = max(height, lines_of(words, sum(WIDTHS[first : last + 1])))
        self.sheet.set_row(self.row, LINE_HEIGHT * height)
        self.row += 1


def results_xlsx(paper: ResultsPaper, made_on: datetime) -> bytes:
    """Texts are strings, never formulas or links."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": made_on.replace(tzinfo=None), "title": paper.title})
        at = _Sheet(book, book.add_worksheet())
        for place, width in enumerate(WIDTHS):
            at.sheet.set_column(place, place, width)
        at.across(paper.title, at.look(bold=True, font_size=16))
        at.sheet.set_row(0, 2 * LINE_HEIGHT)
        at.across(paper.subtitle, at.look())
        for notice in paper.notices:
            at.across(notice, at.look(bold=True, bg_color=palette.SAMPLE))
        for initiative in paper.initiatives:
            at.row += 1
            _write_initiative(at, initiative, paper)
        at.row += 1
        if paper.left_out:
            at.across(paper.left_out_title, at.look(bold=True))
        for line in (*paper.left_out, *paper.foot):
            at.across(line, at.look())
        _set_print(at, paper)
    return written.getvalue()


def _write_initiative(at: _Sheet, initiative: ResultInitiative, paper: ResultsPaper) -> None:
    head = at.look(bold=True, bg_color=palette.TILE, border=1)
    at.across(initiative.name, at.look(bold=True, font_size=13))
    at.sheet.set_row(at.row - 1, HEADING_HEIGHT)
    at.spread(paper.heads, (head,) * len(SPANS))
    for line in initiative.lines:
        looks = _looks(at, line)
        for cells in _in_rows(_cells(line)):
            at.spread(cells, looks)
    for label, words in initiative.told:
        at.across(f"{label}: {words}", at.look())
    if not initiative.money:
        at.across(paper.no_money, at.look(font_color=palette.SECOND))
        return
    for place, words in enumerate(paper.money_heads):
        at.sheet.write_string(at.row, place, words, head)
    at.sheet.set_row(at.row, LINE_HEIGHT * 2)
    at.row += 1
    for money in initiative.money:
        _write_money(at, money)


def _cells(line: ResultLine) -> tuple[str, ...]:
    return (
        line.name,
        line.target,
        line.actual,
        line.change,
        line.verdict,
        line.cause,
        line.measure,
    )


def _in_rows(cells: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A KPI's cells in as many rows as its longest text needs: no program shows a higher one."""
    widths = [sum(WIDTHS[first : last + 1]) for first, last in SPANS]
    pieces = [pieces_of(words, width) for words, width in zip(cells, widths, strict=True)]
    return list(zip_longest(*pieces, fillvalue=""))


def pieces_of(words: str, width: float) -> list[str]:
    """Put together again they are `words`; each takes at most `MOST_LINES` of so many
    characters."""
    found, line, filled = [""], 1, 0
    for sign in words:
        filled += _size(sign)
        if sign == "\n" or filled > _room(width):
            line, filled = line + 1, 0 if sign == "\n" else _size(sign)
        if line > MOST_LINES:
            found.append("")
            line = 1
        found[-1] += sign
    return found


def _looks(at: _Sheet, line: ResultLine) -> tuple[Any, ...]:
    plain = at.look(border=1)
    toned = at.look(border=1, bold=True, font_color=TONES.get(line.tone, palette.INK))
    return tuple(toned if place == 4 else plain for place in range(len(SPANS)))


def _write_money(at: _Sheet, money: MoneyLine) -> None:
    plain, amount = at.look(border=1), at.look(border=1, num_format="#,##0")
    texts = (money.project, money.account, money.item, money.unit)
    for place, words in enumerate(texts):
        at.sheet.write_string(at.row, place, words, plain)
    for place, value in enumerate(money.amounts, start=len(texts)):
        if value is None:
            at.sheet.write_blank(at.row, place, None, amount)
        else:
            at.sheet.write_number(at.row, place, value, amount)
    height = max(lines_of(words, width) for words, width in zip(texts, WIDTHS, strict=False))
    at.sheet.set_row(at.row, LINE_HEIGHT * height)
    at.row += 1
    if money.note:
        at.across(money.note, at.look(font_color=palette.BAD))


def _set_print(at: _Sheet, paper: ResultsPaper) -> None:
    at.sheet.set_landscape()
    at.sheet.set_paper(9)
    at.sheet.fit_to_pages(1, 0)
    at.sheet.print_area(0, 0, at.row - 1, LAST)
    at.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    at.sheet.set_footer(f"&C{paper.title.replace('&', '&&')[:100]}  &P/&N")


def lines_of(words: str, width: float) -> int:
    """How many lines a cell of so many characters takes; wide signs count twice."""
    lengths = (sum(map(_size, line)) for line in words.split("\n"))
    return sum(max(1, -(-length // _room(width))) for length in lengths)


def _size(sign: str) -> int:
    return 1 + (east_asian_width(sign) in "WFA")


def _room(width: float) -> int:
    return max(1, int(width) - 1)
