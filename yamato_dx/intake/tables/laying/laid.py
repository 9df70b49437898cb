"""A table as it was laid: its figures, and the rows of the long layout that they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Final

from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.tables.around import Around
from yamato_dx.intake.tables.figures import Body, TableFigure
from yamato_dx.intake.tables.headings import is_figure
from yamato_dx.intake.tables.wording import FigureRole
from yamato_dx.lettering import is_blank

_REPORTED: Final[tuple[FigureRole | None, ...]] = ("actual", "present", None)


@dataclass(frozen=True)
class LaidRow:
    """`cells`: column of the long layout → its text; `origins`: where that stands. `headings`: over
    each column of the table."""

    grid: CellGrid
    address: CellAddress
    headings: Sequence[str]
    cells: Mapping[str, str]
    origins: Mapping[str, CellAddress]

    @property
    def heading(self) -> str:
        """Over the figure."""
        return self.headings[self.address.column]


@dataclass
class LaidTable:
    """`rows`: what it reports. `figures`: all that are read; `seen`: those of columns, too, of
    which it is asked."""

    body: Body
    around: Around
    rows: list[LaidRow] = field(default_factory=list)
    figures: Sequence[TableFigure] = ()
    seen: Sequence[TableFigure] = ()

    @cached_property
    def score(self) -> int:
        """How many of its cells are figures of a KPI, be their year known or asked, less those of
        which it makes no sense."""
        known = self.body.header.known
        around = {"kpi_no": self.around.kpi_no, "kpi_name": self.around.kpi_name}
        explained: set[tuple[str, ...]] = set()
        senseless = 0
        for figure in reporting(self.seen):
            if figure.is_sum_row or figure.role not in _REPORTED:
                continue
            cells = {"kpi_no": figure.kpi_no[0], "kpi_name": figure.kpi_name[0]}
            if not is_blank(figure.text) and not is_figure(figure.text):
                senseless += 1
            elif figure.text.strip() and known.is_known(cells if any(cells.values()) else around):
                period = figure.year[0] + figure.month[0]
                explained.add((*figure.stack, period or self.body.grid.cell_name(figure.address)))
        return max(len(explained) - senseless, 0)


def is_of_sample(table: LaidTable) -> bool:
    """Whether any row says of itself that its figures are fictitious."""
    return any("sample_mark" in row.cells for row in table.rows)


def reporting(figures: Iterable[TableFigure]) -> Iterator[TableFigure]:
    """Those that are no witnesses: a 計 is the year's figure itself where none of its months is
    filled in, or where the row has no other figure of the year that it names."""
    for _, of_row in groupby(figures, lambda figure: figure.address.row):
        row = list(of_row)
        parts = [figure for figure in row if not figure.column.aggregate]
        months = [part for part in parts if part.month[0]]
        is_empty = bool(months) and all(is_blank(month.text) for month in months)
        told = {(part.year[0], role) for part in parts for role in (part.role, None)}
        for figure in row:
            is_sum = figure.column.aggregate == "sum" and not is_blank(figure.text)
            year = figure.column.year
            is_only_one = bool(year) and not months and (year, figure.role) not in told
            if not figure.column.aggregate or (is_sum and (is_empty or is_only_one)):
                yield figure
