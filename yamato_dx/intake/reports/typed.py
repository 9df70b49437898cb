"""What a section types on the screen → VALUES, by the same reading and checks as a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.checks.likelihood import unlikely_figures
from yamato_dx.intake.context import Context, numbered_in
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.files.sheet import Column, Sheet
from yamato_dx.intake.layouts.long_table import Checked, LongTable, no_values, read_long
from yamato_dx.intake.layouts.progress import ProgressCells, read_progress
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.reports.answering import (
    Readings,
    as_received,
    confirmed,
    read_with_answers,
    rows_standing,
    unasked,
)
from yamato_dx.intake.reports.report import ReportReading
from yamato_dx.plan.model.types import Kpi, Plan

LAYOUT: Final = "typed"
_FIRST_ROW: Final = 2  # as in a file, whose first record is its heading
_TYPED: Final = (
    "actual_value",
    "numerator",
    "denominator",
    "weight",
    "measured_on",
    "value_status",
    "note",
    "reason",
)
_COLUMNS: Final = ("fiscal_year", "month", "kpi_no", "unit", *_TYPED)


@dataclass(frozen=True)
class TypedRow:
    """One KPI's cells for a year, or for a month of it, as typed."""

    kpi_id: str
    month: date | None = None
    actual_value: str = ""
    numerator: str = ""
    denominator: str = ""
    weight: str = ""
    measured_on: str = ""
    value_status: str = ""
    note: str = ""
    reason: str = ""

    @property
    def is_blank(self) -> bool:
        cells = (self.actual_value, self.numerator, self.denominator, self.value_status)
        return not any(cell.strip() for cell in cells)

    @property
    def name(self) -> str:
        """Of the row with what is typed in it: an answer to other digits answers nothing here."""
        month = f".{self.month:%Y-%m}" if self.month else ""
        typed = (self.actual_value, self.numerator, self.denominator, self.weight, self.measured_on)
        return f"{self.kpi_id}{month}={'|'.join(cell.strip() for cell in typed)}"


@dataclass(frozen=True)
class TypedReport:
    """All that is typed of one year. Rows are numbered from 2, `rows` first, then `progress`.

    `answers`: (problem_id, choice) of what was asked and answered.
    """

    fiscal_year: FiscalYear
    rows: tuple[TypedRow, ...] = ()
    progress: tuple[ProgressCells, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()

    def row_no(self, row: TypedRow) -> int:
        return self.rows.index(row) + _FIRST_ROW

    def row_at(self, row_no: int) -> TypedRow | ProgressCells:
        """What a problem's row number is about."""
        place = row_no - _FIRST_ROW
        if place < len(self.rows):
            return self.rows[place]
        return self.progress[place - len(self.rows)]


def read_typed(
    typed: TypedReport,
    *,
    plans: tuple[Plan, ...],
    present: date,
    earlier: Earlier = NOTHING_EARLIER,
) -> ReportReading:
    """Read and check typed cells. `earlier`: what the record holds, to hold them against.

    Blank rows say nothing. Problems name columns by their codes.
    """
    own = frozenset({plans[0].municipality.municipality_code})
    context = Context(plans, own, present, earlier)
    reported = [row for row in typed.rows if not row.is_blank]
    readings = _read_figures(reported, typed, context)
    checked = readings.checked
    asked = unlikely_figures(checked.values, context, "actual_value")
    left = unasked(checked.problems, checked.values, earlier)
    found = (*left, *(_of_cells(problem, typed) for problem in asked))
    problems, yeses = confirmed(found, dict(typed.answers))
    numbered = [
        replace(item, row_no=place)
        for place, item in enumerate(typed.progress, start=len(typed.rows) + _FIRST_ROW)
    ]
    progress = read_progress(numbered, context)
    return ReportReading(
        as_received(checked.values, readings.chosen),
        (*problems, *progress.problems),
        len(reported) + progress.rows_read,
        LAYOUT,
        "",
        progress.progress,
        (*readings.answered, *yeses),
    )


def _read_figures(rows: list[TypedRow], typed: TypedReport, context: Context) -> Readings[Checked]:
    if not rows:
        return Readings(Checked(no_values(), (), 0), (), ())
    row_nos = np.array([typed.row_no(row) for row in rows], dtype=np.int64)
    table = _table(rows, row_nos, typed.fiscal_year, context)

    def read(sheet: Sheet) -> Checked:
        checked = read_long(replace(table, sheet=sheet), context)
        problems = tuple(_of_cells(problem, typed) for problem in checked.problems)
        return replace(checked, problems=problems)

    def standing(checked: Checked) -> frozenset[int]:
        return rows_standing(checked.values, context.earlier)

    return read_with_answers(
        table.sheet,
        read,
        dict(typed.answers),
        problems_of=lambda checked: checked.problems,
        standing=standing,
    )


def _of_cells(problem: Problem, typed: TypedReport) -> Problem:
    row = typed.row_at(problem.row or 0)
    return replace(problem, cell=row.name) if isinstance(row, TypedRow) else problem


def _table(
    rows: list[TypedRow],
    row_nos: np.ndarray[tuple[int], np.dtype[np.int64]],
    year: FiscalYear,
    context: Context,
) -> LongTable:
    planned = [(plan, kpi) for plan in context.plans_of(year) for kpi in plan.kpis]
    kpis = {kpi.kpi_id: kpi for _, kpi in planned}
    numbers = {kpi.kpi_id: numbered_in(plan, kpi) for plan, kpi in planned}
    cells = {
        "fiscal_year": [_year(kpis.get(row.kpi_id), year) for row in rows],
        "month": [f"{row.month.year}/{row.month.month}" if row.month else "" for row in rows],
        "kpi_no": [numbers.get(row.kpi_id, row.kpi_id) for row in rows],
        "unit": [_unit(kpis.get(row.kpi_id)) for row in rows],
    } | {name: [str(getattr(row, name)) for row in rows] for name in _TYPED}
    columns = tuple(Column.of(cells[name]) for name in _COLUMNS)
    sheet = Sheet(None, _COLUMNS, columns, row_nos)
    return LongTable(sheet, {name: place for place, name in enumerate(_COLUMNS)})


def _year(kpi: Kpi | None, year: FiscalYear) -> str:
    """Of a KPI of calendar years the one of the same number."""
    is_of_calendar_year = kpi is not None and kpi.is_of_calendar_year
    return f"{year.start_year}年" if is_of_calendar_year else str(year.start_year)


def _unit(kpi: Kpi | None) -> str:
    """The unit that stands beside the field: 74 there is 74 %."""
    return "%" if kpi is not None and kpi.value_form == "share" else ""
