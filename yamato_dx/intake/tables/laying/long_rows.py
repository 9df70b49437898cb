"""Laid rows → a sheet in the long layout, and what is found in it told of the user's own cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_uppercase
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.intake.files.marks import doubt_fault, hidden_row, struck_row
from yamato_dx.intake.files.sheet import Column, Mark, Sheet
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.header import HEADINGS, WITNESSES
from yamato_dx.intake.layouts.long_table import Checked, LongTable
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.laying.laid import LaidRow

_FIRST_ROW: Final = 2
_STRINGS: Final = pd.StringDtype(na_value=np.nan)
_NAMING_ROWS: Final = {"conflict": "conflict_cells", "same_twice": "same_twice_cells"}
_COLUMNS: Final = (*HEADINGS, *WITNESSES)


@dataclass(frozen=True)
class LongRows:
    """Rows are numbered from 2 as they were laid; `told` says of which cell one is.

    What is asked of a cell of which several rows were made is one question: its problems have one
    id.
    """

    rows: Sequence[LaidRow]

    @cached_property
    def table(self) -> LongTable:
        used = [
            column
            for column in _COLUMNS
            if column == "actual_value" or any(column in row.cells for row in self.rows)
        ]
        columns = tuple(
            Column.of([row.cells.get(column, "") for row in self.rows]) for column in used
        )
        header = tuple(_heading(column) for column in used)
        row_nos = np.arange(len(self.rows), dtype=np.int64) + _FIRST_ROW
        places = {column: place for place, column in enumerate(used)}
        for kind in WITNESSES:
            if kind in places and kind != "target_value":
                places[f"{kind}:{_heading(kind)}"] = places.pop(kind)
        sheet = Sheet(None, header, columns, row_nos, marks=tuple(self._marks(used)))
        return LongTable(sheet, places)

    def _marks(self, used: Sequence[str]) -> Iterator[Mark]:
        """What the cells show beside their texts, at each row that was made of them."""
        for position, row in enumerate(self.rows):
            row_no = position + _FIRST_ROW
            for place, column in enumerate(used):
                address = row.origins.get(column)
                if address is None:
                    continue
                doubt = row.grid.doubts.get(address)
                if doubt and (fault := doubt_fault(doubt, column, row.cells.get(column, ""))):
                    yield Mark(row_no, place, fault)
                if comment := row.grid.comments.get(address):
                    yield Mark(row_no, place, Fault("note", "cell_comment", {"comment": comment}))
            seen = row.grid.seen_at(row.address)
            if seen.row in row.grid.struck_rows:
                yield struck_row(row_no)
            if seen.row in row.grid.hidden_rows:
                yield hidden_row(row_no)

    def hidden_columns(self) -> Iterator[Problem]:
        """Each hidden column of values, once; in the row of the headings, for they are of all of
        it."""
        found: dict[tuple[int, int], Problem] = {}
        for row in self.rows:
            grid, column = row.grid, row.grid.seen_at(row.address).column
            if column in grid.hidden_columns:
                name = grid.cell_name(row.address)
                found.setdefault(
                    (id(grid), column),
                    Problem(
                        "confirm",
                        "column_hidden",
                        row=_FIRST_ROW - 1,
                        column=row.heading,
                        sheet=grid.name,
                        values={"heading": row.heading},
                        cell=name,
                    ),
                )
        yield from found.values()

    def laid(self, row_no: int | None) -> LaidRow | None:
        place = (row_no or 0) - _FIRST_ROW
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def told(self, problem: Problem) -> Problem:
        """Of the cell where it stands, under the heading over it; its row stays that of the long
        table until `in_file`."""
        row = self.laid(problem.row)
        if row is None:
            return problem
        address = row.origins.get(_column_of(problem.column) or "actual_value", row.address)
        return replace(
            self._by_cells(problem),
            column=row.headings[address.column] or problem.column,
            sheet=row.grid.name,
            cell=row.grid.cell_name(address),
        )

    def _by_cells(self, problem: Problem) -> Problem:
        """Other rows of the long table by the cells that they were made of."""
        if problem.code not in _NAMING_ROWS:
            return problem
        (name,) = problem.values
        row_nos = map(int, str(problem.values[name]).split(","))
        cells = [self._name_of(row) for row_no in row_nos if (row := self.laid(row_no))]
        return replace(problem, code=_NAMING_ROWS[problem.code], values={"cells": "、".join(cells)})

    def _name_of(self, row: LaidRow) -> str:
        sheet = f"{row.grid.name}!" if row.grid.name else ""
        return f"{sheet}{row.grid.cell_name(row.address)}"

    def in_file(self, problem: Problem) -> Problem:
        """By the row of the file."""
        if problem.cell is None:
            return problem
        return replace(problem, row=int(problem.cell.lstrip(ascii_uppercase)))

    def values_in_file(self, values: pd.DataFrame) -> pd.DataFrame:
        """VALUES by the rows and cells of the file."""
        rows = [self.rows[row_no - _FIRST_ROW] for row_no in values["row_no"].tolist()]
        return values.assign(
            row_no=np.array(
                [row.grid.seen_at(row.address).row + 1 for row in rows], dtype=np.int64
            ),
            sheet=pd.array([row.grid.name for row in rows], dtype=_STRINGS),
            cell=pd.array([row.grid.cell_name(row.address) for row in rows], dtype=_STRINGS),
        )

    @property
    def heading(self) -> str:
        """Of the column of values."""
        return _heading("actual_value")

    def with_cells(self, checked: Checked) -> Checked:
        return replace(checked, problems=tuple(self.told(problem) for problem in checked.problems))


def _heading(column: str) -> str:
    names: Mapping[str, tuple[str, ...]] = HEADINGS | WITNESSES
    return names[column][0]


def _column_of(heading: str | None) -> str | None:
    if heading is None:
        return None
    return next((column for column in _COLUMNS if _heading(column) == heading), None)
