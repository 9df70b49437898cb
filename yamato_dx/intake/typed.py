"""What a section types on the screen → VALUES, by the same reading and checks as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import number
from yamato_dx.intake.answering import Answered, confirmed, read_with_answers
from yamato_dx.intake.context import Context
from yamato_dx.intake.long_table import Checked, Table, no_values, read_long
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.progress import ProgressCells, read_progress
from yamato_dx.intake.report import ReportReading
from yamato_dx.intake.sheet import Column, Sheet
from yamato_dx.plan.types import Kpi, Plan, Text

# A value this many times last year's, or this small a part of it, is asked about.
FAR: Final = 3
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
    before: Mapping[str, float] | None = None,
) -> ReportReading:
    """Read and check typed cells. `before`: last year's value by KPI, in stored units.

    Blank rows say nothing. Problems name columns by their codes.
    """
    context = Context(plans, frozenset({plans[0].municipality.municipality_code}), present)
    told = [row for row in typed.rows if not row.is_blank]
    checked, readings = _read_figures(told, typed, context)
    asked = _far_from_last_year(checked.values, typed, context, before or {})
    found = (*checked.problems, *(_of_cells(problem, typed) for problem in asked))
    problems, said = confirmed(found, dict(typed.answers))
    numbered = [
        replace(one, row_no=place)
        for place, one in enumerate(typed.progress, start=len(typed.rows) + _FIRST_ROW)
    ]
    progress = read_progress(numbered, context)
    return ReportReading(
        checked.values,
        (*problems, *progress.problems),
        len(told) + progress.rows_read,
        LAYOUT,
        "",
        progress.progress,
        (*readings, *said),
    )


def _read_figures(
    rows: list[TypedRow], typed: TypedReport, context: Context
) -> tuple[Checked, tuple[Answered, ...]]:
    if not rows:
        return Checked(no_values(), (), 0), ()
    row_nos = np.array([typed.row_no(row) for row in rows], dtype=np.int64)
    table = _table([_settled(row) for row in rows], row_nos, typed.fiscal_year, context)

    def read(sheet: Sheet) -> Checked:
        checked = read_long(replace(table, sheet=sheet), context)
        problems = tuple(_of_cells(problem, typed) for problem in checked.problems)
        return replace(checked, problems=problems)

    return read_with_answers(table.sheet, read, lambda one: one.problems, dict(typed.answers))


def _of_cells(problem: Problem, typed: TypedReport) -> Problem:
    row = typed.row_at(problem.row or 0)
    return replace(problem, cell=row.name) if isinstance(row, TypedRow) else problem


def _settled(row: TypedRow) -> TypedRow:
    """17 under 分子 alone is the value 17: the plan may say of how many."""
    if row.numerator.strip() and not row.actual_value.strip() and not row.denominator.strip():
        return replace(row, actual_value=row.numerator, numerator="")
    return row


def _table(
    rows: list[TypedRow],
    row_nos: np.ndarray[tuple[int], np.dtype[np.int64]],
    year: FiscalYear,
    context: Context,
) -> Table:
    kpis = {kpi.kpi_id: kpi for kpi in context.plan_of(year).kpis}
    cells = {
        "fiscal_year": [str(year.start_year)] * len(rows),
        "month": [f"{row.month.year}/{row.month.month}" if row.month else "" for row in rows],
        "kpi_no": [kpis[row.kpi_id].kpi_no if row.kpi_id in kpis else row.kpi_id for row in rows],
        "unit": [_unit(kpis.get(row.kpi_id)) for row in rows],
    } | {name: [str(getattr(row, name)) for row in rows] for name in _TYPED}
    columns = tuple(Column.of(cells[name]) for name in _COLUMNS)
    sheet = Sheet(None, _COLUMNS, columns, row_nos)
    return Table(sheet, {name: place for place, name in enumerate(_COLUMNS)})


def _unit(kpi: Kpi | None) -> str:
    """The unit that stands beside the field: 74 there is 74 %."""
    return "%" if kpi is not None and kpi.value_form == "share" else ""


def _far_from_last_year(
    values: pd.DataFrame, typed: TypedReport, context: Context, before: Mapping[str, float]
) -> Iterator[Problem]:
    kpis = {kpi.kpi_id: kpi for kpi in context.plan_of(typed.fiscal_year).kpis}
    for row_no, kpi_id, months, value, raw in zip(
        values["row_no"].tolist(),
        values["kpi_id"].tolist(),
        values["period_months"].tolist(),
        values["actual_value"].tolist(),
        values["raw_text"].tolist(),
        strict=True,
    ):
        held = before.get(kpi_id)
        if months != 12 or held is None or value != value or held != held:
            continue
        code = _why_asked(kpis[kpi_id], value, held)
        if code is not None:
            told = {"value": _in_unit(kpis[kpi_id], value), "before": _in_unit(kpis[kpi_id], held)}
            yield Problem("confirm", code, row_no, "actual_value", raw, None, told)


def _why_asked(kpi: Kpi, value: float, before: float) -> str | None:
    if before > 0 and (value >= before * FAR or value * FAR <= before):
        return "far_from_last_year"
    if kpi.is_cumulative and value < before:
        return "cumulative_below_last_year"
    return None


def _in_unit(kpi: Kpi, value: float) -> Text:
    """In the words of both languages: 1,105件 / 1,105 issued; parts of a whole in percent."""
    if kpi.value_form in ("share", "fraction"):
        percent = {lang: f"{number(value * 100, 1, lang)}%" for lang in ("ja", "en")}
        return Text(**percent)
    return Text(
        f"{number(value, kpi.decimals, 'ja')}{kpi.unit.ja}",
        f"{number(value, kpi.decimals, 'en')} {kpi.unit.en}",
    )
