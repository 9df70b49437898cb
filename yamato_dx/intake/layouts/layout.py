"""Layouts by what their headings are: a table, so that each that an office uses is an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.status import read_status
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.marks import FORMULA_PASSED_OVER, WITNESS_DOUBTED
from yamato_dx.intake.files.sheet import Mark, Sheet, SheetFile
from yamato_dx.intake.header import HEADINGS, column_of, is_assessment, roles_of
from yamato_dx.intake.layouts.long_table import Checked, LongTable, read_long
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import is_blank
from yamato_dx.problem_types import Severity

# Each of these is obligatory; within one, any of its members is enough.
_OBLIGATORY: Final = (("kpi_no", "kpi_name"), ("fiscal_year", "month"), ("actual_value",))
_NAMES_TOLD: Final = 3
# Columns in which no figure stands.
_WORDS: Final = ("note", "reason", "unit", "value_status", "self_grade")
# By which a sheet is known for a report: a name alone may head any table.
_TELLING: Final = (("kpi_no",), *_OBLIGATORY[1:])


@dataclass(frozen=True)
class Layout:
    """`recognises`: whether a sheet looks like this layout, be it complete or not."""

    layout: str
    recognises: Callable[[Sheet], bool]
    read: Callable[[Sheet, Context], Checked | Problem]


@dataclass(frozen=True)
class Recognised:
    layout: Layout
    sheet: Sheet
    notes: tuple[Problem, ...]


def recognise(document: SheetFile) -> Recognised | Problem:
    """The first sheet that is in a known layout; a hidden one only where no other is, and that is
    to be confirmed. Other sheets with figures are noted."""
    every = [
        (layout, sheet)
        for layout in LAYOUTS
        for sheet in document.sheets
        if layout.recognises(sheet)
    ]
    found = [table for table in every if not table[1].is_hidden] or every
    if not found:
        return Problem("refuse", "layout_unknown")
    layout, chosen = found[0]
    notes = tuple(
        _sheet_problem("note", "sheet_hidden" if sheet.is_hidden else "sheet_ignored", sheet)
        for sheet in document.sheets
        if sheet is not chosen and sheet.rows_read and len(sheet.header) > 1
    )
    doubts = (_sheet_problem("confirm", "sheet_hidden_read", chosen),) if chosen.is_hidden else ()
    return Recognised(layout, chosen, (*doubts, *notes))


def _sheet_problem(severity: Severity, code: str, sheet: Sheet) -> Problem:
    return Problem(severity, code, sheet=sheet.name, values={"name": sheet.name})


def is_whole(sheet: Sheet) -> bool:
    """Whether it has all columns that a long table needs."""
    places = _places(sheet)
    return all(any(code in places for code in group) for group in _OBLIGATORY)


def is_long(sheet: Sheet) -> bool:
    """Whether a person sees it and it is a whole table in the long layout."""
    return not sheet.is_hidden and is_whole(sheet)


def has_rows_of_no_kpi(sheet: Sheet) -> bool:
    """Whether some row says neither number nor name: remarks, sums, what goes on from above."""
    places = _places(sheet)
    named = [sheet.columns[places[code]] for code in _OBLIGATORY[0] if code in places]
    return bool(np.logical_and.reduce([column.is_blank() for column in named]).any())


def has_merged_figures(sheet: Sheet) -> bool:
    """Whether a figure may be that of several rows."""
    return _places(sheet).get("actual_value") in sheet.merged


def has_moved_figures(sheet: Sheet) -> bool:
    """Whether a figure stands below words, or below no heading, of a row that lacks its own. One
    that says 公表待ち lacks none."""
    places = _places(sheet)
    lacks_value = sheet.columns[places["actual_value"]].is_blank()
    if "value_status" in places:
        lacks_value &= ~sheet.columns[places["value_status"]].where(_is_awaiting)
    others = (
        column
        for column, role, heading in zip(
            sheet.columns, roles_of(sheet.header), sheet.header, strict=True
        )
        if role in _WORDS or (role is None and is_blank(heading))
    )
    if not lacks_value.any():
        return False
    return any((lacks_value & column.where(_is_number)).any() for column in others)


def _is_number(text: str) -> bool:
    return read_cell(text).kind in ("number", "fraction")


def _is_awaiting(text: str) -> bool:
    return read_status(text, "") == "awaiting"


def _places(sheet: Sheet) -> Mapping[str, int]:
    places: dict[str, int] = {}
    for place, role in enumerate(roles_of(sheet.header)):
        if role:
            places.setdefault(role, place)
    return places


def _is_long(sheet: Sheet) -> bool:
    """Two of the three obligatory columns: enough to say which one is missing."""
    places = _places(sheet)
    return sum(any(code in places for code in group) for group in _TELLING) >= 2


def _read_long(sheet: Sheet, context: Context) -> Checked | Problem:
    if is_assessment(sheet.header):
        return _header_problem(sheet, "assessment_sent", {})
    columns = [role for role in roles_of(sheet.header) if role in HEADINGS]
    # Of grades a file may have those of others too; the first is the section's.
    figures = [column for column in columns if column != "self_grade"]
    twice = next((column for column in figures if figures.count(column) > 1), None)
    if twice:
        roles = zip(roles_of(sheet.header), sheet.header, strict=True)
        same = [heading for role, heading in roles if role == twice]
        return _header_problem(sheet, "column_twice", {"headings": "、".join(same)})
    missing = [group[0] for group in _OBLIGATORY if not any(code in columns for code in group)]
    if missing:
        headings = "、".join(HEADINGS[column][0] for column in missing)
        return _header_problem(sheet, "columns_missing", {"headings": headings})
    sheet = _without_headings(sheet.without_cells(_is_unread))
    if not sheet.rows_read:
        return _header_problem(sheet, "no_rows", {})
    checked = read_long(LongTable(sheet, _places(sheet)), context)
    names = _names_of_nothing(sheet, checked)
    return _header_problem(sheet, "names_of_no_kpi", {"names": names}) if names else checked


def _names_of_nothing(sheet: Sheet, checked: Checked) -> str:
    """The first names of a table in which none is a KPI's: it is a table of other things."""
    if "kpi_no" in _places(sheet):
        return ""
    strange = {one.row: one.raw for one in checked.problems if one.code == "kpi_name_unknown"}
    silent = {one.row for one in checked.problems if one.code in ("kpi_name_missing", "blank")}
    if not strange or {*strange, *silent} != {*sheet.row_nos.tolist()}:
        return ""
    return "、".join([raw for raw in dict.fromkeys(strange.values()) if raw][:_NAMES_TOLD])


def _is_unread(mark: Mark) -> bool:
    return mark.fault.code in (WITNESS_DOUBTED, FORMULA_PASSED_OVER)


def _without_headings(sheet: Sheet) -> Sheet:
    """Rows that repeat the headings, as in files put one behind the other, are named as such."""
    places = _places(sheet)
    of_kpi = next(column for column in _OBLIGATORY[0] if column in places)
    texts = sheet.columns[places[of_kpi]]
    is_heading = np.array([column_of(word) == of_kpi for word in texts.words], dtype=bool)
    repeated = sheet.row_nos[is_heading[texts.codes]].tolist()
    if not repeated:
        return sheet
    problems = tuple(
        Problem("refuse", "header_again", row=row, sheet=sheet.name) for row in repeated
    )
    return replace(sheet.without_rows(repeated), problems=(*sheet.problems, *problems))


def _header_problem(sheet: Sheet, code: str, values: Mapping[str, object]) -> Problem:
    return Problem("refuse", code, row=1, sheet=sheet.name, values=values)


def heading_of(sheet: Sheet, column: str) -> str:
    """What the file calls the column, which it has."""
    return sheet.header[_places(sheet)[column]].strip()


def unknown_columns(sheet: Sheet) -> tuple[Problem, ...]:
    """Headings that are not ours and columns without one, if anything stands under them."""
    roles = roles_of(sheet.header)
    return tuple(
        Problem(
            "note", "column_unknown", 1, heading, None, sheet.name, {"heading": heading.strip()}
        )
        if not is_blank(heading)
        else Problem("note", "column_nameless", 1, None, None, sheet.name, {"place": place + 1})
        for place, heading in enumerate(sheet.header)
        if roles[place] is None
        and not sheet.columns[place].is_blank().all()
        and not _is_index(sheet, place)
    )


def grade_columns(sheet: Sheet) -> tuple[Problem, ...]:
    """That the column of grades is the section's own word, if anything stands under it."""
    place = _places(sheet).get("self_grade")
    if place is None or sheet.columns[place].is_blank().all():
        return ()
    heading = sheet.header[place]
    values = {"heading": heading.strip()}
    return (Problem("note", "grade_kept", 1, heading, None, sheet.name, values),)


def marked_columns(sheet: Sheet) -> tuple[Problem, ...]:
    """What is marked of whole columns that are read, if anything stands in them."""
    places = {
        place for place in _places(sheet).values() if not sheet.columns[place].is_blank().all()
    }
    return tuple(
        Problem(
            mark.fault.severity,
            mark.fault.code,
            1,
            sheet.header[mark.place].strip(),
            None,
            sheet.name,
            mark.fault.values,
        )
        for mark in sheet.marks
        if mark.row_no == 1 and mark.place is not None and mark.place in places
    )


def _is_index(sheet: Sheet, place: int) -> bool:
    """The running number that programs put before the first column, without a heading."""
    if place or not is_blank(sheet.header[0]):
        return False
    texts = sheet.columns[0].texts().tolist()
    return any(texts == [str(number + start) for number in range(len(texts))] for start in (0, 1))


def is_marked_sample(sheet: Sheet) -> bool:
    """Whether any row says of itself that its figures are fictitious."""
    place = _places(sheet).get("sample_mark")
    return place is not None and not sheet.columns[place].is_blank().all()


LAYOUTS: Final[tuple[Layout, ...]] = (Layout("long", _is_long, _read_long),)
