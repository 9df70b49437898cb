"""Finding the plan's sheets, columns and rows in a workbook: by name, never by position."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.folder.nodes import CONTROL
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.workbook.cells import FACT_HEADS, TextSheet, cell_number, sheet_title, title_of
from yamato_dx.plan.workbook.tables import FACTS, REQUIRED, TABLES

# What a workbook says to whoever fills it in, and nobody reads back.
GUIDE: Final = "guide"
BASELINES: Final = "baselines"
QUESTIONS: Final = "questions"
_ASIDE: Final = (GUIDE, BASELINES, QUESTIONS)
# The codes stand in the second row; people put a title above or take the labels away.
_SEARCHED_ROWS: Final = 10
_ERROR_CELLS: Final = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#ERROR!",
        "#NOT-COMPUTED!",
    }
)


@dataclass(frozen=True)
class GridRow:
    """Column code → text and number of its cell. `first`: the cell that stands for the row."""

    texts: Mapping[str, str]
    cells: Mapping[str, int]
    first: int


@dataclass(frozen=True)
class SheetGrid:
    """One sheet of the plan: where its codes stand, and its rows that are not blank."""

    title: str
    codes: Mapping[str, int]  # column code → cell of its heading
    rows: Sequence[GridRow]


@dataclass(frozen=True)
class Grids:
    """The plan's sheets by name. `unusable`: there, but its columns cannot be told."""

    by_name: Mapping[str, SheetGrid]
    unusable: frozenset[str]
    faults: Sequence[PlanFault]


def grids_of(sheets: Sequence[TextSheet]) -> Grids:
    """Faults here are about sheets and cells as such: file is the sheet, line the cell's number."""
    found: dict[str, SheetGrid] = {}
    unusable: set[str] = set()
    faults: list[PlanFault] = []
    for sheet in sheets:
        name = _names().get(_plain(sheet.title))
        if name in _ASIDE or not _has_words(sheet):
            continue
        if name is None or name in found or name in unusable:
            faults.append(_stray(sheet, name))
            continue
        grid, own = _grid(sheet, name)
        faults.extend(own)
        if grid is None:
            unusable.add(name)
        else:
            found[name] = grid
    faults.extend(_missing(found.keys() | unusable))
    return Grids(found, frozenset(unusable), faults)


def codes_of(name: str) -> tuple[str, ...]:
    """The codes that the headings of a sheet may hold."""
    if name == FACTS:
        return FACT_HEADS
    table = next(table for table in TABLES if table.name == name)
    return tuple(column.code for column in table.columns)


@cache
def _names() -> Mapping[str, str]:
    """What a sheet may be called, in either language or by its code → its code."""
    codes = (*_ASIDE, FACTS, *(table.name for table in TABLES))
    return {
        _plain(title): code
        for code in codes
        for title in (code, *(sheet_title(code, lang) for lang in LANGUAGES))
    }


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title).strip().casefold()


def _has_words(sheet: TextSheet) -> bool:
    return any(cell.strip() for cells in sheet.rows.values() for cell in cells)


def _stray(sheet: TextSheet, name: str | None) -> PlanFault:
    code = "sheet_twice" if name else "unknown_sheet"
    return PlanFault(sheet.title, cell_number(1, 0), code, {"sheet": sheet.title})


def _missing(there: set[str]) -> Iterator[PlanFault]:
    for name in REQUIRED:
        if name not in there:
            title = title_of(name)
            yield PlanFault(title.ja, None, "missing_sheet", {"sheet": title})


def _grid(sheet: TextSheet, name: str) -> tuple[SheetGrid | None, list[PlanFault]]:
    known = codes_of(name)
    head = _head_row(sheet, known)
    if head is None:
        values = {"codes": ", ".join(known)}
        return None, [PlanFault(sheet.title, cell_number(1, 0), "no_headings", values)]
    codes: dict[str, int] = {}
    faults: list[PlanFault] = []
    unnamed = set()
    for column, heading in enumerate(sheet.rows[head]):
        code = heading.strip()
        if not code:
            unnamed.add(column)
        elif code in codes or code not in known:
            kind = "column_twice" if code in codes else "unknown_column"
            values = {"raw": code, "codes": ", ".join(known)}
            faults.append(PlanFault(sheet.title, cell_number(head, column), kind, values))
        else:
            codes[code] = cell_number(head, column)
    places = {code: number - cell_number(head, 0) for code, number in codes.items()}
    below = {row: cells for row, cells in sheet.rows.items() if row > head}
    faults.extend(_outside(sheet.title, below, len(sheet.rows[head]), unnamed))
    rows = [_row(number, cells, places) for number, cells in sorted(below.items())]
    kept = [row for row in rows if any(row.texts.values())]
    faults.extend(_unreadable(sheet.title, kept))
    return SheetGrid(sheet.title, codes, kept), faults


def _head_row(sheet: TextSheet, known: Sequence[str]) -> int | None:
    """The row with the most known codes; the first of equals, None where no row has one."""
    counts = {
        row: len({cell.strip() for cell in cells} & set(known))
        for row, cells in sorted(sheet.rows.items())
        if row <= _SEARCHED_ROWS
    }
    best = max(counts.values(), default=0)
    return next((row for row, count in counts.items() if count == best), None) if best else None


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> GridRow:
    texts = {
        code: cells[column].strip() if column < len(cells) else ""
        for code, column in places.items()
    }
    numbers = {code: cell_number(number, column) for code, column in places.items()}
    return GridRow(texts, numbers, min(numbers.values()))


def _outside(
    title: str, below: Mapping[int, Sequence[str]], width: int, unnamed: set[int]
) -> Iterator[PlanFault]:
    """The first filled cell of each column that has no code: it would pass unread."""
    reported: set[int] = set()
    for row, cells in sorted(below.items()):
        for column, cell in enumerate(cells):
            if cell.strip() and (column in unnamed or column >= width) and column not in reported:
                reported.add(column)
                yield PlanFault(
                    title, cell_number(row, column), "column_without_code", {"raw": cell}
                )


def _unreadable(title: str, rows: Sequence[GridRow]) -> Iterator[PlanFault]:
    for row in rows:
        for code, words in row.texts.items():
            control = CONTROL.search(words)
            if words in _ERROR_CELLS:
                yield PlanFault(title, row.cells[code], "error_cell", {"raw": words})
            elif control:
                values = {"code_point": f"U+{ord(control.group()):04X}"}
                yield PlanFault(title, row.cells[code], "control_character", values)
