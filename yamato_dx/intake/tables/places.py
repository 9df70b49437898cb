"""Where in a sheet a problem is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.figures import Body
from yamato_dx.intake.tables.headings import ColumnMeaning
from yamato_dx.lettering import is_blank

_ROWS_NAMED = 10
_LONGEST = 60


def at_cell(problem: Problem, grid: CellGrid, address: CellAddress) -> Problem:
    """By its row and name as the sheet has them, also where its rows are taken as columns."""
    row = grid.seen_at(address).row + 1
    return replace(problem, row=row, sheet=grid.name, cell=grid.cell_name(address))


def at_headings(problem: Problem, body: Body, columns: Sequence[ColumnMeaning]) -> Problem:
    """At the first of these columns; its values name them all."""
    first = columns[0]
    values = {
        "heading": first.told_heading,
        "columns": "、".join(body.grid.column_name(column.place) for column in columns),
        "count": len(columns),
    }
    told = replace(problem, column=first.told_heading, values=values)
    return at_cell(told, body.grid, CellAddress(body.header.rows[-1], first.place))


def at_rows(problem: Problem, grid: CellGrid, rows: Sequence[int]) -> Problem:
    """In the first of these rows; its values name the first of them and what stands there."""
    texts = [text.strip() for text in grid.rows[rows[0]] if not is_blank(text)]
    values = {
        "rows": "、".join(grid.row_name(row) for row in rows[:_ROWS_NAMED]),
        "count": len(rows),
        "text": " ".join(texts)[:_LONGEST],
    }
    row = grid.seen_at(CellAddress(rows[0], 0)).row + 1
    return replace(problem, row=row, sheet=grid.name, values=values)
