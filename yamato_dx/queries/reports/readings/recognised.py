"""How the tables of a file were read, over its own first rows: each column, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from yamato_dx.i18n import text
from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid, column_letters
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.laying.forms import FormBody
from yamato_dx.intake.tables.laying.laid import LaidTable
from yamato_dx.intake.tables.laying.shapes import shape_of
from yamato_dx.lettering import is_blank
from yamato_dx.queries.reports.preview import Preview
from yamato_dx.queries.reports.readings.read_as import column_words, figure_words

# Of a table so much is shown: from its title on, and from its headings on.
_FROM_TITLE: Final = 3
_FROM_HEADINGS: Final = 9
_MOST_PROBLEM_ROWS: Final = 20
_MOST_COLUMNS: Final = 40


@dataclass(frozen=True)
class SeenCell:
    """`read_as`: of a value beside its label. `problems`: the numbers of what is told below."""

    words: str
    is_value: bool = False
    read_as: str = ""
    problems: tuple[int, ...] = ()


@dataclass(frozen=True)
class SeenRow:
    """`name` «» : rows that are left out before the next one. `read_as`: what the whole row is."""

    name: str
    cells: tuple[SeenCell, ...] = ()
    read_as: str = ""
    is_header: bool = False
    problems: tuple[int, ...] = ()


@dataclass(frozen=True)
class SeenTable:
    """`reason`: why it was read so; «» of a sheet in which no table was found. `columns`: letters,
    and what each is read as. `problems`: numbered from 1. `left_out`: columns that are not
    shown."""

    sheet: str
    reason: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[SeenRow, ...]
    problems: tuple[Problem, ...]
    values_count: int
    left_out: int = 0

    @property
    def is_read(self) -> bool:
        return bool(self.reason)


def recognised(preview: Preview, lang: str) -> tuple[SeenTable, ...]:
    """Every table of a file that is not in the long layout, then the sheets without one."""
    reading = preview.reading
    tables = [
        _seen(tuple(group), preview.obstacles, lang)
        for _, group in groupby(reading.tables, _headings_of)
    ]
    read = {table.body.grid.name for table in reading.tables}
    others = [
        _unread(grid, preview.obstacles)
        for grid in reading.grids
        if grid.name not in read and not _is_blank(grid)
    ]
    return (*tables, *others)


def _headings_of(table: LaidTable) -> tuple[object, ...]:
    """The same for blocks side by side, also where their labels stand below each other."""
    grid = table.body.grid
    return grid.name, grid.is_turned, None if grid.is_turned else table.body.header.rows


def _is_blank(grid: CellGrid) -> bool:
    return all(grid.is_blank_row(row) for row in range(len(grid.rows)))


def _seen(tables: tuple[LaidTable, ...], obstacles: Sequence[Problem], lang: str) -> SeenTable:
    """Of one block, or of several that stand side by side."""
    table = tables[0]
    sheet = _SeenSheet.of(table.body.grid, obstacles)
    heads = [row for one in tables for row in one.body.header.rows]
    header = [] if isinstance(table.body, FormBody) else list(dict.fromkeys(heads))
    across = {} if isinstance(table.body, FormBody) else _meanings(tables, lang)
    down = dict.fromkeys(header, text("readings.says.header", lang))
    unread = (row for row in table.body.rows if not table.body.is_read(row))
    skipped = [row for row in unread if not table.body.grid.is_blank_row(row)]
    down |= dict.fromkeys(skipped, text("readings.says.unread", lang))
    columns, rows = (down, across) if table.body.grid.is_turned else (across, down)
    figures = [figure for one in tables for figure in one.figures]
    seen_at = table.body.grid.seen_at
    read_as = (
        {seen_at(figure.address): figure_words(figure, lang) for figure in figures}
        if isinstance(table.body, FormBody)
        else {}
    )
    values = {seen_at(row.address) for one in tables for row in one.rows}
    cells = _ReadCells(columns, rows, frozenset(values), read_as)
    is_turned = table.body.grid.is_turned
    first = [] if is_turned else header
    body = table.body.rows if not is_turned else range(len(sheet.grid.rows))
    names = frozenset() if is_turned else frozenset(header)
    return SeenTable(
        table.body.grid.name or "",
        text(f"intake.shape.{shape_of(table)}", lang),
        sheet.columns(columns),
        tuple(sheet.rows(_shown(first, body, sheet), cells, names)),
        sheet.problems,
        len(values),
        sheet.left_out,
    )


def _meanings(tables: Sequence[LaidTable], lang: str) -> dict[int, str]:
    """Place → words; of each column as the blocks have it to which it belongs."""
    found: dict[int, dict[str, None]] = {}
    for table in tables:
        only = table.body.only
        years = _years_read(table)
        for column in table.body.columns:
            if only is None or column.place in only:
                year = column.year or years.get(column.place, "")
                words = column_words(replace(column, year=year), lang)
                found.setdefault(column.place, {})[words] = None
    return {
        place: text("readings.or", lang).join(filter(None, said)) for place, said in found.items()
    }


def _years_read(table: LaidTable) -> dict[int, str]:
    """Column → the one year of all its values, wherever that was found."""
    found: dict[int, set[str]] = {}
    for row in table.rows:
        found.setdefault(row.address.column, set()).add(row.cells.get("fiscal_year", ""))
    return {place: years.pop() for place, years in found.items() if len(years) == 1}


def _unread(grid: CellGrid, obstacles: Sequence[Problem]) -> SeenTable:
    sheet = _SeenSheet.of(grid, obstacles)
    cells = _ReadCells({}, {}, frozenset(), {})
    rows = sheet.rows(_shown([], range(len(grid.rows)), sheet), cells, frozenset())
    return SeenTable(
        grid.name or "", "", sheet.columns({}), tuple(rows), sheet.problems, 0, sheet.left_out
    )


def _shown(header: Sequence[int], body: range, sheet: _SeenSheet) -> list[int]:
    """From above the headings, from them on, and where something is wrong."""
    start = header[0] if header else body.start
    end = min(body.stop, len(sheet.grid.rows))
    above = range(max(start - _FROM_TITLE, 0), start)
    first = range(start, min(end, start + _FROM_HEADINGS + len(header)))
    wrong = [row for row in sheet.rows_with_problems if start <= row < end]
    return sorted({*above, *first, *wrong})


@dataclass(frozen=True)
class _ReadCells:
    columns: Mapping[int, str]
    rows: Mapping[int, str]
    values: frozenset[CellAddress]
    read_as: Mapping[CellAddress, str]


@dataclass(frozen=True, eq=False)
class _SeenSheet:
    """`grid`: as its reader has it, whichever way it was read. `problems`: of its first rows with
    any."""

    grid: CellGrid
    problems: tuple[Problem, ...]
    width: int

    @classmethod
    def of(cls, grid: CellGrid, obstacles: Iterable[Problem]) -> _SeenSheet:
        grid = grid.turned if grid.is_turned else grid
        own = sorted(
            (problem for problem in obstacles if problem.sheet == grid.name and problem.row),
            key=lambda problem: problem.row or 0,
        )
        rows = list(dict.fromkeys(problem.row for problem in own))[:_MOST_PROBLEM_ROWS]
        filled = (
            place + 1 for row in grid.rows for place, words in enumerate(row) if not is_blank(words)
        )
        shown = tuple(problem for problem in own if problem.row in rows)
        return cls(grid, shown, max(filled, default=0))

    @property
    def left_out(self) -> int:
        return max(self.width - _MOST_COLUMNS, 0)

    @property
    def rows_with_problems(self) -> list[int]:
        return sorted({(problem.row or 1) - 1 for problem in self.problems})

    def columns(self, read_as: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
        shown = range(min(self.width, _MOST_COLUMNS))
        return tuple((column_letters(place), read_as.get(place, "")) for place in shown)

    def rows(
        self, shown: Sequence[int], cells: _ReadCells, header: frozenset[int]
    ) -> Iterator[SeenRow]:
        last = shown[0] - 1 if shown else 0
        for row in shown:
            if row != last + 1:
                yield SeenRow("")
            last = row
            yield SeenRow(
                str(row + 1),
                tuple(
                    self._cell(CellAddress(row, place), cells)
                    for place in range(min(self.width, _MOST_COLUMNS))
                ),
                cells.rows.get(row, ""),
                row in header,
                self._numbers(row, None),
            )

    def _cell(self, address: CellAddress, cells: _ReadCells) -> SeenCell:
        return SeenCell(
            self.grid.text(address.row, address.column),
            address in cells.values,
            cells.read_as.get(address, ""),
            self._numbers(address.row, address.name),
        )

    def _numbers(self, row: int, cell: str | None) -> tuple[int, ...]:
        """Of the problems of a cell, or of a row as such."""
        return tuple(
            number
            for number, problem in enumerate(self.problems, start=1)
            if problem.row == row + 1 and problem.cell == cell
        )
