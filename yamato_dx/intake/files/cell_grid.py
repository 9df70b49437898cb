"""A sheet cell by cell, titles and notes included: what layouts are found in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from yamato_dx.lettering import is_blank

_LETTERS: Final = 26


@dataclass(frozen=True, order=True)
class CellAddress:
    """From 0, as in the sheet. `name`: «E7»."""

    row: int
    column: int

    @property
    def name(self) -> str:
        return f"{column_letters(self.column)}{self.row + 1}"


def column_letters(column: int) -> str:
    """«A» of 0."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return letters


@dataclass(frozen=True)
class CellArea:
    """First and last cell of a merged range."""

    first: CellAddress
    last: CellAddress

    def holds(self, row: int, column: int) -> bool:
        return (
            self.first.row <= row <= self.last.row
            and self.first.column <= column <= self.last.column
        )


@dataclass(frozen=True)
class CellDoubt:
    """What a cell shows beside its text: struck out, raised, a format that changes its figure."""

    code: str
    values: Mapping[str, object]
    readings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CellGrid:
    """`rows`: every row of the sheet from its first, all of one width. Rows and columns from 0.

    What is struck out or hidden is named as the sheet has it, also where its rows are taken as
    columns. Of a text file, `lengths`: how many cells each record has; `torn`: records that cannot
    be read.
    """

    name: str | None
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[CellArea, ...] = ()
    doubts: Mapping[CellAddress, CellDoubt] = field(default_factory=dict)
    comments: Mapping[CellAddress, str] = field(default_factory=dict)
    struck_rows: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_turned: bool = False
    lengths: tuple[int, ...] = ()
    torn: frozenset[int] = frozenset()

    def cell_name(self, address: CellAddress) -> str:
        """As the sheet has it, also where its rows are taken as columns."""
        return self.seen_at(address).name

    def seen_at(self, address: CellAddress) -> CellAddress:
        return CellAddress(address.column, address.row) if self.is_turned else address

    def column_name(self, column: int) -> str:
        return str(column + 1) if self.is_turned else column_letters(column)

    def row_name(self, row: int) -> str:
        return column_letters(row) if self.is_turned else str(row + 1)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def text(self, row: int, column: int) -> str:
        return self.rows[row][column]

    def is_blank(self, row: int, column: int) -> bool:
        return is_blank(self.rows[row][column])

    def is_blank_row(self, row: int) -> bool:
        return all(map(is_blank, self.rows[row]))

    def spread(self, row: int, column: int) -> CellAddress:
        """Where the text stands that is seen in a cell: of a merged range in its first cell."""
        return self._merged_by_cell.get((row, column), CellAddress(row, column))

    @cached_property
    def _merged_by_cell(self) -> Mapping[tuple[int, int], CellAddress]:
        return {
            (row, column): area.first
            for area in self.merged
            for row in range(area.first.row, min(area.last.row + 1, len(self.rows)))
            for column in range(area.first.column, min(area.last.column + 1, self.width))
        }

    @cached_property
    def turned(self) -> CellGrid:
        """Its rows as columns."""

        def turn(address: CellAddress) -> CellAddress:
            return CellAddress(address.column, address.row)

        return CellGrid(
            self.name,
            tuple(zip(*self.rows, strict=True)),
            tuple(CellArea(turn(area.first), turn(area.last)) for area in self.merged),
            {turn(address): doubt for address, doubt in self.doubts.items()},
            {turn(address): words for address, words in self.comments.items()},
            struck_rows=self.struck_rows,
            hidden_rows=self.hidden_rows,
            hidden_columns=self.hidden_columns,
            is_hidden=self.is_hidden,
            is_turned=not self.is_turned,
        )


def grid_of_columns(sheet: Mapping[str, Any]) -> CellGrid:
    """Of a sheet as the child process tells it."""
    return CellGrid(
        sheet["name"],
        tuple(zip(*sheet["columns"], strict=True)),
        tuple(
            CellArea(CellAddress(top, left), CellAddress(bottom, right))
            for top, left, bottom, right in sheet.get("merged", ())
        ),
        {
            CellAddress(row, column): CellDoubt(code, values, tuple(readings))
            for row, column, code, values, readings in sheet["doubts"]
        },
        {CellAddress(row, column): words for row, column, words in sheet["comments"]},
        frozenset(sheet["struck_rows"]),
        frozenset(sheet["hidden_rows"]),
        frozenset(sheet["hidden_columns"]),
        is_hidden=sheet["is_hidden"],
    )


def grid_of_records(records: Sequence[Sequence[str]], torn: Iterable[int] = ()) -> CellGrid:
    """Of a text file's records; short ones end in blank cells."""
    width = max(map(len, records), default=0)
    rows = tuple((*record, *[""] * (width - len(record))) for record in records)
    return CellGrid(None, rows, lengths=tuple(map(len, records)), torn=frozenset(torn))
