"""Sheets beside one in the long layout, which alone is read: figures in them are never left out
without a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from yamato_dx.intake.files.cell_grid import CellGrid
from yamato_dx.intake.files.limits import TABLE_CELLS
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.laying.crosstab import FileTables, of_sheet
from yamato_dx.intake.tables.laying.passed import heads_column, tell_unheaded
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.lettering import is_blank

_FEWEST_HEADINGS: Final = 2


def left_beside_long(grids: Iterable[CellGrid], given: FileTables) -> Questions:
    """`grids`: the sheets that are not read. One whose headings are lost, or that has actuals in
    another shape, is confirmed."""
    questions, known = Questions(given.answers), KnownKpis(given.context)
    for grid in grids:
        if grid.is_hidden or len(grid.rows) * grid.width > TABLE_CELLS:
            continue
        if not any(map(known.is_named, (text for row in grid.rows for text in row))):
            continue
        if not _has_headings(grid):
            tell_unheaded(grid, range(len(grid.rows)), known, questions)
        elif _has_actuals(grid, given, known):
            values = {"name": grid.name}
            questions.tell_unless_confirmed(
                Problem("confirm", "sheet_beside", sheet=grid.name, values=values)
            )
    return questions


def _has_headings(grid: CellGrid) -> bool:
    return any(sum(map(heads_column, row)) >= _FEWEST_HEADINGS for row in grid.rows)


def _has_actuals(grid: CellGrid, given: FileTables, known: KnownKpis) -> bool:
    rows = (row for row in of_sheet(grid, given).rows if known.is_known(row.cells))
    return any(not is_blank(row.cells.get("actual_value", "")) for row in rows)
