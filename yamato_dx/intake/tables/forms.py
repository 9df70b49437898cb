"""A form: labels, each with its value to the right or below, of one KPI or several in turn."""

from __future__ import annotations

from collections.abc import Iterator

from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.tables.figures import BESIDE, NO_CELL, Body, PlacedText, TableFigure
from yamato_dx.intake.tables.headings import ColumnMeaning, Header, is_figure
from yamato_dx.intake.tables.laying import LaidTable, Laying
from yamato_dx.intake.tables.questions import Questions
from yamato_dx.intake.tables.wording import Wording, wording_of
from yamato_dx.intake.tables.years import TableYears
from yamato_dx.lettering import is_blank


def lay_form(
    grid: CellGrid,
    years: TableYears,
    questions: Questions,
    header: Header,
) -> LaidTable:
    """Whatever its labels say of a value is what a heading would."""
    body = FormBody(header, range(len(grid.rows)))
    return Laying(body, years.around, years, questions).lay()


class FormBody(Body):
    """Its figures are found by the labels beside them."""

    @property
    def figure_columns(self) -> tuple[ColumnMeaning, ...]:
        return ()

    def figures(self) -> Iterator[TableFigure]:
        said: dict[str, PlacedText] = {}
        for row in self.rows:
            for column in range(self.grid.width):
                text = self.grid.text(row, column)
                if is_blank(text) or self.grid.spread(row, column) != CellAddress(row, column):
                    continue
                wording = wording_of(text)
                if wording.label:
                    self._note(said, wording.label, row, column)
                elif wording.is_heading and wording.role:
                    yield from self._figure(said, wording, CellAddress(row, column))

    def _note(self, said: dict[str, PlacedText], label: str, row: int, column: int) -> None:
        """A KPI's name or number begins the next one; what was said of the last is past."""
        address = self._value_of(row, column)
        if address is None:
            return
        if label in ("kpi_no", "kpi_name") and label in said:
            for name in ("kpi_no", "kpi_name", *BESIDE):
                said.pop(name, None)
        said[label] = (self.grid.text(address.row, address.column).strip(), address)

    def _value_of(self, row: int, column: int) -> CellAddress | None:
        for right in range(column + 1, self.grid.width):
            address = self.grid.spread(row, right)
            if address.row != row or address.column <= column:
                continue
            if not self.grid.is_blank(address.row, address.column):
                is_label = wording_of(self.grid.text(address.row, address.column)).is_heading
                return None if is_label else address
        return None

    def _figure(
        self, said: dict[str, PlacedText], wording: Wording, at: CellAddress
    ) -> Iterator[TableFigure]:
        address = self._value_of(at.row, at.column)
        if address is None or not is_figure(self.grid.text(address.row, address.column)):
            return
        year, is_bare = self._year_said(said, wording, at)
        beside: dict[str, PlacedText] = {label: said[label] for label in BESIDE if label in said}
        if wording.status:
            beside["value_status"] = (wording.status, None)
        if wording.unit and "unit" not in beside:
            beside["unit"] = (wording.unit, None)
        yield TableFigure(
            address,
            self.grid.text(address.row, address.column),
            ColumnMeaning(address.column, wording.text.strip()),
            wording.role,
            at,
            year,
            is_bare,
            said.get("month", NO_CELL),
            said.get("kpi_no", NO_CELL),
            said.get("kpi_name", NO_CELL),
            beside,
        )

    def _year_said(
        self, said: dict[str, PlacedText], wording: Wording, at: CellAddress
    ) -> tuple[PlacedText, bool]:
        if wording.year:
            return (wording.year, at), wording.is_bare_year
        text, address = said.get("fiscal_year", NO_CELL)
        found = wording_of(text)
        if found.year:
            return (found.year, address), found.is_bare_year
        return (text, address), False
