"""The figures of each row: value, its parts, weight and status, in the KPI's stored unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yamato_dx.intake.cell import nfkc, read_cell
from yamato_dx.intake.context import Context
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.identity import UNKNOWN
from yamato_dx.intake.sheet import Codes, Column, distinct, fault_finding
from yamato_dx.intake.status import read_status
from yamato_dx.intake.value import BLANK_VALUE, Entry, Value, read_count, read_value

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_Counts = tuple[list[Decimal | None], list[Decimal | None]]
# Digits that need no reading: the same in every KPI that is a plain number.
_PLAIN_NUMBER = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$"


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
class _Cells:
    """The columns that make a value, and the KPI of each row."""

    kpi: Codes
    value: Column
    unit: Column
    numerator: Column
    denominator: Column


def read_measures(column: Callable[[str], Column], kpi: Codes, context: Context) -> Measures:
    """Read the value of each row by its KPI's form, then its weight and status."""
    value, unit, numerator, denominator = (
        column(code) for code in ("actual_value", "unit", "numerator", "denominator")
    )
    cells = _Cells(kpi, value, unit, numerator, denominator)
    counts, count_findings = _read_counts(cells)
    values, value_finding = _read_values(cells, counts, context)
    weights, weight_finding = column("weight").read(
        "weight", lambda text: _as_float(read_count(read_cell(text)))
    )
    told, status_finding = column("value_status").read("value_status", read_status)
    status = _objects([one or "" for one in told])[column("value_status").codes]
    is_awaiting = values.is_awaiting | (values.is_blank & (status == "awaiting"))
    contradicts = (values.is_awaiting & (status != "awaiting") & (status != "")) | (
        ~np.isnan(values.actual) & (status == "awaiting")
    )
    return Measures(
        values.actual,
        values.numerator,
        values.denominator,
        np.array([np.nan if one is None else one for one in weights])[column("weight").codes],
        np.where(is_awaiting, "awaiting", status),
        values.is_blank & ~is_awaiting,
        (
            *count_findings,
            value_finding.only(~_marked(len(kpi), count_findings)),
            *values.notes,
            weight_finding,
            status_finding,
            Finding.everywhere("value_status", contradicts, Fault("ask", "status_contradiction")),
        ),
    )


@dataclass(frozen=True)
class _Values:
    actual: Floats
    numerator: Floats
    denominator: Floats
    is_awaiting: Flags
    is_blank: Flags
    notes: tuple[Finding, ...]


def _read_counts(
    cells: _Cells,
) -> tuple[_Counts, tuple[Finding, Finding]]:
    """分子 and 分母 per distinct text."""
    numerators, first = cells.numerator.read("numerator", lambda text: read_count(read_cell(text)))
    denominators, second = cells.denominator.read(
        "denominator", lambda text: read_count(read_cell(text))
    )
    return (numerators, denominators), (first, second)


def _read_values(cells: _Cells, counts: _Counts, context: Context) -> tuple[_Values, Finding]:
    """Plain digits of plain KPIs at once; all else once per distinct combination of texts."""
    numbers = plain_numbers(cells.value.words)[cells.value.codes]
    is_number = np.array([kpi.value_form == "number" for kpi in context.kpis] + [False])
    has_parts = ~(cells.numerator.is_blank() & cells.denominator.is_blank())
    rest = np.flatnonzero(~(is_number[cells.kpi] & ~np.isnan(numbers)) | has_parts)
    ids, firsts = distinct(*(codes[rest] for codes in _codes(cells)))
    read = [_read_one(cells, counts, context, int(rest[first])) for first in firsts]
    faults = _objects([one if isinstance(one, Fault) else None for one in read])
    values = [Value() if isinstance(one, Fault) else one for one in read]

    def spread(told: list[float], start: Floats) -> Floats:
        start[rest] = np.array(told, dtype=float)[ids]
        return start

    unset = np.full(len(cells.kpi), np.nan)
    finding = fault_finding("actual_value", ids, faults)
    return _Values(
        spread([one.actual for one in values], numbers),
        spread([one.numerator for one in values], unset.copy()),
        spread([one.denominator for one in values], unset.copy()),
        spread([one.is_awaiting for one in values], np.zeros(len(unset))).astype(bool),
        spread([one.is_blank for one in values], np.zeros(len(unset))).astype(bool),
        _notes(values, ids, rest),
    ), Finding("actual_value", rest[finding.positions], finding.faults)


def _codes(cells: _Cells) -> tuple[Codes, ...]:
    parts = (cells.value, cells.unit, cells.numerator, cells.denominator)
    return (cells.kpi + 1, *(part.codes for part in parts))


def _read_one(cells: _Cells, counts: _Counts, context: Context, row: int) -> Value | Fault:
    value_code = int(cells.value.codes[row])
    cell = read_cell(cells.value.words[value_code])
    numerator = counts[0][cells.numerator.codes[row]]
    denominator = counts[1][cells.denominator.codes[row]]
    if cells.kpi[row] == UNKNOWN:
        # The number's unit and form are unknown with its KPI; a blank or unreadable cell is not.
        return cell.fault or (BLANK_VALUE if cell.kind == "blank" else Value())
    unit = nfkc(cells.unit.words[cells.unit.codes[row]])
    kpi = context.kpis[cells.kpi[row]]
    is_number = value_code in cells.value.numbers
    return read_value(Entry(kpi, cell, unit, numerator, denominator, is_number))


def _notes(values: list[Value], ids: Codes, rest: NDArray[np.intp]) -> tuple[Finding, ...]:
    """At most one note per value is known today; a second would be a second finding."""
    notes = fault_finding(
        "actual_value", ids, _objects([one.notes[0] if one.notes else None for one in values])
    )
    return (Finding("actual_value", rest[notes.positions], notes.faults),)


def plain_numbers(words: NDArray[np.object_]) -> Floats:
    """The value of each text of plain digits, exactly as a float is read; NaN for other texts."""
    texts = pa.array(words, pa.string())
    is_plain = pc.match_substring_regex(texts, _PLAIN_NUMBER)
    numbers = pc.cast(pc.if_else(is_plain, texts, pa.scalar(None, pa.string())), pa.float64())
    read: Floats = numbers.to_numpy(zero_copy_only=False).astype(float) + 0.0
    return read


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
