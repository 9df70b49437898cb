"""年度 and 年月 of each row → the period that its figure is for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yamato_dx.fiscal_year import (
    FIRST_MONTH,
    FiscalYear,
    MonthOfYear,
    Unclear,
    YearSaid,
    parse_calendar_year,
    parse_day,
    parse_fiscal_year,
    parse_month,
    year_said,
)
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Column, fault_finding
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Choice, read_as
from yamato_dx.lettering import is_blank, nfkc

# What a person may have meant, but a program must not choose.
_ASKED: Final = frozenset(
    (
        "fiscal_year_two_digits",
        "date_not_fiscal_year",
        "day_not_month",
        "month_not_day",
        "month_or_day",
        "excel_day_number",
        "excel_date",
        "excel_date_month",
    )
)
# Behind a year or month «（確定）» is told and changes nothing; any other state would.
_FINAL: Final = re.compile(r"[(（\[【]\s*確定[値済]?\s*[)）\]】]$")
# A row of the whole year among months: «年度計».
_WHOLE_YEAR: Final = frozenset(("年度計", "年間", "年計", "計", "合計", "通年", "年度", "年間計"))
_NO_MONTH: Final = -1
# What the words of a year say of it: nothing («2024»), a fiscal year, a year («2024年»), a calendar
# year as such («2024年暦年»).
UNSAID, FISCAL, YEAR, CALENDAR = range(4)
_SAID: Final[dict[YearSaid, int]] = {"bare": UNSAID, "fiscal": FISCAL, "year": YEAR}


@dataclass(frozen=True)
class Periods:
    """Per row: `fiscal_year` (start year, or the number of a calendar year; NaN unknown), `month`
    (months since 1 BC, -1: a year). `said`: what the words of the year say of it. `is_bare`: a
    month whose year stands in the other column."""

    fiscal_year: NDArray[np.float64]
    month: NDArray[np.int64]
    said: NDArray[np.int8]
    is_bare: NDArray[np.bool_]
    findings: tuple[Finding, ...]

    @property
    def is_month(self) -> NDArray[np.bool_]:
        is_month: NDArray[np.bool_] = self.month != _NO_MONTH
        return is_month

    def start(self) -> NDArray[np.datetime64]:
        """First day of the period; meaningless where the fiscal year is unknown."""
        april = np.nan_to_num(self.fiscal_year).astype(np.int64) * 12 + FIRST_MONTH - 1
        months = np.where(self.is_month, self.month, april) - 1970 * 12
        days: NDArray[np.datetime64] = months.astype("datetime64[M]").astype("datetime64[us]")
        return days


def read_periods(years: Column, months: Column, context: Context) -> Periods:
    """Read both columns; a contradiction, a missing period and the future are findings."""
    fiscal_years, year_finding = years.read("fiscal_year", lambda text: _year(text, context))
    month_cells, month_finding = months.read("month", _month)
    year = np.array(
        [np.nan if fiscal_year is None else fiscal_year for fiscal_year in fiscal_years],
        dtype=float,
    )[years.codes]
    month = np.array([_index(month_cell) for month_cell in month_cells], dtype=np.int64)[
        months.codes
    ]
    bare = np.array(
        [isinstance(month_cell, MonthOfYear) for month_cell in month_cells], dtype=bool
    )[months.codes]

    is_homeless = bare & np.isnan(year)
    with_year = np.nan_to_num(year).astype(np.int64) * 12 + month
    in_year = with_year + np.where(month < FIRST_MONTH - 1, 12, 0)
    month = np.where(is_homeless, _NO_MONTH, np.where(bare, in_year, month))
    year_of_month = np.where(month == _NO_MONTH, np.nan, (month - (FIRST_MONTH - 1)) // 12)
    year = np.where(np.isnan(year), year_of_month, year)

    faulty = np.zeros(len(year), dtype=bool)
    for finding in (year_finding, month_finding):
        faulty[finding.positions] = True
    homeless = Fault("ask", "month_without_year")
    findings = (
        year_finding,
        month_finding,
        Finding.everywhere("month", is_homeless & ~faulty, homeless),
        Finding.everywhere(
            "fiscal_year",
            np.isnan(year) & ~faulty & ~is_homeless,
            Fault("refuse", "period_missing"),
        ),
        _contradiction(year, year_of_month, faulty),
        _future(year, month, faulty, context),
        _final(years, "fiscal_year"),
        _final(months, "month"),
    )
    said = np.array([_year_said(word) for word in years.words], dtype=np.int8)[years.codes]
    return Periods(year, month, said, bare, findings)


def _year_said(text: str) -> int:
    written = _without_state(text)
    return CALENDAR if parse_calendar_year(written) else _SAID[year_said(written)]


def fault_of(unclear: Unclear, choices: tuple[Choice, ...] = ()) -> Fault:
    """A form of date that is not read, as a fault with the same code and readings."""
    if unclear.code in _ASKED:
        return Fault("ask", unclear.code, unclear.values, choices)
    return Fault("refuse", unclear.code, unclear.values)


_Readings = Callable[[Unclear], tuple[str, ...]]


def _year_readings(unclear: Unclear, context: Context) -> tuple[str, ...]:
    """The years that may be meant, of those that can have figures."""
    values = unclear.values
    texts: tuple[str, ...] = ()
    if unclear.code == "fiscal_year_two_digits":
        number = values["number"]
        texts = (f"令和{number}年度", f"平成{number}年度", f"{values['western']}年度")
    elif unclear.code == "date_not_fiscal_year":
        texts = (f"{values['western']}年度", f"{values['calendar']}年度")
    elif unclear.code == "excel_day_number":
        day = date.fromisoformat(str(values["reading"]))
        texts = (f"{FiscalYear.of(day).start_year}年度",)
    return tuple(text for text in dict.fromkeys(texts) if can_have_figures(text, context))


def can_have_figures(text: str, context: Context) -> bool:
    """Whether a text is a year of which there can be figures."""
    year = parse_fiscal_year(text)
    first = min((context.first_year, *(year for _, year in context.baseline_years)))
    return isinstance(year, FiscalYear) and first <= year.start_year <= context.last_year


def _month_readings(unclear: Unclear) -> tuple[str, ...]:
    values = unclear.values
    if unclear.code == "excel_day_number":
        return (str(values["reading"])[:7],)
    return (str(values["month"]),) if "month" in values else ()


def _day_readings(unclear: Unclear) -> tuple[str, ...]:
    return tuple(
        str(unclear.values[name]) for name in ("first", "last", "reading") if name in unclear.values
    )


def _asked(unclear: Unclear, column: str, readings: _Readings) -> Fault:
    return fault_of(unclear, read_as(*readings(unclear), column=column))


def read_day(text: str) -> date | Fault | None:
    """時点 of a row, None if blank."""
    if is_blank(text):
        return None
    day = parse_day(text)
    return _asked(day, "measured_on", _day_readings) if isinstance(day, Unclear) else day


def _year(text: str, context: Context) -> int | Fault | None:
    if is_blank(text):
        return None
    written = _without_state(text)
    calendar_year = parse_calendar_year(written)
    if calendar_year is not None:
        return calendar_year
    year = parse_fiscal_year(written)
    if isinstance(year, FiscalYear):
        return year.start_year
    return _asked(year, "fiscal_year", lambda unclear: _year_readings(unclear, context))


def _month(text: str) -> date | MonthOfYear | Fault | None:
    if is_blank(text) or nfkc(text) in _WHOLE_YEAR:
        return None
    month = parse_month(_without_state(text))
    return _asked(month, "month", _month_readings) if isinstance(month, Unclear) else month


def _without_state(text: str) -> str:
    return _FINAL.sub("", text.rstrip())


def _final(column: Column, code: str) -> Finding:
    """A note where a state stands behind a year or month."""
    faults = np.empty(len(column.words), dtype=object)
    for place, word in enumerate(column.words):
        found = _FINAL.search(word.rstrip())
        if found:
            faults[place] = Fault("note", "state_beside_period", {"state": found.group().strip()})
    return fault_finding(code, column.codes, faults)


def _index(month: object) -> int:
    if isinstance(month, MonthOfYear):
        return month.month - 1
    return month.year * 12 + month.month - 1 if isinstance(month, date) else _NO_MONTH


def _contradiction(
    year: NDArray[np.float64], year_of_month: NDArray[np.float64], faulty: NDArray[np.bool_]
) -> Finding:
    differs = ~np.isnan(year_of_month) & (year != year_of_month) & ~faulty
    positions = np.flatnonzero(differs)
    pairs = {
        pair: Fault("refuse", "month_outside_year", {"year": int(pair[0]), "other": int(pair[1])})
        for pair in set(zip(year[positions], year_of_month[positions], strict=True))
    }
    faults = np.empty(len(positions), dtype=object)
    faults[:] = [
        pairs[years_of_row]
        for years_of_row in zip(year[positions], year_of_month[positions], strict=True)
    ]
    return Finding("month", positions, faults)


def _future(
    year: NDArray[np.float64],
    month: NDArray[np.int64],
    faulty: NDArray[np.bool_],
    context: Context,
) -> Finding:
    """A month or year that has not begun has no figure; years too late are `year_outside`."""
    present = context.present
    is_month = month != _NO_MONTH
    month_ahead = is_month & (month > present.year * 12 + present.month - 1)
    year_ahead = ~is_month & (year > FiscalYear.of(present).start_year)
    fault = Fault("refuse", "period_in_future", {"present": present.isoformat()})
    is_ahead = (month_ahead | year_ahead) & (year <= context.last_year) & ~faulty
    return Finding.everywhere("month" if is_month.any() else "fiscal_year", is_ahead, fault)
