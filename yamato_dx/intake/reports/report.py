"""A file that a section sends → its rows, and everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from yamato_dx.intake.checks.likelihood import unlikely_figures
from yamato_dx.intake.context import Context
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import Sheet, SheetFile
from yamato_dx.intake.layouts.layout import (
    heading_of,
    is_marked_sample,
    marked_columns,
    recognise,
    unknown_columns,
)
from yamato_dx.intake.layouts.long_table import Checked, no_values
from yamato_dx.intake.layouts.progress import (
    NOTHING,
    ProgressByItem,
    ProgressReading,
    is_progress,
    read_progress,
    rows_of_sheet,
)
from yamato_dx.intake.problem import Problem, is_storable
from yamato_dx.intake.reports.answering import (
    NO_ANSWERS,
    Answered,
    Answers,
    as_received,
    confirmed,
    read_with_answers,
    rows_standing,
    unasked,
)
from yamato_dx.intake.reports.round_form import NO_FORM, RoundForm, round_form_of
from yamato_dx.plan.model.types import Plan

PROGRESS_LAYOUT = "progress"


@dataclass(frozen=True)
class ReportReading:
    """`values`: one row per value that may be stored, the good rows alone where others are bad.

    Whether good rows are taken when `rows_refused(problems)` is not 0 is for the caller to say;
    the rule today is that nothing is. `rows_read` = rows of `values` + rows refused + rows noted
    as blank or as said twice, and rows that report on a work item. `layout` and `encoding` are
    empty where the file was refused first. `progress`: work item or commitment → its report.
    `answered`: problems that were answered, and how. `form`: of which round the file is a form.
    """

    values: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_read: int
    layout: str
    encoding: str
    progress: ProgressByItem = field(default_factory=dict)
    answered: tuple[Answered, ...] = ()
    form: RoundForm = NO_FORM


def read_report(
    data: bytes,
    file_name: str,  # noqa: ARG001 - kept with the file; what a file is, its bytes say
    *,
    plans: tuple[Plan, ...],
    municipality_codes: frozenset[str] | None = None,
    present: date,
    is_sample: bool = False,
    earlier: Earlier = NOTHING_EARLIER,
    answers: Answers = NO_ANSWERS,
) -> ReportReading:
    """Read an uploaded file of actuals. A bad file is a value here, never an exception.

    `municipality_codes`: whose figures the file may bring, by default the plan's own
    municipality. `present`: the day up to which there can be figures. `is_sample`: the record
    holds fictitious figures; any other refuses a file whose column 見本データ is filled.
    `earlier`: what the record holds, to hold the figures against.
    `answers`: what a person said to the problems of these bytes; others are passed over.
    """
    document = read_document(data)
    if isinstance(document, Problem):
        return _refused(document)
    own = frozenset({plans[0].municipality.municipality_code})
    codes = own if municipality_codes is None else municipality_codes
    context = Context(plans, codes, present, earlier)
    if not is_sample and any(is_marked_sample(sheet) for sheet in document.sheets):
        return _refused(Problem("refuse", "sample_data", row=1), encoding=document.encoding)
    figures, progress = _without_progress(document, context)
    reading = _read_values(figures, context, answers)
    if progress.rows_read and any(problem.code == "layout_unknown" for problem in reading.problems):
        reading = ReportReading(no_values(), (), 0, PROGRESS_LAYOUT, document.encoding)
    form = round_form_of(document)
    if not reading.layout:
        return replace(reading, form=form)
    return replace(
        reading,
        form=form,
        problems=(*reading.problems, *progress.problems),
        rows_read=reading.rows_read + progress.rows_read,
        progress=progress.progress,
    )


def _without_progress(document: SheetFile, context: Context) -> tuple[SheetFile, ProgressReading]:
    """The sheets that may hold figures, and what the form's second sheet reports."""
    second = [sheet for sheet in document.sheets if _is_second(sheet)]
    if not second:
        return document, NOTHING
    reading = read_progress([row for sheet in second for row in rows_of_sheet(sheet)], context)
    problems = tuple(problem for sheet in second for problem in sheet.problems)
    torn = [problem for sheet in second for problem in sheet.torn]
    others = tuple(sheet for sheet in document.sheets if not _is_second(sheet))
    return (
        SheetFile(others, document.encoding),
        replace(
            reading,
            problems=(*problems, *reading.problems),
            rows_read=reading.rows_read + len(torn),
        ),
    )


def _is_second(sheet: Sheet) -> bool:
    """The form's sheet of work items; one that nobody sees is not read, only named."""
    return is_progress(sheet) and not sheet.is_hidden


def _read_values(document: SheetFile, context: Context, answers: Answers) -> ReportReading:
    recognised = recognise(document)
    if isinstance(recognised, Problem):
        return _refused(recognised, encoding=document.encoding)
    layout = recognised.layout
    readings = read_with_answers(
        recognised.sheet,
        lambda sheet: layout.read(sheet, context),
        answers,
        problems_of=_asked,
        standing=lambda checked: _standing(checked, context),
    )
    checked = readings.checked
    if isinstance(checked, Problem):
        return _refused(checked, layout=layout.layout, encoding=document.encoding)
    heading = heading_of(recognised.sheet, "actual_value")
    of_sheet = (
        *recognised.notes,
        *unknown_columns(recognised.sheet),
        *marked_columns(recognised.sheet),
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
        document.encoding,
        answered=(*readings.answered, *yeses),
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
    return ReportReading(no_values(), (problem,), 0, layout, encoding)
