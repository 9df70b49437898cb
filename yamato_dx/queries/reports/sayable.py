"""Of which places of a sheet, which years and which KPIs something can be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.files.cell_grid import CellGrid, column_letters
from yamato_dx.lettering import is_blank
from yamato_dx.queries.assessed import View, plan_of_reports, plans_at
from yamato_dx.queries.reports.preview import Preview
from yamato_dx.store.record import Record

# Further down and further right nobody looks for headings.
_MOST_ROWS: Final = 60
_MOST_COLUMNS: Final = 60
# A baseline may be so much older than its plan.
_BEFORE_PLAN: Final = 5
_WORDS_BETWEEN: Final = " "


def places_of(preview: Preview, sheet: str) -> Mapping[str, str]:
    """Place → what stands there, by which a person knows it: rows, columns, cells in question."""
    grid = next((one for one in preview.reading.grids if (one.name or "") == sheet), None)
    if grid is None:
        return {}
    cells = {
        problem.cell: problem.raw or ""
        for problem in preview.obstacles
        if problem.cell and problem.is_of_cell and (problem.sheet or "") == sheet
    }
    return {**_rows(grid), **_columns(grid), **cells}


def _rows(grid: CellGrid) -> dict[str, str]:
    return {
        str(row + 1): words
        for row in range(min(len(grid.rows), _MOST_ROWS))
        if (words := _joined(list(grid.rows[row])))
    }


def _columns(grid: CellGrid) -> dict[str, str]:
    found = {}
    for column in range(min(grid.width, _MOST_COLUMNS)):
        words = _joined([grid.text(row, column) for row in range(min(len(grid.rows), _MOST_ROWS))])
        if words:
            found[column_letters(column)] = words
    return found


def _joined(texts: list[str]) -> str:
    return _WORDS_BETWEEN.join(" ".join(words.split()) for words in texts if not is_blank(words))


def years_to_say(record: Record, view: View) -> tuple[FiscalYear, ...]:
    """The newest first."""
    plans = plans_at(record, view.revision)
    first = min(plan.first_year.start_year for plan in plans) - _BEFORE_PLAN
    last = max(FiscalYear.of(view.on).start_year, *(plan.last_year.start_year for plan in plans))
    return tuple(FiscalYear(year) for year in range(last, first - 1, -1))


def kpis_to_say(record: Record, view: View, lang: str) -> Mapping[str, str]:
    """The plan's own name → number and name, as its reader knows it."""
    kpis = plan_of_reports(record, view).kpis
    return {kpi.name.ja: f"{kpi.kpi_no} {kpi.name.in_language(lang)}" for kpi in kpis}
