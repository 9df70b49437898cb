"""By what the form of a sheet is known again: its headings, with the years in them folded away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yamato_dx.intake.files.cell_grid import CellGrid
from yamato_dx.intake.tables.laying.forms import FormBody
from yamato_dx.intake.tables.laying.laid import LaidTable
from yamato_dx.intake.tables.wording import YEAR, folded, wording_of

_DAY: Final = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日")
# Further down no headings are looked for.
_MOST_ROWS: Final = 500
_DIGITS: Final = re.compile(r"[0-9]+")
# As programs call a sheet that nobody named.
_UNNAMED: Final = re.compile(r"(?:SHEET|シート)[0-9]*")


def without_year(text: str) -> str:
    """A heading, or the name of a sheet, as it reads in every year."""
    return _DAY.sub("日", YEAR.sub("年", folded(text)))


def name_of_sheet(grid: CellGrid, file_name: str) -> str:
    """As it reads in every year; of a file without names of sheets, or with those of a program,
    the file's."""
    name = without_year(grid.name or "")
    return f"/{_of_any_day(file_name)}" if not name or _UNNAMED.fullmatch(name) else name


def _of_any_day(file_name: str) -> str:
    return _DIGITS.sub("#", without_year(file_name))


@dataclass(frozen=True)
class SheetForm:
    """`rows`: the texts of the headings of its first table; of a form (`is_form`), those of all of
    its labels. `is_turned`: the headings stand in a column."""

    rows: tuple[tuple[str, ...], ...]
    is_turned: bool = False
    is_form: bool = False

    def grid(self, grid: CellGrid) -> CellGrid:
        """With its headings in rows."""
        return grid.turned if self.is_turned != grid.is_turned else grid

    def starts_in(self, grid: CellGrid) -> tuple[int, ...]:
        """The rows (from 0) with which it begins there; none where the form is another."""
        grid = self.grid(grid)
        if self.is_form:
            return (0,) if _labels_of(grid) == self.rows else ()
        rows = [_folded_row(texts) for texts in grid.rows[:_MOST_ROWS]]
        span = len(self.rows)
        return tuple(
            start
            for start in range(len(rows) - span + 1)
            if tuple(rows[start : start + span]) == self.rows
        )


def form_of(table: LaidTable) -> SheetForm:
    """Of the sheet in which it is the first table."""
    grid = table.body.grid
    if isinstance(table.body, FormBody):
        return SheetForm(_labels_of(grid), grid.is_turned, is_form=True)
    header = table.body.header.rows
    rows = tuple(_folded_row(grid.rows[row]) for row in header)
    return SheetForm(rows, grid.is_turned)


def _folded_row(texts: Iterable[str]) -> tuple[str, ...]:
    """Up to its last heading."""
    row = [without_year(text) for text in texts]
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _labels_of(grid: CellGrid) -> tuple[tuple[str, ...], ...]:
    return tuple(
        _folded_row(text if wording_of(text).is_heading else "" for text in texts)
        for texts in grid.rows
    )
