"""A file before it has a format: sheets of cells, each knowing what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from benchmarks.intake_faults.truth import Key, Truth

CellKind = Literal[
    "blank",
    "value",
    "witness",
    "heading",
    "year",
    "month",
    "kpi_no",
    "kpi_name",
    "unit",
    "role",
    "status",
    "note",
    "title",
]
# Rows and columns from 0: first row, first column, last row, last column.
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cell:
    """`text`: as a person sees it. `number`: what a workbook holds instead, shown by `form`.
    `truth`: the figure that stands in it. `struck_part`: an old text, struck out, before it."""

    text: str = ""
    kind: CellKind = "blank"
    truth: Truth | None = None
    number: float | None = None
    form: str = "General"
    is_struck: bool = False
    is_white: bool = False
    struck_part: str = ""


@dataclass(frozen=True)
class Place:
    sheet: int
    row: int
    column: int


@dataclass(frozen=True)
class Grid:
    """One sheet. Rows may be of unequal length; of a merged area the first cell has the text."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else Cell()

    def padded(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple((*row, *[Cell()] * (self.width - len(row))) for row in self.rows)

    def replaced(self, row: int, column: int, cell: Cell) -> Grid:
        missing = max(0, column + 1 - self.width)
        rows = [[*cells, *[Cell()] * missing] for cells in self.padded()]
        rows[row][column] = cell
        return self.with_rows(rows)

    def with_rows(self, rows: Sequence[Sequence[Cell]]) -> Grid:
        return replace(self, rows=tuple(map(tuple, rows)))

    def moved(self, rows: int, columns: int) -> Grid:
        """The same table further down and to the right."""
        padded = [[Cell()] * columns + list(row) for row in self.rows]
        merged = tuple(
            (top + rows, left + columns, bottom + rows, right + columns)
            for top, left, bottom, right in self.merged
        )
        blank: list[list[Cell]] = [[] for _ in range(rows)]
        return replace(self.with_rows([*blank, *padded]), merged=merged)


@dataclass(frozen=True)
class Book:
    """`doubtful`: figures that nobody may take from the file without asking. `witnessed`: those
    with which something else that is printed would no longer come out."""

    sheets: tuple[Grid, ...]
    doubtful: frozenset[Key] = frozenset()
    witnessed: frozenset[Key] = frozenset()

    def places(self, *kinds: CellKind) -> Iterator[Place]:
        for number, sheet in enumerate(self.sheets):
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    if cell.kind in kinds:
                        yield Place(number, row, column)

    def at(self, place: Place) -> Cell:
        return self.sheets[place.sheet].cell(place.row, place.column)

    def replaced(self, place: Place, cell: Cell) -> Book:
        return self.with_sheet(
            place.sheet, self.sheets[place.sheet].replaced(place.row, place.column, cell)
        )

    def with_sheet(self, number: int, sheet: Grid) -> Book:
        sheets = list(self.sheets)
        sheets[number] = sheet
        return replace(self, sheets=tuple(sheets))

    @property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(cell.truth for cell in map(self.at, self.places("value")) if cell.truth)

    def place_of(self, is_it: Callable[[Cell], bool]) -> Place | None:
        every = self.places("value", "heading", "year", "unit", "kpi_no", "kpi_name")
        return next((place for place in every if is_it(self.at(place))), None)


def text_of(cells: Sequence[Cell]) -> list[str]:
    return [f"{cell.struck_part}{cell.text}" for cell in cells]
