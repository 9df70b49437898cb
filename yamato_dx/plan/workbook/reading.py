"""Sheets of text cells → a plan, or every fault in them by sheet and cell.

The same checks as of a folder: they know lines, and here a line is the number of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.checks.checking import check_plan
from yamato_dx.plan.checks.finding import NONE_PUBLISHED, PublishedIds
from yamato_dx.plan.checks.notes import plan_notes
from yamato_dx.plan.checks.partial_reading import PartialReading, ValuePath
from yamato_dx.plan.checks.units import in_stored_units
from yamato_dx.plan.folder.reading import tidied
from yamato_dx.plan.model.declared import Declared, fields_of
from yamato_dx.plan.model.fault import PlanFault, quoted
from yamato_dx.plan.model.scalars import SCALARS
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.plan.model.words import word_of
from yamato_dx.plan.workbook.cells import TextSheet, cell_name, cell_number, title_of
from yamato_dx.plan.workbook.grid import GridRow, Grids, grids_of
from yamato_dx.plan.workbook.placing import Placed, converted, fact_row, told_of
from yamato_dx.plan.workbook.tables import (
    FACTS,
    PARENT_KEYS,
    TABLES,
    FieldPath,
    PlanColumn,
    Table,
    is_line_list,
)

# A spreadsheet that took a typed day for a date gives it back with a time.
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00:00")

# The values of faults that are codes of what is chosen.
_CHOSEN: Final = ("shape", "allowed", "treatment", "aggregation")
_CHOSEN_RAW: Final = (
    ("disagrees_with_shape", "raw"),
    ("cumulative_not_last", "raw"),
    ("period_kind_disagrees", "raw"),
)


@dataclass(frozen=True)
class WorkbookReading:
    """A plan without faults, or the faults and no plan. `notes` stop nothing. `cells`: where each
    value was read."""

    file: str
    plan: Plan | None
    faults: tuple[PlanFault, ...]
    notes: tuple[PlanFault, ...]
    cells: Mapping[ValuePath, tuple[str, int]]

    def fault_at(self, place: ValuePath, fault: PlanFault) -> PlanFault:
        """A fault found later, told at the cell of `place` or of the nearest place around it."""
        while place not in self.cells:
            place = place[:-1]
        sheet, cell = self.cells[place]
        return replace(fault, file=self.file, line=None, sheet=sheet, cell=cell_name(cell))


def read_plan_sheets(
    sheets: Sequence[TextSheet], file: str, averages: PublishedIds = NONE_PUBLISHED
) -> WorkbookReading:
    """The plan in a workbook's sheets. All faults at once, in the order of the sheets."""
    grids = grids_of(sheets)
    draft = PartialReading(faults=list(grids.faults))
    plan = in_stored_units(_PlanReader(grids, draft).plan(), draft)
    order = {sheet.title: place for place, sheet in enumerate(sheets)}
    faults = sorted(
        (*draft.faults, *check_plan(plan, draft, averages)),
        key=lambda fault: (order.get(fault.file, len(order)), fault.line or 0),
    )
    in_cells = tuple(_in_cell(fault, file) for fault in faults)
    notes = tuple(_in_cell(note, file) for note in plan_notes(plan, draft))
    return WorkbookReading(file, None if in_cells else tidied(plan), in_cells, notes, draft.lines)


def _in_cell(fault: PlanFault, file: str) -> PlanFault:
    cell = None if fault.line is None else cell_name(fault.line)
    values = {name: _worded(fault, name, value) for name, value in fault.values.items()}
    return replace(fault, file=file, line=None, sheet=fault.file, cell=cell, values=values)


def _worded(fault: PlanFault, name: str, value: object) -> object:
    """What was chosen, in the words that the workbook of each language has for it."""
    if name not in _CHOSEN and (fault.code, name) not in _CHOSEN_RAW:
        return value
    codes = str(value).split(", ")
    ja, en = (", ".join(word_of(code, lang) for code in codes) for lang in LANGUAGES)
    return Text(ja, en)


class _PlanReader:
    """Reads rows into `draft`. What has a fault is None and marked as unread."""

    def __init__(self, grids: Grids, draft: PartialReading) -> None:
        self.grids, self.draft = grids, draft
        self.placed = Placed()
        for table in TABLES:
            grid = grids.by_name.get(table.name)
            if grid:
                self.placed.place(table, grid)
            elif table.name in grids.unusable or table.is_required:
                self.placed.partly.update(table.lists)
        draft.faults.extend(self.placed.faults)

    def plan(self) -> Plan:
        values = self._facts()
        for table in TABLES:
            if not table.parent_key:
                values |= {way[0]: self._list(table, way) for way in table.lists}
        self._tell_orphans()
        return Plan(**values)

    def _facts(self) -> dict[str, Any]:
        first = cell_number(1, 0)
        grid = self.grids.by_name.get(FACTS)
        row, faults = fact_row(grid) if grid else (GridRow({}, {}, first), [])
        self.draft.faults.extend(faults)
        self.draft.lines[()] = (self._title(FACTS), first)
        reader = _RowReader(self, row, self._title(FACTS))
        return {
            name: reader.value(form, (name,), (name,))
            for name, form in fields_of(Plan).items()
            if form.kind != "list"
        }

    def _list(self, table: Table, way: FieldPath) -> tuple[Any, ...]:
        grid = self.grids.by_name.get(table.name)
        if grid:
            self.draft.lines[way] = (grid.title, min(grid.codes.values()))
        if way in self.placed.partly:
            self.draft.unread.add((*way, "item") if grid else way)
        rows = self.placed.rows.pop((way, None), [])
        return self._records(Declared("record", record=table.record), rows, way, table.name)

    def inner_list(self, parent: GridRow, place: ValuePath, form: Declared) -> tuple[Any, ...]:
        """The list of the thing at `place`, whose rows lie in a sheet of their own."""
        way = (str(place[0]), str(place[-1]))
        table = next(table for table in TABLES if way in table.lists)
        if way in self.placed.partly:
            self.draft.unread.add(place)
        column = table.columns[0]
        try:
            key = converted(parent.texts.get(column.code, ""), column)
        except ValueError:
            return ()
        rows = self.placed.rows.pop((way, key), [])
        assert form.item, "a list declares its items"
        return self._records(form.item, rows, place, table.name)

    def _records(
        self, form: Declared, rows: Sequence[GridRow], place: ValuePath, sheet: str
    ) -> tuple[Any, ...]:
        values: list[Any] = []
        for row in rows:
            # The place counts what was kept, so that it finds the same item in the plan.
            own = (*place, len(values))
            self.draft.lines[own] = (self._title(sheet), row.first)
            value = _RowReader(self, row, self._title(sheet)).value(form, (), own)
            if value is None:
                self.draft.unread.discard(own)
                self.draft.unread.add((*place, "item"))
            else:
                values.append(value)
        return tuple(values)

    def _tell_orphans(self) -> None:
        """Rows that name a thing which no row of the parents' sheet is."""
        for (way, _key), rows in self.placed.rows.items():
            if self._is_unsure(way[0]):
                continue
            table = next(table for table in TABLES if way in table.lists)
            column = table.columns[0].code
            for row in rows:
                values = {"raw": quoted(row.texts[column]), "sheet": title_of(way[0])}
                title = self._title(table.name)
                fault = PlanFault(title, row.cells[column], "unknown_parent", values)
                self.draft.faults.append(fault)

    def _is_unsure(self, list_name: str) -> bool:
        """Whether the thing may be there, but its key was not read."""
        key = PARENT_KEYS[list_name]
        return list_name in self.grids.unusable or any(
            place[0] == list_name and place[-1] in {list_name, "item", key}
            for place in self.draft.unread
        )

    def _title(self, name: str) -> str:
        grid = self.grids.by_name.get(name)
        return grid.title if grid else title_of(name).ja


@dataclass(frozen=True)
class _RowReader:
    """One row of a sheet → the values in it."""

    plan: _PlanReader
    row: GridRow
    sheet: str

    def value(self, form: Declared, way: FieldPath, place: ValuePath) -> Any:
        if form.record is Text:
            return self._text(form, way, place)
        if form.kind == "record":
            return self._record(form, way, place)
        if is_line_list(form):
            return self._lines(".".join(way), place)
        if form.kind == "list":
            return self.plan.inner_list(self.row, place, form)
        return self._scalar(form, ".".join(way), place)

    def _record(self, form: Declared, way: FieldPath, place: ValuePath) -> Any:
        assert form.record, "a record declares its class"
        if form.is_optional and not self._has_words(".".join(way)):
            return None
        return form.record(
            **{
                name: self.value(inner, (*way, name), (*place, name))
                for name, inner in fields_of(form.record).items()
            }
        )

    def _has_words(self, code: str) -> bool:
        return any(
            words
            for column_code, words in self.row.texts.items()
            if column_code.startswith(f"{code}.")
        )

    def _text(self, form: Declared, way: FieldPath, place: ValuePath) -> Text | None:
        """Words without English serve both languages."""
        if form.is_optional and not self._has_words(".".join(way)):
            return None
        ja = self._scalar(Declared("text"), ".".join((*way, "ja")), place)
        return ja and Text(ja, self.row.texts.get(".".join((*way, "en"))) or ja)

    def _lines(self, code: str, place: ValuePath) -> tuple[str, ...]:
        """A list of single values: one line of the cell each."""
        if code not in self.row.cells:
            return ()
        self.plan.draft.lines[place] = (self.sheet, self.row.cells[code])
        return tuple(line.strip() for line in self.row.texts[code].split("\n") if line.strip())

    def _scalar(self, form: Declared, code: str, place: ValuePath) -> Any:
        if code not in self.row.cells:
            # A heading that must be there is missing, and was told.
            return None if form.is_optional else self._unread(place)
        self.plan.draft.lines[place] = (self.sheet, self.row.cells[code])
        column = PlanColumn(code, (), form, "always")
        raw = _meant(self.row.texts[code])
        if not raw:
            return None if form.is_optional else self._unread(place, "missing_cell", column)
        try:
            value = converted(raw, column)
        except ValueError:
            return self._unread(place, SCALARS[form.kind][0], column)
        if form.kind == "number":
            self.plan.draft.keep_unit(place, raw)
        return value

    def _unread(self, place: ValuePath, fault: str = "", column: PlanColumn | None = None) -> None:
        draft = self.plan.draft
        draft.unread.add(place)
        if column:
            values = told_of(column, self.row.texts[column.code])
            draft.faults.append(PlanFault(self.sheet, self.row.cells[column.code], fault, values))


def _meant(raw: str) -> str:
    """The text that was typed: a spreadsheet turns a day into one with a time."""
    found = _MIDNIGHT.fullmatch(raw)
    return found[1] if found else raw
