"""The long layout: one value a row, headings in the first record. Checks every row, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from yamato_dx.intake.apostrophe import without_apostrophe
from yamato_dx.intake.check import (
    check_range,
    check_repeats,
    check_units,
    check_weights,
    check_years,
)
from yamato_dx.intake.context import Context
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.identity import check_names, read_kpis, read_municipality
from yamato_dx.intake.measure import Measures, read_measures
from yamato_dx.intake.period import read_day, read_periods
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.sheet import Codes, Column, Sheet

Flags = NDArray[np.bool_]
_STRINGS: Final = pd.StringDtype(na_value=np.nan)
VALUE_COLUMNS: Final = (
    "row_no",
    "sheet",
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


@dataclass(frozen=True)
class Table:
    """A sheet in the long layout with the place of each known column."""

    sheet: Sheet
    places: Mapping[str, int]

    def column(self, code: str) -> Column:
        """The column, blank where the file has none."""
        if code in self.places:
            return self.sheet.columns[self.places[code]]
        return Column.blank(len(self.sheet.row_nos))


@dataclass(frozen=True)
class Checked:
    """`values`: one row per value that may be stored (VALUES of the contract)."""

    values: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_read: int


def read_long(table: Table, context: Context) -> Checked:
    """Read and check every row; refused, blank and repeated rows are not among the values."""
    periods = read_periods(table.column("fiscal_year"), table.column("month"), context)
    kpi, kpi_finding = read_kpis(table.column("kpi_no"), periods.fiscal_year, context)
    measures = read_measures(table.column, kpi, context)
    codes, code_finding = table.column("municipality_code").read(
        "municipality_code", lambda text: read_municipality(text, context)
    )
    days, day_finding = table.column("measured_on").read("measured_on", read_day)
    findings = (
        *periods.findings,
        kpi_finding,
        code_finding,
        day_finding,
        *measures.findings,
        check_years(kpi, periods.fiscal_year, context),
        check_units(kpi, table.column("unit"), context),
        check_names(kpi, table.column("kpi_name"), context),
        check_range(kpi, measures.actual, context),
        check_weights(measures.weight),
        *_marks(table),
    )
    frame = pd.DataFrame(
        {
            "position": np.arange(len(kpi)),
            "row_no": table.sheet.row_nos,
            "municipality_code": _words(codes, table.column("municipality_code").codes),
            "kpi_id": _words([one.kpi_id for one in context.kpis] + [None], kpi),
            "kpi_no": _words([one.kpi_no for one in context.kpis] + [None], kpi),
            "fiscal_year": periods.fiscal_year,
            "period_start": periods.start(),
            "period_months": np.where(periods.is_month, 1, 12),
            "actual_value": measures.actual,
            "numerator": measures.numerator,
            "denominator": measures.denominator,
            "weight": measures.weight,
            "measured_on": _days(days, table.column("measured_on").codes),
            "value_status": _status(measures),
        }
    )
    return _settle(table, frame, findings, measures.is_blank)


def _marks(table: Table) -> Iterator[Finding]:
    """What is marked of whole rows and of the cells that are read."""
    columns: dict[int | None, str | None] = {place: code for code, place in table.places.items()}
    for mark in table.sheet.marks:
        position = np.flatnonzero(table.sheet.row_nos == mark.row_no)
        if len(position) and (mark.place is None or mark.place in columns):
            faults = np.array([mark.fault], dtype=object)
            yield Finding(columns.get(mark.place), position, faults)


def _settle(
    table: Table, frame: pd.DataFrame, findings: tuple[Finding, ...], is_blank: Flags
) -> Checked:
    """Keep the rows that may be stored; every other is named in a problem."""
    relevant = [finding.only(~is_blank) for finding in findings]
    is_stopped = np.zeros(len(frame), dtype=bool)
    for finding in relevant:
        is_stopped[finding.stops()] = True
    good = frame[~is_stopped & ~is_blank]
    conflicts, repeats = check_repeats(good)
    blanks = Finding.everywhere("actual_value", is_blank, Fault("note", "blank"))
    is_left_out = np.zeros(len(frame), dtype=bool)
    for finding in (conflicts, repeats):
        is_left_out[finding.positions] = True
    kept = good[~is_left_out[good["position"].to_numpy()]]
    problems = _problems(table, (*relevant, conflicts, repeats, blanks))
    return Checked(_values(table, kept), problems, table.sheet.rows_read)


def _values(table: Table, kept: pd.DataFrame) -> pd.DataFrame:
    positions = kept["position"].to_numpy()
    texts = {code: _remarks(table.column(code), positions) for code in ("note", "reason")}
    return (
        kept.reset_index(drop=True)
        .assign(
            sheet=_words([table.sheet.name], np.zeros(len(kept), dtype=np.int64)),
            fiscal_year=kept["fiscal_year"].to_numpy().astype(np.int64),
            raw_text=_raw_values(table, positions),
            **texts,
        )
        .loc[:, list(VALUE_COLUMNS)]
    )


def _raw_values(table: Table, positions: NDArray[np.intp]) -> pd.Series[str]:
    """The value as written; of a row that gives 分子 and 分母 alone, «17/20»."""
    values = _texts(table.column("actual_value"), positions)
    if "numerator" not in table.places or "denominator" not in table.places:
        return values
    parts = [_texts(table.column(code), positions) for code in ("numerator", "denominator")]
    return values.fillna(parts[0] + "/" + parts[1])


def _texts(column: Column, positions: NDArray[np.intp]) -> pd.Series[str]:
    words = [word if word.strip() else None for word in column.words]
    return _words(words, column.codes[positions])


def _remarks(column: Column, positions: NDArray[np.intp]) -> pd.Series[str]:
    """Texts as they were before a spreadsheet was kept from running them; each word once."""
    words = [without_apostrophe(word) if word.strip() else None for word in column.words]
    return _words(words, column.codes[positions])


def _words(words: Sequence[str | None], codes: Codes) -> pd.Series[str]:
    """Texts by code, as pandas strings without a Python object per row."""
    taken = pa.array(words, pa.string()).take(pa.array(codes % max(len(words), 1)))
    return pd.Series(pd.array(taken, dtype=_STRINGS))


def _days(days: Sequence[date | None], codes: Codes) -> NDArray[np.datetime64]:
    told = np.array([np.datetime64(day or "NaT", "us") for day in days], dtype="datetime64[us]")
    taken: NDArray[np.datetime64] = told[codes]
    return taken


def _status(measures: Measures) -> pd.Series[str]:
    codes, words = pd.factorize(measures.status)
    return _words([word or None for word in words], codes)


def _problems(table: Table, findings: tuple[Finding, ...]) -> tuple[Problem, ...]:
    found = [problem for finding in findings for problem in _told(table, finding)]
    return tuple(sorted((*table.sheet.problems, *found), key=lambda one: one.row or 0))


def _told(table: Table, finding: Finding) -> Iterator[Problem]:
    """One problem per row, with the heading and the text that stand in the file."""
    sheet = table.sheet
    heading, raws = None, [None] * len(finding.positions)
    if finding.column is not None and finding.column in table.places:
        heading = sheet.header[table.places[finding.column]].strip()
        raws = table.column(finding.column).take(finding.positions).texts().tolist()
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
