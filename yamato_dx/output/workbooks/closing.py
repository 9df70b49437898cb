"""期末評価書 as a workbook: what the PDF says, a sheet for each of its parts, all of it text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.papers.closing import (
    ClosingCount,
    ClosingKpi,
    ClosingPaper,
    ClosingRow,
    PrintedEffect,
    PrintedJudgement,
    PrintedOpinion,
)
from yamato_dx.output.papers.contents import Marked
from yamato_dx.output.tables.arrow import neutral_text
from yamato_dx.output.workbooks.results import FONT, LINE_HEIGHT, lines_of, pieces_of

A4: Final = 9
MARGIN_INCHES: Final = 0.5
# Of what is larger than the rest.
HEIGHTS: Final = {"title": 24, "headline": 30}
WIDE: Final = 40
# Beyond that many years each of them gets a narrower column.
YEARS_WIDTH: Final = 84
# What a cell looks like, by name; made once for a workbook.
CellLooks = dict[str, Any]
# The text of a cell, and how it looks.
LookedCell = tuple[str, str]


@dataclass(frozen=True)
class _Column:
    """`look`: of its head."""

    head: str
    width: float
    look: str = "head"


@dataclass(frozen=True)
class _Part:
    """A sheet: what stands above its table, then the table; `bands`: rows that are one text from
    edge to edge, by the place of the row that they stand before."""

    name: str
    columns: tuple[_Column, ...]
    rows: tuple[tuple[LookedCell, ...], ...]
    above: tuple[LookedCell, ...] = ()
    below: tuple[LookedCell, ...] = ()
    bands: tuple[tuple[int, LookedCell], ...] = ()


def closing_xlsx(paper: ClosingPaper, made_at: datetime) -> bytes:
    """A sheet for each part, as wide as its paper, its heads on every page. Equal papers are equal
    bytes. What people wrote begins no formula."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        created = made_at.replace(tzinfo=None)
        book.set_properties({"created": created, "title": paper.head.title})
        looks = _looks(book)
        for part in _parts(paper):
            _PartSheet(book, paper, looks, part).write()
    return written.getvalue()


def _looks(book: xlsxwriter.Workbook) -> CellLooks:
    usual = {"font_name": FONT, "valign": "top", "num_format": "@", "text_wrap": True}
    kinds: dict[str, dict[str, Any]] = {
        "plain": usual,
        "title": {**usual, "bold": True, "font_size": 14},
        "headline": {**usual, "bold": True, "font_size": 18},
        "mark": {**usual, "bold": True, "bg_color": palette.SAMPLE},
        "head": {**usual, "bold": True, "bg_color": palette.TILE, "border": 1},
        "head.figure": {
            **usual,
            "bold": True,
            "bg_color": palette.TILE,
            "border": 1,
            "align": "right",
        },
        "cell": {**usual, "border": 1},
        "name": {**usual, "border": 1, "bold": True},
        "figure": {**usual, "border": 1, "align": "right"},
        "reached": {**usual, "border": 1, "align": "right", "bold": True},
        "band": {**usual, "bold": True, "top": 2},
        "note": {**usual, "font_color": palette.SECOND},
    }
    looks = {name: book.add_format(kind) for name, kind in kinds.items()}
    for tone, colour in (("good", palette.GOOD), ("bad", palette.BAD), ("second", palette.SECOND)):
        for name in ("cell", "band"):
            looks[f"{name}.{tone}"] = book.add_format({**kinds[name], "font_color": colour})
    return looks


class _PartSheet:
    """Written from above; `row` is the next free one."""

    def __init__(
        self, book: xlsxwriter.Workbook, paper: ClosingPaper, looks: CellLooks, part: _Part
    ) -> None:
        self.sheet: Worksheet = book.add_worksheet(part.name)
        self.paper, self.looks, self.part = paper, looks, part
        self.widths = [column.width for column in part.columns]
        self.row = 0

    def write(self) -> None:
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)
        for words, look in self.part.above:
            self._across(words, look)
        heads = tuple((column.head, column.look) for column in self.part.columns)
        repeated = self.row
        if any(words for words, _ in heads):
            self._cells(heads)
        else:
            repeated = 0
        bands = dict(self.part.bands)
        for place, cells in enumerate(self.part.rows):
            if place in bands:
                self._across(*bands[place])
            for piece in self._in_rows(cells):
                self._cells(piece)
        for words, look in self.part.below:
            self._across(words, look)
        self._print(repeated)

    def _across(self, words: str, look: str) -> None:
        """One text from edge to edge, in as many rows as it needs."""
        for piece in pieces_of(words, sum(self.widths)):
            last = len(self.widths) - 1
            height = LINE_HEIGHT * lines_of(piece, sum(self.widths))
            self.sheet.set_row(self.row, max(height, HEIGHTS.get(look, 0)))
            if last:
                self.sheet.merge_range(self.row, 0, self.row, last, "", self.looks[look])
            self.sheet.write_string(self.row, 0, piece, self.looks[look])
            self.row += 1

    def _in_rows(self, cells: Sequence[LookedCell]) -> Iterator[tuple[LookedCell, ...]]:
        """In as many rows as the longest text needs: no program shows a higher one."""
        pieces = [
            pieces_of(words, width) for (words, _), width in zip(cells, self.widths, strict=True)
        ]
        for row in zip_longest(*pieces, fillvalue=""):
            yield tuple((words, look) for words, (_, look) in zip(row, cells, strict=True))

    def _cells(self, cells: Sequence[LookedCell]) -> None:
        height = 1
        for place, (words, look) in enumerate(cells):
            self.sheet.write_string(self.row, place, words, self.looks[look])
            height = max(height, lines_of(words, self.widths[place]))
        self.sheet.set_row(self.row, LINE_HEIGHT * height)
        self.row += 1

    def _print(self, repeated: int) -> None:
        last = len(self.widths) - 1
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.set_margins(MARGIN_INCHES, MARGIN_INCHES, MARGIN_INCHES, MARGIN_INCHES)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(repeated)
        self.sheet.print_area(0, 0, self.row - 1, last)
        self.sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, self.row, last)})
        marks = (self.paper.draft_mark, self.paper.head.sample_mark, self.paper.head.snapshot)
        stamp = " ".join(mark for mark in marks if mark)
        self.sheet.set_footer(f"&L{stamp.replace('&', '&&')[:200]}&R&P/&N")


def _parts(paper: ClosingPaper) -> Iterator[_Part]:
    yield _results(paper)
    yield _years(paper)
    yield _effects(paper)
    yield _people(paper)
    yield _carried(paper)
    yield _missing(paper)
    yield _definitions(paper)


def _name(name: str, paper: ClosingPaper) -> str:
    return text(f"papers.closing.sheet.{name}", paper.head.lang)


def _toned(look: str, tone: str) -> str:
    return f"{look}.{tone}" if tone else look


def _verdict(verdict: Marked, *below: str) -> LookedCell:
    words = "\n".join(line for line in (f"{verdict.mark} {verdict.words}".strip(), *below) if line)
    return words, _toned("cell", verdict.tone)


def _results(paper: ClosingPaper) -> _Part:
    """Three numbers and a verdict per KPI, in the groups of the PDF."""
    label, head = paper.labels, paper.head
    bands: list[tuple[int, LookedCell]] = []
    rows: list[tuple[LookedCell, ...]] = []
    for group in paper.groups:
        words = f"{group.title}　{len(group.rows)}　{group.note}".strip()
        bands.append((len(rows), (words, _toned("band", group.tone))))
        rows += [_result(row, label["undecided"]) for row in group.rows]
    reached = f"{label['reached']} {paper.year}".strip()
    return _Part(
        _name("results", paper),
        (
            _Column("No", 6),
            _Column(head.words["kpi"], 40),
            _Column(label["start"], 18, "head.figure"),
            _Column(label["promised"], 22, "head.figure"),
            _Column(reached, 20, "head.figure"),
            _Column(label["verdict"], 22),
            _Column(label["treatment"], 28),
        ),
        tuple(rows),
        above=tuple(_above(paper)),
        bands=tuple(bands),
    )


def _above(paper: ClosingPaper) -> Iterator[LookedCell]:
    head, label = paper.head, paper.labels
    yield f"{head.title}　{head.subtitle}", "title"
    for words in (paper.draft, head.sample):
        if words:
            yield words, "mark"
    if paper.state:
        yield paper.state, "plain"
    yield "　".join((head.office, head.as_of, head.plan, head.snapshot)), "plain"
    yield ("" if head.lang == "ja" else " ").join(paper.headline), "headline"
    for name, counts in (("judged", paper.judged), ("unjudged", paper.unjudged)):
        total = sum(count.count for count in counts)
        yield f"{label[name]} {total}　{'　'.join(map(_count, counts))}", "plain"
    for line in paper.method:
        yield line, "note"


def _count(count: ClosingCount) -> str:
    return f"{count.verdict.mark}{count.verdict.words} {count.count}"


def _result(row: ClosingRow, undecided: str) -> tuple[LookedCell, ...]:
    name = "\n".join(line for line in (row.name, row.note, *row.later) if line)
    carried = "\n".join(line for line in (row.treatment or undecided, row.begins_at) if line)
    return (
        (row.kpi_no, "name"),
        (name, "name"),
        (row.start.as_written, "figure"),
        (row.promised.as_written, "figure"),
        (row.reached.as_written, "reached"),
        _verdict(row.verdict, row.below),
        (neutral_text(carried), "cell"),
    )


def _years(paper: ClosingPaper) -> _Part:
    """The matrix of years with the grounds of each verdict."""
    word, label = paper.head.words, paper.labels
    year_width = max(14.0, YEARS_WIDTH / max(len(paper.years), 1))
    return _Part(
        _name("years", paper),
        (
            _Column("No", 6),
            _Column(word["kpi"], 26),
            *(_Column(year, year_width) for year in paper.years),
            _Column(label["verdict"], 16),
            _Column(label["grounds"], WIDE),
        ),
        tuple(_kpi_years(kpi, paper) for kpi in paper.kpis),
        above=((label["years"], "title"), (label["years_note"], "note")),
    )


def _kpi_years(kpi: ClosingKpi, paper: ClosingPaper) -> tuple[LookedCell, ...]:
    word = paper.head.words
    years = [
        _verdict(
            year.verdict, year.actual, f"{word['target']} {year.target}" if year.target else ""
        )
        for year in kpi.years
    ]
    return (
        (kpi.kpi_no, "name"),
        (f"{kpi.name}\n{kpi.owner}", "name"),
        *years,
        _verdict(kpi.verdict),
        ("\n".join((kpi.evidence, *kpi.notes)), "cell"),
    )


def _effects(paper: ClosingPaper) -> _Part:
    label = paper.labels
    bands: list[tuple[int, LookedCell]] = []
    rows: list[tuple[LookedCell, ...]] = []
    for initiative in paper.effects:
        judgement = initiative.judgement
        said = f"　{neutral_text(judgement.words)}（{judgement.by}）" if judgement else ""
        bands.append((len(rows), (initiative.title + said, "band")))
        rows += [_effect(effect) for effect in initiative.effects]
    return _Part(
        _name("effects", paper),
        (
            _Column(label["promised_effect"], 60),
            _Column(label["effect_found"], 16),
            _Column(label["effect_evidence"], 70),
        ),
        tuple(rows),
        above=((label["effects"], "title"), (paper.effects_note, "plain")),
        bands=tuple(bands),
    )


def _effect(effect: PrintedEffect) -> tuple[LookedCell, ...]:
    evidence = neutral_text(effect.evidence) if effect.evidence else effect.withheld
    return (effect.promised, "cell"), _verdict(effect.found), (evidence, "cell")


def _people(paper: ClosingPaper) -> _Part:
    """What the section says, then the opinions from outside, each with its answer."""
    label = paper.labels
    rows = (
        *(_judgement(judgement) for judgement in paper.judgements),
        *(_opinion(opinion, label["unanswered"]) for opinion in paper.opinions),
    )
    none = [
        (label[f"no_{name}"], "note")
        for name, said in (("judgements", paper.judgements), ("opinions", paper.opinions))
        if not said
    ]
    bands = [(0, (label["judgements"], "band"))] if paper.judgements else []
    if paper.opinions:
        bands.append((len(paper.judgements), (label["opinions"], "band")))
    return _Part(
        _name("people", paper),
        (_Column("", 30), _Column(label["opinion"], 66), _Column(label["answer"], 50)),
        rows,
        above=((f"{label['judgements']}　{label['opinions']}", "title"),),
        below=tuple(none),
        bands=tuple(bands),
    )


def _judgement(judgement: PrintedJudgement) -> tuple[LookedCell, ...]:
    by = neutral_text(f"{judgement.subject}\n{judgement.by}")
    return (by, "name"), (neutral_text(judgement.words), "cell"), ("", "cell")


def _opinion(opinion: PrintedOpinion, unanswered: str) -> tuple[LookedCell, ...]:
    name = neutral_text("\n".join(line for line in (opinion.name, opinion.about) if line))
    answer = (neutral_text(f"{opinion.answer}\n{opinion.answered_by}".strip()), "cell")
    owed = (f"{unanswered} {opinion.owed}".strip(), "cell.bad")
    words = (neutral_text(opinion.words), "cell")
    return (name, "name"), words, answer if opinion.answer else owed


def _carried(paper: ClosingPaper) -> _Part:
    label = paper.labels
    return _Part(
        _name("carried", paper),
        (
            _Column("No", 6),
            _Column(paper.head.words["kpi"], 28),
            _Column(label["verdict"], 17),
            _Column(label["treatment"], 17),
            _Column(label["successor"], 26),
            _Column(label["reason"], 40),
            _Column(label["baseline"], 18),
        ),
        tuple(
            (
                (kpi.kpi_no, "name"),
                (kpi.name, "name"),
                _verdict(kpi.verdict),
                (kpi.treatment or label["undecided"], "cell"),
                (neutral_text(kpi.successor), "cell"),
                (neutral_text(kpi.reason), "cell"),
                (kpi.baseline, "cell"),
            )
            for kpi in paper.carried
        ),
        above=((label["carried"], "title"),),
    )


def _missing(paper: ClosingPaper) -> _Part:
    label = paper.labels
    rows = (
        *_listed(label["missing"], paper.missing or (label["nothing_missing"],)),
        *_listed(label["left_out"], paper.left_out or (label["nothing_left_out"],)),
    )
    return _Part(
        _name("missing", paper),
        (_Column("", 34), _Column("", 96)),
        rows,
        above=((f"{label['missing']}　{label['left_out']}", "title"),),
    )


def _listed(name: str, lines: Sequence[str]) -> Iterator[tuple[LookedCell, ...]]:
    """Named once, at the first of them."""
    for place, words in enumerate(lines):
        yield ("" if place else name, "name"), (words, "cell")


def _definitions(paper: ClosingPaper) -> _Part:
    """Each KPI named once, at the first of its facts; below, the rules and the sources."""
    facts = (
        (
            ("" if place else f"{kpi.kpi_no} {kpi.name}", "name"),
            (fact.label, "cell"),
            (fact.words, "cell"),
        )
        for kpi in paper.definitions
        for place, fact in enumerate(kpi.facts)
    )
    terms = (((term.label, "name"), ("", "cell"), (term.words, "cell")) for term in paper.terms)
    label = paper.labels["definitions"]
    return _Part(
        _name("definitions", paper),
        (_Column(label, 34), _Column("", 20), _Column("", 90)),
        (*facts, *terms),
        below=tuple((line, "note") for line in (*paper.foot.notes, *paper.foot.sources)),
    )
