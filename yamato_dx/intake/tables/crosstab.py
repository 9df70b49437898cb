"""Every table of a file, in whatever shape → rows of the long layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yamato_dx.intake.context import Context
from yamato_dx.intake.files.cell_grid import CellGrid
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.reports.answering import Answered, Answers
from yamato_dx.intake.tables.around import Around, FileNames, around
from yamato_dx.intake.tables.blocks import blocks_of
from yamato_dx.intake.tables.corrections import Corrections, SheetCorrections
from yamato_dx.intake.tables.figures import Body
from yamato_dx.intake.tables.forms import lay_form
from yamato_dx.intake.tables.headings import Header, header_blocks
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.laying import LaidRow, LaidTable, Laying
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.years import TableYears


@dataclass(frozen=True)
class FileTables:
    """What a file is read against, and what was said of it."""

    context: Context
    names: FileNames
    answers: Answers
    corrections: Corrections


@dataclass(frozen=True)
class LaidOut:
    """`problems`: what is asked and told of its tables; `answered`: what was answered."""

    tables: tuple[LaidTable, ...]
    problems: tuple[Problem, ...]
    answered: tuple[Answered, ...]

    @property
    def rows(self) -> tuple[LaidRow, ...]:
        return tuple(row for table in self.tables for row in table.rows)

    @property
    def score(self) -> int:
        return sum(table.score for table in self.tables)


def lay_out(grids: Sequence[CellGrid], given: FileTables) -> LaidOut | None:
    """Of all sheets that hold figures of the plan's KPIs; None where none does. A hidden sheet only
    where no other one does."""
    laid = [(grid, _of_sheet(grid, given)) for grid in grids]
    found = [(grid, sheet) for grid, sheet in laid if sheet.score or _is_asked(sheet)]
    shown = [(grid, sheet) for grid, sheet in found if not grid.is_hidden] or found
    if not shown:
        return None
    sheets = [sheet for _, sheet in shown]
    notes = [
        Problem(
            "note",
            "sheet_hidden" if grid.is_hidden else "sheet_ignored",
            sheet=grid.name,
            values={"name": grid.name},
        )
        for grid in grids
        if all(grid is not read for read, _ in shown)
        and any(not grid.is_blank_row(row) for row in range(len(grid.rows)))
    ]
    doubts = [
        Problem("confirm", "sheet_hidden_read", sheet=grid.name, values={"name": grid.name})
        for grid, _ in shown
        if grid.is_hidden
    ]
    return LaidOut(
        tuple(table for sheet in sheets for table in sheet.tables),
        (*(problem for sheet in sheets for problem in sheet.problems), *doubts, *notes),
        tuple(answer for sheet in sheets for answer in sheet.answered),
    )


def _is_asked(sheet: LaidOut) -> bool:
    return any(problem.severity == "ask" for problem in sheet.problems)


def _of_sheet(grid: CellGrid, given: FileTables) -> LaidOut:
    """As it stands, or with its rows as columns, whichever explains more of its cells."""
    upright = _laid(grid, given)
    turned = _laid(grid.turned, given)
    is_said = not upright.tables and given.corrections.of_sheet(grid.name).header_places
    found = turned if turned.score > upright.score or is_said else upright
    if found.score or is_said:
        return found
    form = _laid_as_form(grid, given)
    return form if form.score or _is_asked(form) else found


def _laid(grid: CellGrid, given: FileTables) -> LaidOut:
    known = KnownKpis(given.context)
    corrections = given.corrections.of_sheet(grid.name)
    questions = Questions(given.answers)
    tables: list[LaidTable] = []
    blocks = header_blocks(grid, known, corrections)
    top = Around()
    for place, rows in enumerate(blocks):
        header = Header(grid, rows, known, corrections)
        end = blocks[place + 1].start if place + 1 < len(blocks) else len(grid.rows)
        before = blocks[place - 1].stop if place else 0
        found = around(grid, range(before, rows.start), given.names, known)
        top = found if not place else top
        body = Body(header, range(rows.stop, end))
        for block in blocks_of(body):
            years = TableYears(grid.name, rows[-1] + 1, _joined(found, top), given.context, questions)
            tables.append(Laying(block, years.around, years, questions).lay())
    with_rows = tuple(table for table in tables if table.rows or table.figures)
    if not any(table.score for table in with_rows) and not questions.open:
        with_rows = ()
    return LaidOut(with_rows, tuple(questions.open), tuple(questions.answered))


def _joined(found: Around, top: Around) -> Around:
    """A table below another has the sheet's title too, where its own says nothing."""
    return replace(
        found,
        years=found.years or top.years,
        kpi_no=found.kpi_no or ("" if found.kpi_name else top.kpi_no),
        kpi_name=found.kpi_name or ("" if found.kpi_no else top.kpi_name),
        words=found.words + top.words,
    )


def _laid_as_form(grid: CellGrid, given: FileTables) -> LaidOut:
    questions = Questions(given.answers)
    known = KnownKpis(given.context)
    found = around(grid, range(len(grid.rows)), given.names, known)
    years = TableYears(grid.name, 1, found, given.context, questions)
    table = lay_form(grid, years, questions, given.corrections.of_sheet(grid.name), known)
    tables = (table,) if table.rows else ()
    return LaidOut(tables, tuple(questions.open), tuple(questions.answered))
