"""A form: labels, each with its value to the right or below, of one KPI or several in turn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.tables.figures import BESIDE, NO_CELL, Body, PlacedText, TableFigure
from yamato_dx.intake.tables.headings import ColumnMeaning, Header, is_figure
from yamato_dx.intake.tables.laying.laid import LaidTable
from yamato_dx.intake.tables.laying.table import Laying
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
    """Its figures are found by the labels beside them; nothing heads its columns, and every row is
    one of it."""

    @cached_property
    def columns(self) -> tuple[ColumnMeaning, ...]:
        return tuple(map(ColumnMeaning, range(self.grid.width)))

    @property
    def has_roles_apart(self) -> bool:
        return True

    @property
    def figure_columns(self) -> tuple[ColumnMeaning, ...]:
        return ()

    def is_heading_again(self, _row: int) -> bool:
        return False

    def is_passed(self, _row: int) -> bool:
        return False

    def figures(self) -> Iterator[TableFigure]:
        """What a label of figures says in words («実績：講座を開いた») is prose where the form has
        the figure elsewhere, and else what was to be one."""
        found = list(self._labelled())
        told = {(one.stack, one.year[0]) for one in found if _is_actual(one)}
        for figure in found:
            is_prose = not is_blank(figure.text) and not is_figure(figure.text)
            is_told = (figure.stack, figure.year[0]) in told or figure.role != "actual"
            if not (is_prose or is_blank(figure.text)) or not is_told:
                yield figure

    def _labelled(self) -> Iterator[TableFigure]:
        said: dict[str, PlacedText] = {}
        for row in self.rows:
            for column in range(self.grid.width):
                text = self.grid.text(row, column)
                if is_blank(text) or self.grid.spread(row, column) != CellAddress(row, column):
                    continue
                wording = wording_of(text)
                if wording.label:
                    self._note(said, wording.label, row, column)
                elif wording.is_heading and wording.role and not wording.is_sum:
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
                return None if self._is_label(address) else address
        return None

    def _is_label(self, address: CellAddress) -> bool:
        """A year is what «年度» says, not the next label."""
        wording = wording_of(self.grid.text(address.row, address.column))
        is_year_alone = wording.is_period and not wording.role and not wording.status
        return wording.is_heading and not (is_year_alone and not wording.label)

    def _figure(
        self, said: dict[str, PlacedText], wording: Wording, at: CellAddress
    ) -> Iterator[TableFigure]:
        address = self._value_of(at.row, at.column) or self._blank_behind(at)
        if address is None:
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

    def _blank_behind(self, at: CellAddress) -> CellAddress | None:
        """Where the value of a label was to be written."""
        for right in range(at.column + 1, self.grid.width):
            if self.grid.spread(at.row, right) != at:
                address = self.grid.spread(at.row, right)
                return address if self.grid.is_blank(address.row, address.column) else None
        return None

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


def _is_actual(figure: TableFigure) -> bool:
    return figure.role == "actual" and is_figure(figure.text)
