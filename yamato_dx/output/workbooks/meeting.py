"""会議資料 as a workbook that the secretariat goes on editing: what the PDF says, in cells."""

from __future__ import annotations

import io
from datetime import datetime
from math import ceil
from typing import Any, Final
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.papers.meeting import DecisionAsked, MeetingPaper, SheetException, SheetLine
from yamato_dx.output.tables.arrow import neutral_text

# Paper numbers of a workbook, and what of the sheet is printed on, in points.
PAPERS: Final = {"a3": (8, 1110.0, 740.0), "a4": (9, 760.0, 490.0)}
MARGIN_INCHES: Final = 0.5
# No, KPI, section and state, target, actual, gap, change; then the years.
WIDTHS: Final = (6, 34, 40, 18, 18, 18, 16)
FIGURES: Final = (3, 4, 5, 6)
YEAR_WIDTH: Final = 16
LEAST_YEARS: Final = 4
DECISION_WIDTHS: Final = (6, 56, 30, 70, 18, 24)
POINTS_PER_CHARACTER: Final = 5.6
LINE_POINTS: Final = 17.0
DECISION_POINTS: Final = 84.0
# Of what would fill the sheet.
LEAST_SHRINKING: Final = 0.75

# What a cell looks like, by name; made once for a workbook.
Looks = dict[str, Any]


def meeting_xlsx(paper: MeetingPaper, made_at: datetime) -> bytes:
    """A sheet of lines, causes and what waits; a sheet of the decisions. Each is as wide as its
    paper, and its print area is what is written. Equal papers are equal bytes.

    Every cell is a text, printed as on the PDF, and stays one when it is edited.
    """
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        created = made_at.replace(tzinfo=None)
        book.set_properties({"created": created, "title": f"{paper.head.title}　{paper.headline}"})
        looks = _looks(book)
        _LinesSheet(book, paper, looks).write()
        _write_decisions(book, paper, looks)
    return written.getvalue()


def _looks(book: xlsxwriter.Workbook) -> Looks:
    usual = {"num_format": "@", "valign": "top", "font_size": 11}
    wrapped = {**usual, "text_wrap": True}
    kinds: dict[str, dict[str, Any]] = {
        "plain": usual,
        "title": {**usual, "bold": True, "font_size": 14},
        "headline": {**usual, "bold": True, "font_size": 20},
        "sample": {**usual, "bold": True, "bg_color": palette.SAMPLE},
        "head": {
            **wrapped,
            "indent": 1,
            "font_color": palette.SECOND,
            "bottom": 1,
            "bg_color": palette.TILE,
        },
        "head.figure": {
            **wrapped,
            "font_color": palette.SECOND,
            "bottom": 1,
            "bg_color": palette.TILE,
            "align": "right",
        },
        "group": {**usual, "bold": True, "top": 2},
        "cell": {**wrapped, "top": 4, "indent": 1},
        "figure": {**wrapped, "top": 4, "align": "right"},
        "actual": {**wrapped, "top": 4, "align": "right", "bold": True, "font_size": 13},
        "name": {**wrapped, "top": 4, "bold": True},
        "section": {**usual, "bold": True, "font_size": 13, "top": 2},
        "missing": {**wrapped, "top": 4, "font_color": palette.BAD},
        "note": {**wrapped, "font_color": palette.SECOND},
        "box": {**wrapped, "border": 1},
    }
    looks = {name: book.add_format(kind) for name, kind in kinds.items()}
    for tone, colour in (("good", palette.GOOD), ("bad", palette.BAD), ("second", palette.SECOND)):
        looks[f"cell.{tone}"] = book.add_format({**kinds["cell"], "font_color": colour})
        looks[f"figure.{tone}"] = book.add_format({**kinds["figure"], "font_color": colour})
        looks[f"group.{tone}"] = book.add_format({**kinds["group"], "font_color": colour})
    return looks


class _LinesSheet:
    """Written from above; `row` is the next free one, `points` what is written so far is high."""

    def __init__(self, book: xlsxwriter.Workbook, paper: MeetingPaper, looks: Looks) -> None:
        self.sheet = book.add_worksheet(text("papers.sheet.lines", paper.head.lang))
        self.paper, self.looks, self.word = paper, looks, paper.head.words
        self.years = max(len(paper.years), LEAST_YEARS)
        self.widths = (*WIDTHS, *(YEAR_WIDTH for _ in range(self.years)))
        self.row, self.points = 0, 0.0

    def write(self) -> None:
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)
        self._write_head()
        self._write_lines()
        lines_end = self.row
        self._write_exceptions()
        self._write_since()
        self._write_foot()
        self._print(lines_end)
        every_cell = (0, 0, self.row, len(self.widths) - 1)
        self.sheet.ignore_errors({"number_stored_as_text": _area(*every_cell)})

    def _print(self, lines_end: int) -> None:
        """On one page, a little smaller where it takes that; where it would be too small, what
        stands under the lines begins another."""
        _, width, height = PAPERS[self.paper.size]
        scale = min(1.0, width / (sum(self.widths) * POINTS_PER_CHARACTER))
        is_one_page = self.points * scale <= height / LEAST_SHRINKING
        last = (self.row - 1, len(self.widths) - 1)
        _print_on(self.sheet, self.paper, last=last, pages=1 if is_one_page else 0)
        if not is_one_page:
            self.sheet.set_h_pagebreaks([lines_end])

    def _next(self, points: float = LINE_POINTS) -> int:
        self.sheet.set_row(self.row, points)
        self.row += 1
        self.points += points
        return self.row - 1

    def _write_head(self) -> None:
        head = self.paper.head
        self._put(self._next(20), 0, head.title, "title")
        self._put(self._next(), 0, f"{head.subtitle}　{head.office}", "plain")
        stamp = "　".join((head.as_of, head.plan, head.snapshot))
        self._put(self._next(), 0, stamp, "plain")
        if head.sample:
            self._spread(self._next(), 0, len(self.widths) - 1, head.sample, look="sample")
        self._put(self._next(30), 0, self.paper.headline, "headline")
        counts = "　".join(
            f"{count.verdict.mark}{count.verdict.words} {count.count}"
            for count in self.paper.counts
        )
        self._put(self._next(), 0, counts, "plain")

    def _write_lines(self) -> None:
        names = ("kpi", "section", "target", "actual", "gap", "change")
        row, word = self._next(), self.word
        heads = ["", *(word[name] for name in names), *self.paper.years]
        for place, words in enumerate(heads):
            is_chosen = self.paper.chosen is not None and place == 7 + self.paper.chosen
            shown = f"{words} {word['verdict']}" if is_chosen else words
            self._put(row, place, shown, "head.figure" if place in FIGURES else "head")
        for group in self.paper.groups:
            tone = f"group.{group.tone}" if group.tone else "group"
            self._band(LINE_POINTS, f"{group.title}　{group.count}　{group.note}", tone)
            for line in group.lines:
                self._write_line(line)

    def _write_line(self, line: SheetLine) -> None:
        gap = f"figure.{line.gap_tone}" if line.gap_tone else "figure"
        cells = [
            (line.kpi_no, "name"),
            (line.name, "name"),
            (line.detail, "cell"),
            (line.target.as_written, "figure"),
            (line.actual.as_written, "actual"),
            (line.gap.as_written, gap),
            (line.change.as_written, "figure"),
        ]
        for place, year in enumerate(line.years):
            was = f"\n{line.was}" if line.was and place == self.paper.chosen else ""
            look = f"cell.{year.tone}" if year.tone else "cell"
            cells.append((f"{year.mark} {year.words}".strip() + was, look))
        row = self._next(_height([words for words, _ in cells], self.widths))
        for place, (words, look) in enumerate(cells):
            self._put(row, place, words, look)

    def _write_exceptions(self) -> None:
        word, last = self.word, len(self.widths) - 1
        self._put(self._next(), 0, "", "plain")
        self._band(22, word["exceptions"], "section")
        if not self.paper.exceptions:
            self._put(self._next(), 0, self.paper.empty, "plain")
            return
        spans = ((0, 1), (2, 4), (5, last - 2), (last - 1, last - 1), (last, last))
        row = self._next()
        heads = ("kpi", "cause", "measure", "due", "person")
        for name, (first, end) in zip(heads, spans, strict=True):
            self._spread(row, first, end, word[name], look="head")
        for exception in self.paper.exceptions:
            self._write_exception(exception, spans)

    def _write_exception(
        self, exception: SheetException, spans: tuple[tuple[int, int], ...]
    ) -> None:
        name = f"{exception.verdict.mark} {exception.kpi_no} {exception.name}"
        cells = (
            (name, "name"),
            (exception.cause or self.word["no_cause"], "cell" if exception.cause else "missing"),
            (
                exception.measure or self.word["no_measure"],
                "cell" if exception.measure else "missing",
            ),
            (exception.due, "cell"),
            (exception.person, "cell"),
        )
        widths = [sum(self.widths[first : end + 1]) for first, end in spans]
        row = self._next(_height([words for words, _ in cells], widths))
        for (words, look), (first, end) in zip(cells, spans, strict=True):
            self._spread(row, first, end, neutral_text(words), look=look)

    def _write_since(self) -> None:
        if not self.paper.since:
            return
        self._put(self._next(), 0, "", "plain")
        self._band(22, self.paper.since_title, "section")
        for change in self.paper.since:
            self._put(self._next(), 0, change.title, "title")
            for line in change.lines:
                self._put(self._next(), 1, neutral_text(line), "plain")

    def _write_foot(self) -> None:
        self._put(self._next(), 0, "", "plain")
        last = len(self.widths) - 1
        for line in (*self.paper.foot.notes, *self.paper.foot.sources):
            row = self._next(_height([line], [sum(self.widths)]))
            self._spread(row, 0, last, line, look="note")

    def _band(self, points: float, words: str, look: str) -> None:
        """A row that is one line from edge to edge; its words may be longer than a column."""
        row = self._next(points)
        for place in range(1, len(self.widths)):
            self.sheet.write_blank(row, place, None, self.looks[look])
        self._put(row, 0, words, look)

    def _put(self, row: int, column: int, words: str, look: str) -> None:
        self.sheet.write_string(row, column, words, self.looks[look])

    def _spread(self, row: int, first: int, last: int, words: str, *, look: str) -> None:
        if first == last:
            self._put(row, first, words, look)
        else:
            self.sheet.merge_range(row, first, row, last, words, self.looks[look])


def _write_decisions(book: xlsxwriter.Workbook, paper: MeetingPaper, looks: Looks) -> None:
    """A sheet of its own, and so a page of its own."""
    word = paper.head.words
    sheet = book.add_worksheet(text("papers.sheet.decisions", paper.head.lang))
    for place, width in enumerate(DECISION_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, word["decisions"], looks["title"])
    sheet.write_string(1, 0, paper.head.sample or paper.head.snapshot, looks["plain"])
    choice = "　".join(f"□ {word[name]}" for name in ("decided", "instructed", "continued"))
    heads = ("", word["decisions"], "", word["content"], word["due"], word["person"])
    for place, words in enumerate(heads):
        sheet.write_string(2, place, words, looks["head"])
    free = DecisionAsked(len(paper.decisions) + 1, word["other_decision"], "")
    for row, decision in enumerate((*paper.decisions, free), start=3):
        sheet.set_row(row, DECISION_POINTS)
        asked = neutral_text(f"{decision.title}\n{decision.note}".strip())
        for place, words in enumerate((str(decision.number), asked, choice, "", "", "")):
            sheet.write_string(row, place, words, looks["box"])
    last = 3 + len(paper.decisions)
    sheet.ignore_errors({"number_stored_as_text": _area(0, 0, last, 0)})
    _print_on(sheet, paper, last=(last, len(DECISION_WIDTHS) - 1))
    sheet.repeat_rows(2)


def _print_on(
    sheet: Worksheet, paper: MeetingPaper, *, last: tuple[int, int], pages: int = 0
) -> None:
    """As wide as the paper; `pages` 0: as many as it takes. The moment stands on each."""
    number, _, _ = PAPERS[paper.size]
    sheet.set_paper(number)
    sheet.set_landscape()
    sheet.set_margins(MARGIN_INCHES, MARGIN_INCHES, MARGIN_INCHES, MARGIN_INCHES)
    sheet.fit_to_pages(1, pages)
    sheet.print_area(0, 0, *last)
    stamp = " ".join(part for part in (paper.head.sample_mark, paper.head.snapshot) if part)
    sheet.set_footer(f"&L{stamp.replace('&', '&&')}&R&P/&N")


def _height(texts: list[str], widths: tuple[int, ...] | list[int]) -> float:
    """Of a row that shows all of its texts, each as wide as its column."""
    lines = [
        sum(ceil(_signs(part) / width) or 1 for part in words.split("\n"))
        for words, width in zip(texts, widths, strict=False)
    ]
    return max([*lines, 1]) * LINE_POINTS + 6


def _signs(words: str) -> float:
    """As a column's width counts them: a wide sign is two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1.1 for sign in words)


def _area(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    return str(xl_range(first_row, first_column, last_row, last_column))
