"""Every table of a file, in whatever shape → rows of the long layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.intake.answers import Answered, Answers
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.cell_grid import CellGrid
from yamato_dx.intake.files.limits import TABLE_CELLS, TOLD
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.around import Around, FileNames, around, labelled
from yamato_dx.intake.tables.blocks import blocks_of
from yamato_dx.intake.tables.corrections import Corrections
from yamato_dx.intake.tables.figures import Body, TableFigure
from yamato_dx.intake.tables.headings import Header, header_blocks
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.laying.forms import FormBody, lay_form
from yamato_dx.intake.tables.laying.laid import LaidRow, LaidTable
from yamato_dx.intake.tables.laying.passed import Passed, tell_unheaded, tell_unlabelled
from yamato_dx.intake.tables.laying.short_rows import tell_short
from yamato_dx.intake.tables.laying.table import Laying
from yamato_dx.intake.tables.places import at_cell
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.wording import label_of
from yamato_dx.intake.tables.years import TableYears, called
from yamato_dx.lettering import is_blank, nfkc
from yamato_dx.plan.model.types import Text
from yamato_dx.problem_types import Severity


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
    large = [grid for grid in grids if len(grid.rows) * grid.width > TABLE_CELLS]
    laid = [(grid, of_sheet(grid, given)) for grid in grids if grid not in large]
    known = KnownKpis(given.context)
    found = [
        (grid, sheet)
        for grid, sheet in laid
        if sheet.score or _is_asked(sheet) or _is_form_of(sheet, known)
    ]
    shown = [(grid, sheet) for grid, sheet in found if not grid.is_hidden] or found
    if not shown:
        return _too_large(large[0]) if large else None
    sheets = [sheet for _, sheet in shown]
    forms = Questions(given.answers)
    _check_years_of_forms([(grid, sheet) for grid, sheet in shown], forms)
    ignored = [grid for grid in grids if all(grid is not read for read, _ in shown)]
    for grid, sheet in laid:
        if not (sheet.score or _is_asked(sheet) or grid.is_hidden):
            tell_unheaded(grid, range(len(grid.rows)), known, forms)
            tell_unlabelled(grid, range(len(grid.rows)), known, forms)
    return LaidOut(
        tuple(table for sheet in sheets for table in sheet.tables),
        (
            *(told for sheet in sheets for told in sheet.problems),
            *forms.open,
            *(
                _told_of("confirm", "sheet_hidden_read", grid)
                for grid, _ in shown
                if grid.is_hidden
            ),
            *_ignored(ignored),
        ),
        (*(answer for sheet in sheets for answer in sheet.answered), *forms.answered),
    )


def _ignored(grids: Iterable[CellGrid]) -> Iterator[Problem]:
    for grid in grids:
        if not all(map(grid.is_blank_row, range(len(grid.rows)))):
            code = "sheet_hidden" if grid.is_hidden else "sheet_ignored"
            yield _told_of("note", code, grid)


def _told_of(severity: Severity, code: str, grid: CellGrid) -> Problem:
    return Problem(severity, code, sheet=grid.name, values={"name": grid.name})


def _check_years_of_forms(shown: Sequence[tuple[CellGrid, LaidOut]], questions: Questions) -> None:
    """Of sheets with one year each, one whose year is not that of most others."""
    years = [{row.cells.get("fiscal_year", "") for row in sheet.rows} for _, sheet in shown]
    single = [year.pop() if len(year) == 1 else "" for year in years]
    read = [parse_fiscal_year(year) for year in single]
    counts = Counter(year for year in read if isinstance(year, FiscalYear))
    most, count = counts.most_common(1)[0] if counts else (None, 0)
    for (grid, _), year in zip(shown, read, strict=True):
        if isinstance(year, FiscalYear) and year != most and count > len(shown) / 2:
            values = {"year": called(year), "other": called(most) if most else ""}
            questions.tell_unless_confirmed(
                Problem("confirm", "year_of_one_form", row=1, sheet=grid.name, values=values)
            )


def _too_large(grid: CellGrid) -> LaidOut:
    problem = Problem("refuse", "table_too_large", sheet=grid.name, values=TOLD)
    return LaidOut((), (problem,), ())


def _is_asked(sheet: LaidOut) -> bool:
    """Whether something stands in the way of reading it that is told."""
    return any(problem.is_obstacle for problem in sheet.problems)


def _is_form_of(sheet: LaidOut, known: KnownKpis) -> bool:
    """Whether a form asks for the figure of a KPI, be it filled in or not."""
    rows = (row for table in sheet.tables if isinstance(table.body, FormBody) for row in table.rows)
    return any(known.is_known(row.cells) for row in rows)


def of_sheet(grid: CellGrid, given: FileTables) -> LaidOut:
    """With its rows as columns where its labels stand below each other; as a form where neither
    way is a table. What a person says to be headings is a table."""
    ways = [grid, grid.turned]
    if _most_labels(grid.turned) > _most_labels(grid):
        ways.reverse()
    is_said = bool(given.corrections.of_sheet(grid.name).header_places)
    read = (_laid(way, given) for way in ways)
    found = next((laid for laid in read if laid.score or (is_said and laid.tables)), None)
    return found or _laid_as_form(grid, given)


def _most_labels(grid: CellGrid) -> int:
    """How many different columns the labels of one row name."""
    labels = ({label_of(text) for text in row if not is_blank(text)} - {None} for row in grid.rows)
    return max(map(len, labels), default=0)


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
        _check_section(grid, range(before, rows.start), given, questions)
        body = Body(header, range(rows.stop, end))
        for block in blocks_of(body):
            years = TableYears(
                grid.name, rows[-1] + 1, _joined(found, top), given.context, questions
            )
            tables.append(Laying(block, years.around, years, questions).lay())
    if any(table.score for table in tables):  # else what it is, is told elsewhere
        tell_unheaded(grid, range(blocks[0].start), known, questions)
        tell_short(tables, questions)
        for table in tables:
            Passed(table.body, questions).tell_torn()
    return LaidOut(tuple(tables), questions.open, questions.answered)


def _check_section(grid: CellGrid, rows: range, given: FileTables, questions: Questions) -> None:
    """The section in the file's name against the one in the sheet."""
    called_by = {name: section for section in given.names.sections for name in _names(section)}
    file_name = nfkc(given.names.file_name)
    named = max((name for name in called_by if name in file_name), key=len, default="")
    for label, text, address in labelled(grid, rows):
        said = called_by.get(nfkc(text)) if label == "section" else None
        if said and named and called_by[named] != said:
            values = {"named": named, "section": text}
            questions.tell_unless_confirmed(
                at_cell(Problem("confirm", "section_other_around", values=values), grid, address)
            )


def _names(section: Text) -> Iterator[str]:
    yield from (nfkc(name) for name in (section.ja, section.en) if name)


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
    every = range(len(grid.rows))
    found = around(grid, every, given.names, known)
    _check_section(grid, every, given, questions)
    years = TableYears(grid.name, 1, found, given.context, questions)
    header = Header(grid, range(1), known, given.corrections.of_sheet(grid.name))
    table = lay_form(grid, years, questions, header)
    is_of_kpi = table.score or any(_names_kpi(figure, known) for figure in table.figures)
    if not (table.rows or is_of_kpi):
        return LaidOut((), (), ())
    if table.score:
        Passed(table.body, questions).tell_torn()
        read_rows = {figure.address.row for figure in table.figures}
        tell_unlabelled(grid, [row for row in every if row not in read_rows], known, questions)
    tables = (table,) if table.rows else ()
    return LaidOut(tables, questions.open, questions.answered)


def _names_kpi(figure: TableFigure, known: KnownKpis) -> bool:
    return known.is_known({"kpi_no": figure.kpi_no[0], "kpi_name": figure.kpi_name[0]})
