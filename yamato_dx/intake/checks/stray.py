"""Cells that a row's KPI has no use for, and values that leaked over a comma into the next cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yamato_dx.intake.cells.identity import UNKNOWN
from yamato_dx.intake.cells.unit import COUNTED, is_unit_of
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Codes, Column, Sheet
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.header import HEADINGS, is_witness, roles_of
from yamato_dx.intake.problem import Choice
from yamato_dx.lettering import half_width, is_blank
from yamato_dx.plan.model.types import Kpi

_Flags = NDArray[np.bool_]
# Figures of a row that only some KPIs have.
_USED_BY: Final = {
    "weight": lambda kpi: kpi.aggregation == "weighted_mean",
    "numerator": lambda kpi: kpi.value_form != "number",
    "denominator": lambda kpi: kpi.value_form != "number",
}
_COUNTED: Final = ("numerator", "denominator", "weight")
# «1,312» without quotes fills two cells: a short number, then three digits to the end of it.
_HEAD = re.compile(r"[-+−▲△]?[1-9][0-9]{0,2}")
_TAIL = re.compile(r"[0-9]{3}(?P<rest>(?:\.[0-9]+)?\s*(?P<unit>[^\W\d_]{1,4})?)")
_LONGEST: Final = 20
# None: a column without a heading. Under a heading that is not ours may stand a figure.
_TEXTS: Final = ("kpi_name", "note", "reason", "self_grade", None)
_UNKNOWN_COLUMN: Final = "unknown"


def check_unused(kpis: Codes, columns: Mapping[str, Column], context: Context) -> Iterator[Finding]:
    """A figure in a column that the row's KPI does not use; `columns`: those of the file."""
    for column, cells in columns.items():
        is_used = np.array([_USED_BY[column](kpi) for kpi in context.kpis] + [True])
        positions = np.flatnonzero(~is_used[kpis] & cells.where(_has_digit))
        unused = [
            (row, Fault("confirm", "unused_column", {"expected": context.kpis[kpis[row]].name}))
            for row in positions.tolist()
        ]
        yield Finding.at(column, unused)


def _has_digit(text: str) -> bool:
    return re.search(r"\d", text) is not None


def check_leaks(sheet: Sheet, kpis: Codes, context: Context) -> Iterator[Finding]:
    """A short number before a cell of exactly three digits that nothing else explains."""
    if sheet.delimiter != ",":
        return
    roles = zip(roles_of(sheet.header), sheet.header, strict=True)
    codes = [None if is_blank(heading) else role or _UNKNOWN_COLUMN for role, heading in roles]
    for place, column in enumerate(codes[:-1]):
        if column in ("actual_value", *_COUNTED):
            suspects = _suspects(sheet, place, kpis, context, beside=codes[place + 1])
            found = [
                (row, _leak(sheet, place, row, context, codes=codes, kpis=kpis)) for row in suspects
            ]
            yield Finding.at(column, [(row, fault) for row, fault in found if fault])


def _suspects(
    sheet: Sheet, place: int, kpis: Codes, context: Context, *, beside: str | None
) -> list[int]:
    """Rows whose cell may have leaked into the one beside it: where no figure belongs, or where
    the row has a cell too many."""
    is_free = np.array([_has_no_figure(beside, kpi) for kpi in context.kpis] + [False])
    is_wide = np.isin(sheet.row_nos, list(sheet.wide_rows)) & (kpis != UNKNOWN)
    rows = np.flatnonzero(is_free[kpis] | is_wide)
    for cells, pattern in ((sheet.columns[place + 1], _TAIL), (sheet.columns[place], _HEAD)):
        rows = rows[_matches(cells.take(rows), pattern)]
    return rows.tolist()


def _has_no_figure(column: str | None, kpi: Kpi) -> bool:
    return column in _TEXTS or (column in _USED_BY and not _USED_BY[column](kpi))


def _matches(cells: Column, pattern: re.Pattern[str]) -> _Flags:
    """Each distinct text that stands in these cells is looked at once."""
    flags = np.zeros(len(cells.words), dtype=bool)
    for code in np.flatnonzero(np.bincount(cells.codes, minlength=len(flags))).tolist():
        word = str(cells.words[code])
        flags[code] = len(word) <= _LONGEST and bool(pattern.fullmatch(half_width(word)))
    taken: _Flags = flags[cells.codes]
    return taken


def _leak(
    sheet: Sheet, place: int, row: int, context: Context, *, codes: list[str | None], kpis: Codes
) -> Fault | None:
    kpi = context.kpis[int(kpis[row])]
    column = codes[place]
    if column is None or (column == "actual_value" and kpi.value_form != "number"):
        return None
    texts = [str(cells.words[cells.codes[row]]) for cells in sheet.columns]
    pieces = [half_width(texts[place])]
    for text in map(half_width, texts[place + 1 :]):
        found = _TAIL.fullmatch(text)
        if not found or not _is_unit(kpi, column, found["unit"] or ""):
            break
        pieces.append(text)
        if found["rest"]:
            break
    if len(pieces) == 1:
        return None
    whole = ",".join(pieces)
    moved = [*texts[place + len(pieces) :], *([""] * (len(pieces) - 1))]
    beside = zip(codes[place + 1 :], moved, strict=True)
    after = {code: text for code, text in beside if code and (code in HEADINGS or is_witness(code))}
    apart = f"{pieces[0]}{_unit(kpi, column)}"
    values = {"value": pieces[0], "beside": pieces[1], "whole": whole}
    choices = (
        Choice("apart", {column: apart}, words="cells_apart", values=values),
        Choice("whole", {column: whole, **after}, words="one_number", values=values),
    )
    return Fault("ask", "comma_leak", values, choices)


def _is_unit(kpi: Kpi, column: str, unit: str) -> bool:
    return unit in COUNTED if column in _COUNTED else not unit or is_unit_of(kpi, unit)


def _unit(kpi: Kpi, column: str) -> str:
    """A number with its unit ends where it stands."""
    return kpi.unit.ja if column == "actual_value" else "人"
