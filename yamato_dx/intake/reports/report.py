"""A file that a section sends → its rows, and everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.answers import NO_ANSWERS, Answered, Answers
from yamato_dx.intake.checks.likelihood import unlikely_figures
from yamato_dx.intake.checks.round_year import check_round_year
from yamato_dx.intake.context import Context
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.files.cell_grid import CellGrid
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import Sheet, SheetFile
from yamato_dx.intake.layouts.layout import (
    Recognised,
    grade_columns,
    has_merged_figures,
    has_moved_figures,
    has_rows_of_no_kpi,
    heading_of,
    is_long,
    is_marked_sample,
    is_whole,
    marked_columns,
    recognise,
    unknown_columns,
)
from yamato_dx.intake.layouts.long_table import Checked, no_values, read_long
from yamato_dx.intake.layouts.progress import (
    NOTHING,
    ProgressByItem,
    ProgressReading,
    is_progress,
    read_progress,
    rows_of_sheet,
)
from yamato_dx.intake.problem import Problem, is_storable
from yamato_dx.intake.recalling.remembered import (
    NOTHING_RECALLED,
    Recalled,
    RememberedReading,
    recall,
)
from yamato_dx.intake.reports.answering import (
    as_received,
    confirmed,
    read_with_answers,
    rows_standing,
    unasked,
)
from yamato_dx.intake.reports.open_rows import NOTHING_OPEN, OpenRows, open_rows
from yamato_dx.intake.reports.round_cards import CardCells, cards_of_form
from yamato_dx.intake.reports.round_form import NO_FORM, RoundForm, round_form_of
from yamato_dx.intake.steps import NOBODY, TellStep
from yamato_dx.intake.tables.around import FileNames
from yamato_dx.intake.tables.corrections import NO_CORRECTIONS, Corrections
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.laying.beside_long import left_beside_long
from yamato_dx.intake.tables.laying.crosstab import FileTables, LaidOut, lay_out
from yamato_dx.intake.tables.laying.laid import LaidTable, is_of_sample
from yamato_dx.intake.tables.laying.long_rows import LongRows
from yamato_dx.plan.model.types import Plan, Text

PROGRESS_LAYOUT = "progress"
LAID = "laid"
_OF_RECORDS: Final = frozenset(
    ("row_ragged", "quote_unclosed", "rows_passed", "blank_lines_before")
)


@dataclass(frozen=True)
class ReportReading:
    """`values`: one row per value that may be stored, the good rows alone where others are bad.

    Whether good rows are taken where others wait (`open_rows`) is for a person to say: by itself
    nothing is. `rows_read` = rows of `values` + rows refused + rows noted
    as blank or as said twice, and rows that report on a work item. `layout` and `encoding` are
    empty where the file was refused first. `progress`: work item or commitment → its report.
    `answered`: problems that were answered, and how. `grids`, `tables`: the sheets of a file that
    is not in the long layout, and what was found in them; `corrections`: what was said of them, be
    it now or, as `recalled` has it, before. `form`: of which round the file is a form, `cards`: how
    figures are got, as it says. `open_rows`: those that wait for somebody. `blank_count`: the rows
    read in which no value stands.
    """

    values: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_read: int
    layout: str
    encoding: str
    progress: ProgressByItem = field(default_factory=dict)
    answered: tuple[Answered, ...] = ()
    tables: tuple[LaidTable, ...] = ()
    form: RoundForm = NO_FORM
    cards: Mapping[str, CardCells] = field(default_factory=dict)
    grids: tuple[CellGrid, ...] = ()
    corrections: Corrections = NO_CORRECTIONS
    recalled: Recalled = NOTHING_RECALLED
    open_rows: OpenRows = NOTHING_OPEN
    blank_count: int = 0

    @property
    def filled_count(self) -> int:
        """The rows read that say something: those of a form that was left blank do not."""
        return self.rows_read - self.blank_count

    @property
    def good_values(self) -> pd.DataFrame:
        """VALUES of the rows that wait for nobody."""
        return self.values.drop(self.values.index[list(self.open_rows.positions)])

    @property
    def parted(self) -> tuple[ReportReading, tuple[Problem, ...]]:
        """What waits for nobody, and why the rest does."""
        obstacles = tuple(problem for problem in self.problems if problem.is_obstacle)
        notes = tuple(problem for problem in self.problems if not problem.is_obstacle)
        values = self.good_values.reset_index(drop=True)
        left = OpenRows(self.open_rows.count)
        return replace(self, values=values, problems=notes, open_rows=left), obstacles


def read_report(
    data: bytes,
    file_name: str,
    *,
    plans: tuple[Plan, ...],
    municipality_codes: frozenset[str] | None = None,
    present: date,
    is_sample: bool = False,
    earlier: Earlier = NOTHING_EARLIER,
    answers: Answers = NO_ANSWERS,
    corrections: Corrections | None = None,
    remembered: tuple[RememberedReading, ...] = (),
    round_year: FiscalYear | None = None,
    tell: TellStep = NOBODY,
    sections: tuple[Text, ...] = (),
) -> ReportReading:
    """Read an uploaded file of actuals. A bad file is a value here, never an exception.

    `municipality_codes`: whose figures the file may bring, by default the plan's own
    municipality. `present`: the day up to which there can be figures. `is_sample`: the record
    holds fictitious figures; any other refuses a file whose column 見本データ is filled.
    `earlier`: what the record holds, to hold the figures against.
    `answers`: what a person said to the problems of these bytes; others are passed over.
    `corrections`: what a person said of its rows and columns; None: what was `remembered` of sheets
    of the same form. `file_name`, `round_year` (of the round that it answers): may say of which
    year it is; what kind of file it is, its bytes alone say. `sections`: the names of all. `tell`:
    called before each step.
    """
    tell("reading")
    document = read_document(data)
    if isinstance(document, Problem):
        return _refused(document)
    tell("checking")
    if not is_sample and any(is_marked_sample(sheet) for sheet in document.sheets):
        return _refused(Problem("refuse", "sample_data", row=1), encoding=document.encoding)
    own = frozenset({plans[0].municipality.municipality_code})
    codes = own if municipality_codes is None else municipality_codes
    context = Context(plans, codes, present, earlier)
    names = FileNames(file_name, round_year, sections)
    figures, progress = _without_progress(document, context)
    recalled = _recall(figures, remembered, names, context)
    said = recalled.corrections if corrections is None else corrections
    reading = _read_values(figures, FileTables(context, names, answers, said))
    if not is_sample and any(map(is_of_sample, reading.tables)):
        return _refused(Problem("refuse", "sample_data", row=1), encoding=document.encoding)
    if reading.grids:
        reading = replace(reading, corrections=said, recalled=recalled)
    of_form = replace(reading, form=round_form_of(document), cards=cards_of_form(document))
    return _with_progress(of_form, progress)


def _with_progress(reading: ReportReading, progress: ProgressReading) -> ReportReading:
    """A file may report on work items alone, or be a form that asks for no figures."""
    is_without_figures = progress.rows_read or reading.form.asks_no_figures
    if is_without_figures and any(problem.code == "layout_unknown" for problem in reading.problems):
        reading = ReportReading(
            no_values(),
            (),
            0,
            PROGRESS_LAYOUT,
            reading.encoding,
            form=reading.form,
            cards=reading.cards,
        )
    if not reading.layout:
        return reading
    return replace(
        reading,
        problems=(*reading.problems, *progress.problems),
        rows_read=reading.rows_read + progress.rows_read,
        progress=progress.progress,
        open_rows=reading.open_rows + open_rows(progress.problems, no_values()),
    )


def _recall(
    document: SheetFile,
    remembered: tuple[RememberedReading, ...],
    names: FileNames,
    context: Context,
) -> Recalled:
    """A long table needs nothing that was said of tables of other shapes."""
    if not remembered or _is_plain(recognise(document)):
        return NOTHING_RECALLED
    return recall(document.grids, remembered, names, KnownKpis(context))


def _without_progress(document: SheetFile, context: Context) -> tuple[SheetFile, ProgressReading]:
    """The sheets that may hold figures, and what the form's second sheet reports."""
    second = [sheet for sheet in document.sheets if _is_second(sheet)]
    if not second:
        return document, NOTHING
    reading = read_progress([row for sheet in second for row in rows_of_sheet(sheet)], context)
    problems = tuple(problem for sheet in second for problem in sheet.problems)
    torn = [problem for sheet in second for problem in sheet.torn]
    others = tuple(sheet for sheet in document.sheets if not _is_second(sheet))
    names = {sheet.name for sheet in second}
    return (
        SheetFile(
            others,
            document.encoding,
            lambda: tuple(grid for grid in document.grids if grid.name not in names),
        ),
        replace(
            reading,
            problems=(*problems, *reading.problems),
            rows_read=reading.rows_read + len(torn),
        ),
    )


def _is_second(sheet: Sheet) -> bool:
    """The form's sheet of work items; one that nobody sees is not read, only named."""
    return is_progress(sheet) and not sheet.is_hidden


def _read_values(document: SheetFile, given: FileTables) -> ReportReading:
    recognised = recognise(document)
    is_alone = sum(map(is_long, document.sheets)) <= 1
    is_laid = not (is_alone and _is_plain(recognised)) or bool(given.corrections.of_file)
    grids = document.grids if is_laid else ()
    laid = lay_out(grids, given) if grids else None
    if laid:
        of_file = tuple(problem for sheet in document.sheets for problem in _of_text(sheet))
        laid = replace(laid, problems=(*of_file, *laid.problems))
        reading = read_laid(laid, given, document.encoding)
    elif isinstance(recognised, Problem):
        reading = _refused(recognised, encoding=document.encoding)
    else:
        reading = _read_long(recognised, given, document.encoding)
        reading = _with_sheets_beside(reading, document, recognised.sheet.name, given)
    return replace(reading, grids=grids)


def _with_sheets_beside(
    reading: ReportReading, document: SheetFile, name: str | None, given: FileTables
) -> ReportReading:
    """With what is asked of the sheets that are not read; a note of one is then no more told."""
    if len(document.sheets) < 2:
        return reading
    beside = left_beside_long([grid for grid in document.grids if grid.name != name], given)
    asked = {problem.sheet for problem in beside.open}
    notes = (
        problem
        for problem in reading.problems
        if not (problem.code == "sheet_ignored" and problem.sheet in asked)
    )
    return replace(
        reading,
        problems=(*notes, *beside.open),
        answered=(*reading.answered, *beside.answered),
        open_rows=reading.open_rows + OpenRows(is_of_file=is_refused(beside.open)),
    )


def _of_text(sheet: Sheet) -> Iterator[Problem]:
    """What is said of a text file as such; its records are read anew."""
    yield from (problem for problem in sheet.problems if problem.code not in _OF_RECORDS)


def _is_plain(recognised: Recognised | Problem) -> bool:
    """Whether it is one table in the long layout, each of its rows a figure."""
    if isinstance(recognised, Problem):
        return False
    sheet = recognised.sheet
    are_doubtful = (has_rows_of_no_kpi, has_merged_figures, has_moved_figures)
    return is_whole(sheet) and not any(is_so(sheet) for is_so in are_doubtful)


def _read_long(recognised: Recognised, given: FileTables, encoding: str) -> ReportReading:
    layout, context, answers = recognised.layout, given.context, given.answers
    readings = read_with_answers(
        recognised.sheet,
        lambda sheet: layout.read(sheet, context),
        answers,
        problems_of=_asked,
        standing=lambda checked: _standing(checked, context),
    )
    checked = readings.checked
    if isinstance(checked, Problem):
        return _refused(checked, layout=layout.layout, encoding=encoding)
    heading = heading_of(recognised.sheet, "actual_value")
    of_sheet = (
        *recognised.notes,
        *unknown_columns(recognised.sheet),
        *grade_columns(recognised.sheet),
        *marked_columns(recognised.sheet),
        *check_round_year(checked.fiscal_years, given.names.round_year),
    )
    found = (
        *unasked((*of_sheet, *checked.problems), checked.values, context.earlier),
        *unlikely_figures(checked.values, context, heading),
    )
    problems, yeses = confirmed(found, answers)
    return ReportReading(
        as_received(checked.values, readings.chosen),
        problems,
        checked.rows_read,
        layout.layout,
        encoding,
        answered=(*readings.answered, *yeses),
        open_rows=open_rows(problems, checked.values, context.kpis),
        blank_count=checked.blank_count,
    )


def read_laid(laid: LaidOut, given: FileTables, encoding: str) -> ReportReading:
    """Of tables in other shapes than the long one: their rows pass the same checks."""
    context, answers = given.context, given.answers
    is_of_tables = OpenRows(is_of_file=is_refused(laid.problems))
    if not laid.rows:
        return ReportReading(
            no_values(),
            laid.problems,
            0,
            LAID,
            encoding,
            answered=laid.answered,
            tables=laid.tables,
            open_rows=is_of_tables,
        )
    rows = LongRows(laid.rows)
    table = rows.table
    readings = read_with_answers(
        table.sheet,
        lambda sheet: rows.with_cells(read_long(replace(table, sheet=sheet), context)),
        answers,
        problems_of=lambda checked: checked.problems,
        standing=lambda checked: rows_standing(checked.values, context.earlier),
    )
    checked = readings.checked
    unlikely = unlikely_figures(checked.values, context, rows.heading)
    of_tables = (
        *rows.hidden_columns(),
        *check_round_year(checked.fiscal_years, given.names.round_year),
    )
    found = (
        *unasked((*of_tables, *checked.problems), checked.values, context.earlier),
        *map(rows.told, unlikely),
    )
    problems, yeses = confirmed(found, answers)
    told = (rows.in_file(problem) for problem in problems)
    answered = (
        replace(answer, problem=rows.in_file(answer.problem))
        for answer in (*readings.answered, *yeses)
    )
    return ReportReading(
        rows.values_in_file(as_received(checked.values, readings.chosen)),
        tuple({problem.problem_id: problem for problem in (*laid.problems, *told)}.values()),
        checked.rows_read,
        LAID,
        encoding,
        answered=(
            *laid.answered,
            *{answer.problem.problem_id: answer for answer in answered}.values(),
        ),
        tables=laid.tables,
        open_rows=open_rows(problems, checked.values, context.kpis) + is_of_tables,
        blank_count=checked.blank_count,
    )


def _asked(checked: Checked | Problem) -> tuple[Problem, ...]:
    return () if isinstance(checked, Problem) else checked.problems


def _standing(checked: Checked | Problem, context: Context) -> frozenset[int]:
    if isinstance(checked, Problem):
        return frozenset()
    return rows_standing(checked.values, context.earlier)


def rows_refused(problems: Iterable[Problem]) -> int:
    """Distinct rows that cannot be stored. A file refused as a whole has none: `is_refused`."""
    stopping = (problem for problem in problems if not is_storable(problem.severity))
    return len(
        {(problem.sheet, problem.row) for problem in stopping if problem.row and problem.row > 1}
    )


def is_refused(problems: Iterable[Problem]) -> bool:
    """True if anything must be mended, answered or confirmed before the file can be taken."""
    return any(problem.is_obstacle for problem in problems)


def _refused(problem: Problem, *, layout: str = "", encoding: str = "") -> ReportReading:
    of_file = OpenRows(is_of_file=True)
    return ReportReading(no_values(), (problem,), 0, layout, encoding, open_rows=of_file)
