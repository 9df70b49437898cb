"""Which row of a plan's workbook belongs to which list of the plan, and to which thing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.model.declared import Declared
from yamato_dx.plan.model.fault import PlanFault, quoted
from yamato_dx.plan.model.scalars import SCALARS
from yamato_dx.plan.model.types import Text
from yamato_dx.plan.model.words import choices_of, word_of
from yamato_dx.plan.workbook.cells import cell_number, label_of
from yamato_dx.plan.workbook.grid import GridRow, SheetGrid
from yamato_dx.plan.workbook.tables import PART, FieldPath, PlanColumn, Table, facts


@dataclass
class Placed:
    """`rows`: (list, key of the thing it is part of or None) → rows in the sheet's order.
    `partly`: lists of which a row could not be placed."""

    rows: dict[tuple[FieldPath, Any], list[GridRow]] = field(default_factory=dict)
    partly: set[FieldPath] = field(default_factory=set)
    faults: list[PlanFault] = field(default_factory=list)

    def place(self, table: Table, grid: SheetGrid) -> None:
        """Sort the rows of one sheet; columns that must be there and are not are told once."""
        if grid.rows:
            self.faults.extend(_missing_columns(table, grid))
        for row in grid.rows:
            way, key = self._way(table, grid, row), self._key(table, grid, row)
            if way is None or (table.parent_key and key is None):
                self.partly.update(table.lists)
            else:
                self.rows.setdefault((way, key), []).append(row)

    def _way(self, table: Table, grid: SheetGrid, row: GridRow) -> FieldPath | None:
        if not table.parts:
            return table.lists[0]
        column = next(column for column in table.columns if column.code == PART)
        part = self._converted(column, grid, row)
        return next((way for way in table.lists if way[-1] == part), None)

    def _key(self, table: Table, grid: SheetGrid, row: GridRow) -> Any:
        return self._converted(table.columns[0], grid, row) if table.parent_key else None

    def _converted(self, column: PlanColumn, grid: SheetGrid, row: GridRow) -> Any:
        """The cell's value; None where it has none, which was told."""
        if column.code not in row.cells:
            return None
        raw = row.texts[column.code]
        try:
            if raw:
                return converted(raw, column)
            code = "missing_cell"
        except ValueError:
            code = SCALARS[column.form.kind][0]
        self.faults.append(
            PlanFault(grid.title, row.cells[column.code], code, told_of(column, raw))
        )
        return None


def converted(raw: str, column: PlanColumn) -> Any:
    """Raises ValueError."""
    return SCALARS[column.form.kind][1](raw, column.form)


def told_of(column: PlanColumn, raw: str) -> dict[str, object]:
    """What the sentences about a cell may name."""
    return {
        "raw": quoted(raw),
        "key": column.code,
        "label": label_of(column.code),
        "choices": choice_words(column.form),
    }


def choice_words(form: Declared) -> Text:
    """What can be chosen, as the workbook of each language offers it."""
    ja, en = (", ".join(word_of(code, lang) for code in choices_of(form)) for lang in LANGUAGES)
    return Text(ja, en)


def fact_row(grid: SheetGrid) -> tuple[GridRow, list[PlanFault]]:
    """The plan's own facts, which stand one under the other, as the one row that they are."""
    faults = [
        PlanFault(grid.title, min(grid.codes.values()), "missing_column", _column(code))
        for code in ("item", "value")
        if code not in grid.codes
    ]
    if faults:
        return GridRow({}, {}, cell_number(1, 0)), faults
    texts: dict[str, str] = {}
    cells: dict[str, int] = {}
    known = {".".join(column.way): column for column in facts() if not column.is_english}
    for row in grid.rows:
        column = known.get(row.texts["item"])
        if column is None or column.code in texts:
            faults.append(_stray_fact(grid, row, known))
            continue
        texts[column.code], cells[column.code] = row.texts["value"], row.cells["value"]
        if column.form.record is Text and "value.en" in row.cells:
            texts[f"{row.texts['item']}.en"] = row.texts["value.en"]
    missing = (
        column for column in known.values() if column.need == "always" and column.code not in texts
    )
    for column in missing:
        values = {"raw": ".".join(column.way), "label": label_of(column.code)}
        faults.append(PlanFault(grid.title, grid.codes["item"], "missing_item", values))
    return GridRow(texts, cells, cell_number(1, 0)), faults


def _stray_fact(grid: SheetGrid, row: GridRow, known: Mapping[str, PlanColumn]) -> PlanFault:
    item = row.texts["item"]
    code = "item_twice" if item in known else "unknown_item" if item else "value_without_item"
    return PlanFault(grid.title, row.cells["item"], code, {"raw": quoted(item)})


def _missing_columns(table: Table, grid: SheetGrid) -> list[PlanFault]:
    head = min(grid.codes.values())
    return [
        PlanFault(grid.title, head, "missing_column", _column(column.code))
        for column in table.columns
        if column.need == "always" and column.code not in grid.codes
    ]


def _column(code: str) -> dict[str, object]:
    return {"raw": code, "label": label_of(code)}
