"""The long layout: one value a row, headings in the first record. Checks every row, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FIRST_MONTH
from yamato_dx.intake.arrays import Flags
from yamato_dx.intake.cells.identity import UNKNOWN, check_names, read_kpis, read_municipality
from yamato_dx.intake.cells.measure import Measures, read_measures
from yamato_dx.intake.cells.naming import read_kpi_names
from yamato_dx.intake.cells.period import Periods, read_day, read_periods
from yamato_dx.intake.cells.rounding import ROUNDED, rounding_fault
from yamato_dx.intake.checks.beside_blank import check_beside_blank
from yamato_dx.intake.checks.figures import (
    check_days,
    check_heading_unit,
    check_range,
    check_repeats,
    check_units,
    check_weights,
    check_year_words,
    check_years,
)
from yamato_dx.intake.checks.period_kinds import check_period_kinds, is_of_calendar_year
from yamato_dx.intake.checks.printed import check_printed
from yamato_dx.intake.checks.stray import check_leaks, check_unused
from yamato_dx.intake.checks.targets import check_targets
from yamato_dx.intake.checks.year_sums import check_year_sums
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.apostrophe import without_apostrophe
from yamato_dx.intake.files.sheet import Codes, Column, Mark, Sheet
from yamato_dx.intake.files.workbooks.seen import NEVER_COMPUTED
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.grades import with_grade
from yamato_dx.intake.header import is_year_heading, unit_in_heading
from yamato_dx.intake.problem import Problem

Strings = pd.api.extensions.ExtensionArray
_STRINGS: Final = pd.StringDtype(na_value=np.nan)
VALUE_COLUMNS: Final = (
    "row_no",
    "sheet",
    "cell",
    "municipality_code",
    "kpi_id",
    "kpi_no",
    "fiscal_year",
    "period_start",
    "period_months",
    "actual_value",
    "numerator",
    "denominator",
    "weight",
    "measured_on",
    "value_status",
    "note",
    "reason",
    "raw_text",
)


_INSTEAD: Final = {"fiscal_year": "month", "kpi_no": "kpi_name"}


@dataclass(frozen=True)
class LongTable:
    """A sheet in the long layout with the place of each known column."""

    sheet: Sheet
    places: Mapping[str, int]

    def column(self, code: str) -> Column:
        """The column, blank where the file has none."""
        if code in self.places:
            return self.sheet.columns[self.places[code]]
        return Column.same("", len(self.sheet.row_nos))

    def heading(self, code: str) -> str:
        """As the file has it; empty where it has no such column."""
        return self.sheet.header[self.places[code]].strip() if code in self.places else ""

    def headings(self) -> Mapping[str, str]:
        """Of every column that the file has."""
        return {code: self.heading(code) for code in self.places}

    def nearest(self, code: str | None) -> str | None:
        """The column of the file in which a thing stands: a year may stand in its month, a name
        for its number."""
        if code is not None and code not in self.places:
            code = _INSTEAD.get(code)
        return code if code in self.places else None

    def columns(self, *codes: str) -> Mapping[str, Column]:
        """Those of these columns that the file has."""
        return {code: self.column(code) for code in codes if code in self.places}


@dataclass(frozen=True)
class Checked:
    """`values`: one row per value that may be stored (VALUES of the contract). `fiscal_years`: of
    all rows that say a value, be it stored or not. `blank_count`: the rows read in which no value
    stands."""

    values: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_read: int
    fiscal_years: frozenset[int] = frozenset()
    blank_count: int = 0


@dataclass(frozen=True)
class _ReadRows:
    """What the cells of each row say. `findings`: what they say that cannot be read."""

    kpi: Codes
    periods: Periods
    measures: Measures
    municipality_code: Strings
    measured_on: NDArray[np.datetime64]
    findings: tuple[Finding, ...]


def read_long(table: LongTable, context: Context) -> Checked:
    """Read and check every row; refused, blank and repeated rows are not among the values."""
    rows = _read_rows(table, context)

    def mark_fault(mark: Mark, position: int) -> Fault:
        """Of a rounded figure of a whole year, whether the rounded one is judged otherwise."""
        is_figure = mark.place == table.places.get("actual_value")
        if mark.fault.code != ROUNDED or not is_figure or rows.kpi[position] == UNKNOWN:
            return mark.fault
        if rows.periods.is_month[position]:
            return mark.fault
        year, value = rows.periods.fiscal_year[position], rows.measures.actual[position]
        return rounding_fault(mark.fault, context.kpis[rows.kpi[position]], int(year), float(value))

    marks = tuple(_marks(table, mark_fault))
    findings = (*rows.findings, *_row_findings(table, rows, context))
    frame = _frame(table, rows, context)
    printed = check_printed(table.sheet.header, table.column, frame, context)
    targets = check_targets(table.column, frame, context)
    told = (*_without_doubted(findings, marks, len(frame)), *marks, printed, targets)
    is_blank = rows.measures.is_blank
    beside = check_beside_blank(table.sheet, table.column, frame, context, is_blank=is_blank)
    return _settle(table, frame, told, context, is_blank=is_blank, beside_blank=tuple(beside))


def _read_rows(table: LongTable, context: Context) -> _ReadRows:
    periods = read_periods(table.column("fiscal_year"), table.column("month"), context)
    kpi, kpi_finding = _read_kpis(table, periods, context)
    measures = read_measures(table.column, kpi, context, table.headings())
    codes, code_finding = table.column("municipality_code").read(
        "municipality_code", lambda text: read_municipality(text, context)
    )
    days, day_finding = table.column("measured_on").read("measured_on", read_day)
    return _ReadRows(
        kpi,
        periods,
        measures,
        _words(codes, table.column("municipality_code").codes),
        _days(days, table.column("measured_on").codes),
        (*periods.findings, kpi_finding, code_finding, day_finding, *measures.findings),
    )


def _read_kpis(table: LongTable, periods: Periods, context: Context) -> tuple[Codes, Finding]:
    names = table.column("kpi_name")
    if _has_numbers(table):
        return read_kpis(table.column("kpi_no"), periods.fiscal_year, context, names)
    return read_kpi_names(names, periods.fiscal_year, context)


def _has_numbers(table: LongTable) -> bool:
    return "kpi_no" in table.places


def _row_findings(table: LongTable, rows: _ReadRows, context: Context) -> Iterator[Finding]:
    """What is wrong with what could be read, row by row."""
    kpi, periods, measures = rows.kpi, rows.periods, rows.measures
    heading_unit = unit_in_heading(table.heading("actual_value"))
    yield check_years(kpi, periods.fiscal_year, context)
    yield from check_period_kinds(
        kpi,
        periods,
        context,
        is_year_heading=is_year_heading(table.heading("fiscal_year")),
        is_blank=measures.is_blank,
    )
    yield check_units(kpi, table.column("unit"), context)
    yield check_heading_unit(kpi, periods.fiscal_year, heading_unit, context)
    yield from check_year_words(table.column, heading_unit, periods.is_month)
    if _has_numbers(table):
        yield check_names(kpi, table.column("kpi_name"), context)
    yield check_range(kpi, measures.actual, context)
    yield check_weights(measures.weight)
    yield from check_days(
        rows.measured_on,
        _first_days(rows, context),
        context,
        is_month=periods.is_month,
        is_dated=~np.isnan(periods.fiscal_year),
    )
    yield from check_leaks(table.sheet, kpi, context)
    yield from check_unused(kpi, table.columns("weight", "numerator", "denominator"), context)


def _first_days(rows: _ReadRows, context: Context) -> NDArray[np.datetime64]:
    """Of the period in which the figure of each row was true."""
    is_calendar = is_of_calendar_year(rows.kpi, context)
    starts = rows.periods.start().astype("datetime64[M]") - np.where(
        is_calendar, FIRST_MONTH - 1, 0
    )
    days: NDArray[np.datetime64] = starts.astype("datetime64[us]")
    return days


def _frame(table: LongTable, rows: _ReadRows, context: Context) -> pd.DataFrame:
    """One row per row of the sheet, good or not, as far as it was read."""
    kpi, periods, measures = rows.kpi, rows.periods, rows.measures
    return pd.DataFrame(
        {
            "position": np.arange(len(kpi)),
            "row_no": table.sheet.row_nos,
            "municipality_code": rows.municipality_code,
            "kpi_id": _words([kpi.kpi_id for kpi in context.kpis] + [None], kpi),
            "kpi_no": _words([kpi.kpi_no for kpi in context.kpis] + [None], kpi),
            "fiscal_year": periods.fiscal_year,
            "period_start": periods.start(),
            "period_months": np.where(periods.is_month, 1, 12),
            "actual_value": measures.actual,
            "numerator": measures.numerator,
            "denominator": measures.denominator,
            "weight": measures.weight,
            "measured_on": rows.measured_on,
            "value_status": _status(measures),
        }
    )


def _marks(table: LongTable, fault_of: Callable[[Mark, int], Fault]) -> Iterator[Finding]:
    """What is marked of whole rows and of the cells that are read: `fault_of` a mark at a row's
    position."""
    if not table.sheet.marks:
        return
    columns = {None: None} | {place: code for code, place in table.places.items()}
    positions = {row_no: place for place, row_no in enumerate(table.sheet.row_nos.tolist())}
    found: dict[str | None, list[tuple[int, Fault]]] = defaultdict(list)
    for mark in table.sheet.marks:
        if mark.row_no in positions and mark.place in columns:
            position = positions[mark.row_no]
            found[columns[mark.place]].append((position, fault_of(mark, position)))
    for column, pairs in found.items():
        yield Finding.at(column, pairs)


def _without_doubted(
    findings: Sequence[Finding], marks: Sequence[Finding], rows: int
) -> Iterator[Finding]:
    """A cell whose text is asked about is read anew once answered: no more is said of it."""
    doubted: dict[str | None, Flags] = {}
    for mark in marks:
        doubted.setdefault(mark.column, np.zeros(rows, dtype=bool))[mark.stops()] = True
    for finding in findings:
        is_doubted = doubted.get(finding.column) if finding.column else None
        yield finding if is_doubted is None else finding.only(~is_doubted)


def _settle(
    table: LongTable,
    frame: pd.DataFrame,
    findings: tuple[Finding, ...],
    context: Context,
    *,
    is_blank: Flags,
    beside_blank: tuple[Finding, ...],
) -> Checked:
    """Keep the rows that may be stored; every other is named in a problem. `beside_blank`: found in
    rows without a value."""
    relevant = [
        finding if finding.column == "target_value" else finding.only(~is_blank)
        for finding in findings
    ]
    is_stopped = np.zeros(len(frame), dtype=bool)
    for finding in relevant:
        is_stopped[finding.stops()] = True
    good = frame[~is_stopped & ~is_blank]
    conflicts, repeats = check_repeats(good)
    single = _without(good, conflicts, repeats)
    sums = check_year_sums(single, context, partial(_raw_values, table))
    blanks = Finding.everywhere("actual_value", is_blank, Fault("note", "blank"))
    kept = _without(single, sums)
    problems = _problems(table, (*relevant, *beside_blank, conflicts, repeats, sums, blanks))
    years = frozenset(frame["fiscal_year"][~is_blank].dropna().astype(int).unique().tolist())
    return Checked(
        _values(table, kept), problems, table.sheet.rows_read, years, int(is_blank.sum())
    )


def _without(rows: pd.DataFrame, *findings: Finding) -> pd.DataFrame:
    positions = np.concatenate([finding.positions for finding in findings])
    return rows[~np.isin(rows["position"], positions)]


def _values(table: LongTable, kept: pd.DataFrame) -> pd.DataFrame:
    positions = kept["position"].to_numpy()
    columns = {name: kept[name].array for name in VALUE_COLUMNS if name in kept} | {
        "sheet": _words([table.sheet.name], np.zeros(len(kept), dtype=np.int64)),
        "cell": _strings(pa.nulls(len(kept), pa.string())),
        "fiscal_year": kept["fiscal_year"].to_numpy().astype(np.int64),
        "raw_text": _strings(_raw_values(table, positions)),
        "note": _notes(table, positions),
        "reason": _remarks(table.column("reason"), positions),
    }
    return pd.DataFrame({name: columns[name] for name in VALUE_COLUMNS})


def _raw_values(table: LongTable, positions: NDArray[np.intp]) -> pa.StringArray:
    """The value as written; of a row that gives 分子 and 分母 alone, «17/20»; of 分子, «17»."""
    values = _texts(table.column("actual_value"), positions)
    if "numerator" not in table.places:
        return values
    numerators, denominators = (
        _texts(table.column(code), positions) for code in ("numerator", "denominator")
    )
    fractions = pc.binary_join_element_wise(numerators, denominators, "/")
    return pc.coalesce(values, fractions, numerators)


def _texts(column: Column, positions: NDArray[np.intp]) -> pa.StringArray:
    words = [word if word.strip() else None for word in column.words]
    return _taken(words, column.codes[positions])


def _remarks(column: Column, positions: NDArray[np.intp]) -> Strings:
    """Texts as they were before a spreadsheet was kept from running them; each word once."""
    words = [without_apostrophe(word) if word.strip() else None for word in column.words]
    return _words(words, column.codes[positions])


def _notes(table: LongTable, positions: NDArray[np.intp]) -> Strings:
    """The remarks, with the grade that a row has."""
    notes = _remarks(table.column("note"), positions)
    if "self_grade" not in table.places:
        return notes
    grades = _texts(table.column("self_grade"), positions).to_pylist()
    told = [None if isinstance(note, float) else note for note in notes]
    both = [with_grade(note, grade) for note, grade in zip(told, grades, strict=True)]
    return _strings(pa.array(both, pa.string()))


def _words(words: Sequence[str | None], codes: Codes) -> Strings:
    """Texts by code, as pandas strings without a Python object per row."""
    return _strings(_taken(words, codes))


def _taken(words: Sequence[str | None], codes: Codes) -> pa.StringArray:
    return pa.array(words, pa.string()).take(pa.array(codes % max(len(words), 1)))


def _strings(texts: pa.StringArray) -> Strings:
    strings: Strings = pd.array(texts, dtype=_STRINGS)
    return strings


def _days(days: Sequence[date | None], codes: Codes) -> NDArray[np.datetime64]:
    moments = np.array([np.datetime64(day or "NaT", "us") for day in days], dtype="datetime64[us]")
    taken: NDArray[np.datetime64] = moments[codes]
    return taken


def _status(measures: Measures) -> Strings:
    codes, words = pd.factorize(measures.status)
    return _words([word or None for word in words], codes)


def _problems(table: LongTable, findings: tuple[Finding, ...]) -> tuple[Problem, ...]:
    found = [problem for finding in findings for problem in _told(table, finding)]
    return tuple(sorted((*table.sheet.problems, *found), key=lambda problem: problem.row or 0))


def _told(table: LongTable, finding: Finding) -> Iterator[Problem]:
    """One problem per row, with the heading and the text that stand in the file."""
    sheet = table.sheet
    heading, raws = None, [None] * len(finding.positions)
    column = table.nearest(finding.column)
    if column is not None:
        heading = table.heading(column)
        texts = table.column(column).take(finding.positions).texts().tolist()
        raws = [None if text == NEVER_COMPUTED else text for text in texts]
    rows = sheet.row_nos[finding.positions].tolist()
    for row, raw, fault in zip(rows, raws, finding.faults, strict=True):
        place = (row, heading, raw, sheet.name)
        yield Problem(fault.severity, fault.code, *place, fault.values, fault.choices)


def no_values() -> pd.DataFrame:
    """The values of a file that was refused before its rows were read."""
    floats = ("actual_value", "numerator", "denominator", "weight")
    whole = ("row_no", "fiscal_year", "period_months")
    empty = {name: pd.Series([], dtype=_STRINGS) for name in VALUE_COLUMNS}
    empty |= {name: pd.Series([], dtype=np.float64) for name in floats}
    empty |= {name: pd.Series([], dtype=np.int64) for name in whole}
    days = ("period_start", "measured_on")
    return pd.DataFrame(empty | {name: pd.Series([], dtype="datetime64[us]") for name in days})
