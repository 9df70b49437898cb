"""What a table prints of itself (計, 平均, 執行率, n件), recomputed from its cells.

What does not come out says that its columns or rows are not what they are taken for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yamato_dx.intake.cells.cell import ReadCell, read_cell
from yamato_dx.intake.checks.last_digit import comes_out, last_digit
from yamato_dx.intake.files.cell_grid import CellAddress
from yamato_dx.intake.problem import Choice, Problem
from yamato_dx.intake.tables.figures import Body, TableFigure
from yamato_dx.intake.tables.places import at_cell
from yamato_dx.intake.tables.wording import folded
from yamato_dx.lettering import is_blank

STANDS: Final = "cells"
_COUNT: Final = re.compile(r"(?:全|計|合計|総数)[^0-9]{0,4}(?P<count>[0-9]+)(?:件|項目|指標|KPI)")
# What offices print under 計 and 平均: of a state, the last one.
_MADE: Final[dict[str, tuple[Callable[[Sequence[float]], float], ...]]] = {
    "sum": (sum, lambda amounts: amounts[-1], lambda amounts: sum(amounts) / len(amounts)),
    "mean": (lambda amounts: sum(amounts) / len(amounts),),
}


@dataclass(frozen=True)
class TableWitnesses:
    """`figures`: all of the table, those that are witnesses among them."""

    body: Body
    figures: Sequence[TableFigure]

    @cached_property
    def _rows(self) -> Sequence[Sequence[TableFigure]]:
        rows: dict[int, list[TableFigure]] = {}
        for figure in self.figures:
            rows.setdefault(figure.address.row, []).append(figure)
        return tuple(rows.values())

    def contradictions(self) -> Iterator[Problem]:
        yield from self._of_rows()
        yield from self._missing()
        yield from self._of_columns()
        yield from self._executions()
        yield from self._counts()

    def _of_rows(self) -> Iterator[Problem]:
        """計 beside the columns that it is of."""
        for figures in self._rows:
            for printed in figures:
                if printed.column.aggregate:
                    parts = [part for part in figures if _is_part(part, printed)]
                    yield from self._held_against(printed, parts, printed.column.aggregate)

    def _missing(self) -> Iterator[Problem]:
        """Rows whose 計 is blank where most others have one: they may have moved by a cell."""
        columns: dict[int, list[TableFigure]] = {}
        for figure in self.figures:
            if figure.column.aggregate and not figure.is_sum_row:
                columns.setdefault(figure.address.column, []).append(figure)
        filled = {figure.address.row for figure in self.figures if not is_blank(figure.text)}
        for figures in columns.values():
            blank = [
                figure
                for figure in figures
                if is_blank(figure.text) and figure.address.row in filled
            ]
            if blank and len(blank) < len(figures) / 2:
                for figure in blank:
                    values = {"heading": figure.column.told_heading}
                    missing = Problem("confirm", "sum_missing", raw="", values=values)
                    yield at_cell(missing, self.body.grid, figure.address)

    def _of_columns(self) -> Iterator[Problem]:
        """計 below the rows that it is of."""
        columns: dict[int, list[TableFigure]] = {}
        for figure in self.figures:
            columns.setdefault(figure.address.column, []).append(figure)
        for figures in columns.values():
            parts: list[TableFigure] = []
            for figure in figures:
                if not figure.is_sum_row:
                    parts.append(figure)
                    continue
                yield from self._held_against(figure, parts, "sum")
                parts = []

    def _held_against(
        self, printed: TableFigure, parts: Sequence[TableFigure], kind: str
    ) -> Iterator[Problem]:
        cell = read_cell(printed.text)
        amounts = _amounts(parts)
        if cell.kind != "number" or cell.number is None or not amounts:
            return
        figure, digit = float(cell.number), last_digit(cell)
        made = [make(amounts) for make in _MADE[kind]]
        if any(comes_out(amount, figure, digit) for amount in made):
            return
        values = {
            "heading": printed.column.told_heading or printed.text,
            "printed": printed.text.strip(),
            "made": f"{made[0]:.10g}",
            "count": len(amounts),
        }
        yield self._contradicted("sum_contradicted", printed.address, values)

    def _executions(self) -> Iterator[Problem]:
        """執行率: what was spent of what was planned."""
        for row in self._rows:
            for printed in row:
                if printed.role == "execution_ratio":
                    beside = [figure for figure in row if figure.year == printed.year]
                    yield from self._execution(printed, beside)

    def _execution(self, printed: TableFigure, beside: Sequence[TableFigure]) -> Iterator[Problem]:
        spent = _amounts([figure for figure in beside if figure.role == "actual"])
        planned = _amounts([figure for figure in beside if figure.role == "budget"])
        cell = read_cell(printed.text)
        if len(spent) != 1 or len(planned) != 1 or not planned[0] or cell.number is None:
            return
        scale = 100 if cell.unit == "%" or float(cell.number) > 2 else 1
        made = spent[0] / planned[0] * scale
        if not comes_out(made, float(cell.number), last_digit(cell)):
            values = {
                "heading": printed.column.told_heading,
                "printed": printed.text.strip(),
                "made": f"{made:.4g}",
                "count": 2,
            }
            yield self._contradicted("sum_contradicted", printed.address, values)

    def _counts(self) -> Iterator[Problem]:
        """«全10件» in a row without figures."""
        with_figures = {figure.address.row for figure in self.figures if not is_blank(figure.text)}
        kpis = {figure.stack for figure in self.figures if any(figure.stack)}
        for row in self.body.rows:
            if row in with_figures:
                continue
            for column, text in enumerate(self.body.grid.rows[row]):
                counted = count_in(text)
                if counted is not None and kpis and counted != len(kpis):
                    values = {"printed": text.strip(), "count": len(kpis)}
                    address = CellAddress(row, column)
                    yield self._contradicted("count_contradicted", address, values)

    def _contradicted(
        self, code: str, address: CellAddress, values: Mapping[str, object]
    ) -> Problem:
        raw = self.body.grid.text(address.row, address.column)
        choices = (Choice(STANDS, words="cells_stand"),)
        contradicted = Problem("ask", code, raw=raw, values=values, choices=choices)
        return at_cell(contradicted, self.body.grid, address)


def count_in(text: str) -> int | None:
    """10 of «全10件»."""
    found = _COUNT.search(folded(text))
    return int(found["count"]) if found else None


def _is_part(part: TableFigure, printed: TableFigure) -> bool:
    """Of the same role, and of the year that the sum names, if it names one."""
    if part.column.aggregate or part.is_sum_row != printed.is_sum_row:
        return False
    if part.role != printed.role and printed.role is not None:
        return False
    return not printed.column.year or part.year[0] == printed.year[0]


def _amounts(figures: Iterable[TableFigure]) -> list[float]:
    """Of those that hold plain numbers; nothing where one of them holds something else."""
    amounts: list[float] = []
    for figure in figures:
        cell = read_cell(figure.text)
        if cell.kind in ("blank", "awaiting"):
            continue
        if not _is_plain(cell):
            return []
        amounts.append(float(cell.number or 0))
    return amounts


def _is_plain(cell: ReadCell) -> bool:
    return cell.kind == "number" and cell.number is not None
