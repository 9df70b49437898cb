"""A table as received: every cell a text, every column its distinct texts and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yamato_dx.intake.arrays import Flags
from yamato_dx.intake.files.cell_grid import CellGrid
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Problem, is_storable
from yamato_dx.lettering import is_blank

T = TypeVar("T")
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """Cells of one column: `words[codes[i]]` is the text at row position i.

    A million rows have few distinct texts, and each is read once.
    """

    codes: Codes
    words: NDArray[np.object_]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Column:
        codes, words = pd.factorize(np.array(texts, dtype=object))
        return cls(codes.astype(np.int64), words)

    @classmethod
    def same(cls, text: str, rows: int) -> Column:
        return cls(np.zeros(rows, dtype=np.int64), np.array([text], dtype=object))

    def texts(self) -> NDArray[np.object_]:
        taken: NDArray[np.object_] = self.words[self.codes]
        return taken

    def where(self, is_so: Callable[[str], bool]) -> Flags:
        """Per row, whether it is so of its text."""
        flags = np.array([is_so(word) for word in self.words], dtype=bool)
        taken: Flags = flags[self.codes]
        return taken

    def is_blank(self) -> Flags:
        return self.where(is_blank)

    def take(self, positions: NDArray[np.intp] | NDArray[np.bool_]) -> Column:
        return Column(self.codes[positions], self.words)

    def replaced(self, position: int, text: str) -> Column:
        """With another text, as typed, at one row position."""
        codes = self.codes.copy()
        codes[position] = len(self.words)
        return Column(codes, np.append(self.words, np.array([text], dtype=object)))

    def blanked(self, is_blank: Flags) -> Column:
        words = np.append(self.words, np.array([""], dtype=object))
        return Column(np.where(is_blank, len(self.words), self.codes), words)

    def read(
        self, column: str, reader: Callable[[str], T | Fault | None]
    ) -> tuple[list[T | None], Finding]:
        """Read each distinct text once: its value, or None and a finding at each of its rows."""
        read = [reader(word) for word in self.words]
        faults = np.empty(len(read), dtype=object)
        faults[:] = [value if isinstance(value, Fault) else None for value in read]
        values = [None if isinstance(value, Fault) else value for value in read]
        return values, fault_finding(column, self.codes, faults)


def fault_finding(column: str | None, ids: Codes, faults: NDArray[np.object_]) -> Finding:
    """The finding of faults told per id (None: no fault), at the rows that bear the id."""
    is_fault = np.array([fault is not None for fault in faults], dtype=bool)
    positions = np.flatnonzero(is_fault[ids])
    return Finding(column, positions, faults[ids[positions]])


def distinct(*codes: Codes) -> tuple[Codes, NDArray[np.intp]]:
    """Number the distinct combinations of several codes.

    Returns the combination of each row and the first position of each combination.
    """
    combined = codes[0]
    for other in codes[1:]:
        span = int(other.max(initial=0)) + 1
        combined, _ = pd.factorize(combined.astype(np.int64) * span + other)
    ids, _ = pd.factorize(combined)
    # They are numbered as they come: a first one is above all before it.
    before = np.concatenate([[-1], np.maximum.accumulate(ids)[:-1]])
    return ids.astype(np.int64), np.flatnonzero(ids > before)


@dataclass(frozen=True)
class Mark:
    """What a cell shows beside its text (struck out, hidden …): a fault told of it if it is read.

    `place`: of its column; None for the whole row. In row 1 it is told of the whole column.
    """

    row_no: int
    place: int | None
    fault: Fault


@dataclass(frozen=True)
class Sheet:
    """One table of a file. A row is a record that is not wholly blank.

    `row_nos`: record numbers in the file, from 1. `problems`: records that are no rows of
    this table (too few cells, an unclosed quote), and notes on the file. `marks`: of cells, rows
    and columns. `is_hidden`: a person who opens the workbook does not see it. `delimiter`: what
    stood between the cells of a text file. `header_row`: the number of the header's record.
    `wide_rows`: records of a text file with more cells than headings, all of these blank.
    `merged`: places of columns in which a cell below the heading lies under a merged one.
    """

    name: str | None
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    row_nos: NDArray[np.int64]
    problems: tuple[Problem, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_hidden: bool = False
    delimiter: str = ""
    header_row: int = 1
    wide_rows: frozenset[int] = frozenset()
    merged: frozenset[int] = frozenset()

    @property
    def torn(self) -> tuple[Problem, ...]:
        """The records that are no rows."""
        return tuple(problem for problem in self.problems if not is_storable(problem.severity))

    @property
    def rows_read(self) -> int:
        return len(self.row_nos) + len({problem.row for problem in self.torn})

    def without_cells(self, is_unread: Callable[[Mark], bool]) -> Sheet:
        """With the marked cells blank of which it is so; the marks stay."""
        rows: dict[int, list[int]] = {}
        for mark in self.marks:
            if mark.place is not None and is_unread(mark):
                rows.setdefault(mark.place, []).append(mark.row_no)
        columns = list(self.columns)
        for place, row_nos in rows.items():
            columns[place] = columns[place].blanked(np.isin(self.row_nos, row_nos))
        return replace(self, columns=tuple(columns))

    def without_blank_rows(self) -> Sheet:
        if not self.columns:
            return self
        is_kept = ~np.logical_and.reduce([column.is_blank() for column in self.columns])
        if is_kept.all():
            return self
        return self._with_rows(is_kept)

    def _with_rows(self, is_kept: NDArray[np.bool_]) -> Sheet:
        columns = tuple(column.take(is_kept) for column in self.columns)
        return replace(self, columns=columns, row_nos=self.row_nos[is_kept])

    def without_rows(self, row_nos: Sequence[int]) -> Sheet:
        return self._with_rows(~np.isin(self.row_nos, row_nos))

    def replaced(self, row_no: int, place: int, text: str) -> Sheet:
        """With another text in one cell, and without what was marked of it."""
        position = int(np.flatnonzero(self.row_nos == row_no)[0])
        columns = list(self.columns)
        columns[place] = columns[place].replaced(position, text)
        marks = tuple(mark for mark in self.marks if (mark.row_no, mark.place) != (row_no, place))
        return replace(self, columns=tuple(columns), marks=marks)

    def unmarked(self, row_no: int, code: str) -> Sheet:
        """Without what was marked of a whole row, once that is answered."""
        answered = (row_no, None, code)
        marks = (
            mark for mark in self.marks if (mark.row_no, mark.place, mark.fault.code) != answered
        )
        return replace(self, marks=tuple(marks))


@dataclass(frozen=True)
class SheetFile:
    """What a reader got out of a file. `read_grids`: its sheets cell by cell, on demand."""

    sheets: tuple[Sheet, ...]
    encoding: str
    read_grids: Callable[[], tuple[CellGrid, ...]] = tuple

    @cached_property
    def grids(self) -> tuple[CellGrid, ...]:
        return self.read_grids()
