"""The figures of each row: value, its parts, weight and status, in the KPI's stored unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yamato_dx.intake.arrays import Flags, Floats
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.entry import BLANK_VALUE, Value, ValueCells
from yamato_dx.intake.cells.identity import UNKNOWN
from yamato_dx.intake.cells.status import read_status
from yamato_dx.intake.cells.value import read_count, read_value
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Codes, Column, distinct, fault_finding
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.header import unit_in_heading
from yamato_dx.intake.multiple import MULTIPLES
from yamato_dx.intake.problem import BLANK_CHOICE, Choice
from yamato_dx.lettering import nfkc

_Counts = tuple[list[Decimal | None], list[Decimal | None]]
_MULTIPLE_SIGNS = frozenset("".join(word for word, _ in MULTIPLES))
_PARTS = {"actual_value": "", "numerator": "", "denominator": ""}
# Of a value and 公表待ち in one row: the value holds, or it is awaited; of 公表待ち and another
# state: it is awaited, or there is nothing.
_KEPT = Choice("value", {"value_status": ""}, words="value_holds")
_AWAITED = Choice("awaiting", _PARTS, words="awaiting")
_NO_STATE = Choice("awaiting", {"value_status": ""}, words="awaiting")
# Digits that need no reading: the same in every KPI that is a plain number. Three behind a point
# do: it may be a comma.
_PLAIN_NUMBER = r"^-?(0|[1-9][0-9]{0,14})(\.([0-9]{1,2}|[0-9]{4,15}))?$"


@dataclass(frozen=True)
class Measures:
    """Per row. `is_blank`: nothing reported. `status`: code, empty if not said."""

    actual: Floats
    numerator: Floats
    denominator: Floats
    weight: Floats
    status: NDArray[np.object_]
    is_blank: Flags
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _ValueColumns:
    """The columns that make a value, and the KPI of each row. `heading_unit`: what the heading of
    the values says."""

    kpi: Codes
    value: Column
    unit: Column
    heading_unit: str
    numerator: Column
    denominator: Column


def read_measures(
    column: Callable[[str], Column], kpi: Codes, context: Context, headings: Mapping[str, str]
) -> Measures:
    """Read the value of each row by its KPI's form, then its weight and status.

    `headings`: code → heading of each column that the file has.
    """
    value, unit, numerator, denominator = (
        column(code) for code in ("actual_value", "unit", "numerator", "denominator")
    )
    heading_unit = unit_in_heading(headings.get("actual_value", ""))
    cells = _ValueColumns(kpi, value, unit, heading_unit, numerator, denominator)
    counts, count_findings = _read_counts(cells)
    values, value_finding = _read_values(cells, counts, context)
    weights, weight_finding = column("weight").read(
        "weight", lambda text: _as_float(_count(text, "weight"))
    )
    statuses, status_finding = column("value_status").read(
        "value_status", lambda text: read_status(text, headings.get("value_status", ""))
    )
    status = _objects([status_word or "" for status_word in statuses])[column("value_status").codes]
    is_awaiting = values.is_awaiting | (values.is_blank & (status == "awaiting"))
    has_state = values.is_awaiting & (status != "awaiting") & (status != "")
    has_value = ~np.isnan(values.actual) & (status == "awaiting")
    is_blank = values.is_blank & ~is_awaiting & ~_marked(len(kpi), count_findings)
    return Measures(
        values.actual,
        values.numerator,
        values.denominator,
        np.array([np.nan if weight is None else weight for weight in weights])[
            column("weight").codes
        ],
        np.where(is_awaiting, "awaiting", status),
        is_blank,
        (
            *count_findings,
            value_finding.only(~_marked(len(kpi), count_findings)),
            *values.notes,
            weight_finding,
            _told_once(status_finding, is_status_column=any(statuses)),
            Finding.everywhere("value_status", has_state, _contradiction(_NO_STATE, BLANK_CHOICE)),
            Finding.everywhere("value_status", has_value, _contradiction(_KEPT, _AWAITED)),
        ),
    )


def _told_once(finding: Finding, *, is_status_column: bool) -> Finding:
    """A column without any status (a 区分 of something else) is one fault, not one a row."""
    if is_status_column or any(fault.code != "status_unknown" for fault in finding.faults):
        return finding
    return Finding(finding.column, finding.positions[:1], finding.faults[:1])


@dataclass(frozen=True)
class _Values:
    actual: Floats
    numerator: Floats
    denominator: Floats
    is_awaiting: Flags
    is_blank: Flags
    notes: tuple[Finding, ...]


def _read_counts(
    cells: _ValueColumns,
) -> tuple[_Counts, tuple[Finding, Finding]]:
    """分子 and 分母 per distinct text."""
    numerators, first = cells.numerator.read("numerator", lambda text: _count(text, "numerator"))
    denominators, second = cells.denominator.read(
        "denominator", lambda text: _count(text, "denominator")
    )
    return (numerators, denominators), (first, second)


def _read_values(
    cells: _ValueColumns, counts: _Counts, context: Context
) -> tuple[_Values, Finding]:
    """Plain digits of plain KPIs at once; all else once per distinct combination of texts."""
    numbers = plain_numbers(cells.value.words)[cells.value.codes]
    is_number = np.array([kpi.value_form == "number" for kpi in context.kpis] + [False])
    is_multiple = cells.unit.where(lambda word: _has_multiple(word + cells.heading_unit))
    has_parts = ~(cells.numerator.is_blank() & cells.denominator.is_blank())
    is_plain = is_number[cells.kpi] & ~np.isnan(numbers) & ~is_multiple
    rest = np.flatnonzero(~is_plain | has_parts)
    ids, firsts = distinct(*(codes[rest] for codes in _codes(cells)))
    read = [_read_one(cells, counts, context, int(rest[first])) for first in firsts]
    faults = _objects([reading if isinstance(reading, Fault) else None for reading in read])
    values = [Value() if isinstance(reading, Fault) else reading for reading in read]

    def spread(figures: list[float], start: Floats) -> Floats:
        start[rest] = np.array(figures, dtype=float)[ids]
        return start

    unset = np.full(len(cells.kpi), np.nan)
    finding = fault_finding("actual_value", ids, faults)
    return _Values(
        spread([value.actual for value in values], numbers),
        spread([value.numerator for value in values], unset.copy()),
        spread([value.denominator for value in values], unset.copy()),
        spread([value.is_awaiting for value in values], np.zeros(len(unset))).astype(bool),
        spread([value.is_blank for value in values], np.zeros(len(unset))).astype(bool),
        _notes(values, ids, rest),
    ), Finding("actual_value", rest[finding.positions], finding.faults)


def _codes(cells: _ValueColumns) -> tuple[Codes, ...]:
    parts = (cells.value, cells.unit, cells.numerator, cells.denominator)
    return (cells.kpi + 1, *(part.codes for part in parts))


def _read_one(cells: _ValueColumns, counts: _Counts, context: Context, row: int) -> Value | Fault:
    cell = read_cell(cells.value.words[cells.value.codes[row]])
    numerator = counts[0][cells.numerator.codes[row]]
    denominator = counts[1][cells.denominator.codes[row]]
    if cells.kpi[row] == UNKNOWN:
        # The number's unit and form are unknown with its KPI; a blank or unreadable cell is not.
        return cell.fault or (BLANK_VALUE if cell.kind == "blank" else Value())
    unit = nfkc(cells.unit.words[cells.unit.codes[row]])
    kpi = context.kpis[cells.kpi[row]]
    return read_value(
        ValueCells(kpi, cell, unit, numerator, denominator, heading_unit=cells.heading_unit)
    )


def _has_multiple(unit: str) -> bool:
    return not _MULTIPLE_SIGNS.isdisjoint(nfkc(unit))


def _notes(values: list[Value], ids: Codes, rest: NDArray[np.intp]) -> tuple[Finding, ...]:
    """At most one note per value is known today; a second would be a second finding."""
    notes = fault_finding(
        "actual_value", ids, _objects([value.notes[0] if value.notes else None for value in values])
    )
    return (Finding("actual_value", rest[notes.positions], notes.faults),)


def plain_numbers(words: NDArray[np.object_]) -> Floats:
    """The value of each text of plain digits, exactly as a float is read; NaN for other texts."""
    texts = pa.array(words, pa.string())
    is_plain = pc.match_substring_regex(texts, _PLAIN_NUMBER)
    numbers = pc.cast(pc.if_else(is_plain, texts, pa.scalar(None, pa.string())), pa.float64())
    read: Floats = numbers.to_numpy(zero_copy_only=False).astype(float) + 0.0
    return read


def _count(text: str, column: str) -> Decimal | Fault | None:
    count = read_count(read_cell(text))
    return count.of_column(column) if isinstance(count, Fault) else count


def _contradiction(*choices: Choice) -> Fault:
    return Fault("ask", "status_contradiction", {}, choices)


def _as_float(count: Decimal | Fault | None) -> float | Fault | None:
    return float(count) if isinstance(count, Decimal) else count


def _objects(values: Sequence[object]) -> NDArray[np.object_]:
    objects = np.empty(len(values), dtype=object)
    objects[:] = values
    return objects


def _marked(rows: int, findings: tuple[Finding, ...]) -> Flags:
    marked = np.zeros(rows, dtype=bool)
    for finding in findings:
        marked[finding.positions] = True
    return marked
