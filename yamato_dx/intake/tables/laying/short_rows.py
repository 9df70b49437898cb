"""Rows whose last figure is blank where every other has one: they may have moved by a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.tables.figures import TableFigure
from yamato_dx.intake.tables.laying.laid import LaidTable
from yamato_dx.intake.tables.places import at_cell
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.wording import FigureRole
from yamato_dx.lettering import is_blank

# So many other rows make one without a last figure an odd one.
_FEWEST_OTHERS: Final = 2
# Of these a blank one is ordinary, or it depends on a target.
_OFTEN_BLANK: Final[frozenset[FigureRole | None]] = frozenset(
    ("attainment_ratio", "execution_ratio", "difference", "change", "grade", "budget")
)


@dataclass(frozen=True)
class _Row:
    table: LaidTable
    figures: Sequence[TableFigure]

    @property
    def last(self) -> TableFigure:
        return self.figures[-1]

    @property
    def is_full(self) -> bool:
        return not is_blank(self.last.text)

    @property
    def is_short(self) -> bool:
        """Blank in the last of its cells alone, where a figure belongs."""
        before = self.figures[-2] if len(self.figures) > 1 else None
        is_odd = before is not None and not self.is_full and not is_blank(before.text)
        return is_odd and self._is_expected()

    def _is_expected(self) -> bool:
        last = self.last
        if last.column.aggregate or last.role in _OFTEN_BLANK:
            return False
        if last.role != "target":
            return True
        year = parse_fiscal_year(last.year[0])
        cells = {"kpi_no": last.kpi_no[0], "kpi_name": last.kpi_name[0]}
        known = self.table.body.header.known
        return known.has_target(cells, year if isinstance(year, FiscalYear) else None)


def tell_short(tables: Iterable[LaidTable], questions: Questions) -> None:
    """Held against all rows of the sheet that have columns of the same roles: small tables have one
    row each."""
    alike: dict[tuple[FigureRole | None, ...], list[_Row]] = defaultdict(list)
    for row in (row for table in tables for row in _rows(table)):
        alike[tuple(figure.column.role for figure in row.figures)].append(row)
    for rows in alike.values():
        short = [row for row in rows if row.is_short]
        if len(short) == 1 and sum(row.is_full for row in rows) >= _FEWEST_OTHERS:
            (row,) = short
            heading = row.last.column.told_heading
            values = {"heading": heading}
            missing = Problem("confirm", "sum_missing", column=heading, raw="", values=values)
            grid = row.table.body.grid
            questions.tell_unless_confirmed(at_cell(missing, grid, row.last.address))


def _rows(table: LaidTable) -> Iterator[_Row]:
    figures = (figure for figure in table.figures if not figure.is_sum_row)
    for _, of_row in groupby(figures, lambda figure: figure.address.row):
        yield _Row(table, list(of_row))
