"""Which kind of year a KPI's figures are of, and which kind its file speaks of: the one never goes
silently under the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FIRST_MONTH
from yamato_dx.intake.arrays import Flags
from yamato_dx.intake.cells.identity import UNKNOWN
from yamato_dx.intake.cells.period import CALENDAR, UNSAID, YEAR, Periods
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Codes
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Choice

_MONTHS: Final = 12


def check_period_kinds(
    kpis: Codes,
    periods: Periods,
    context: Context,
    *,
    is_year_heading: bool,
    is_blank: Flags,
) -> Iterator[Finding]:
    """`is_year_heading`: the years stand under «年», which does not say that they are fiscal ones.

    Under «年度» a «2024年» is the fiscal year, which is told once a year; under «年» a person says
    so of each row. `is_blank`: rows without a value, of which nothing is said.
    """
    is_calendar = is_of_calendar_year(kpis, context)
    said, is_month = periods.said, periods.is_month
    is_known = (kpis != UNKNOWN) & ~np.isnan(periods.fiscal_year) & ~is_blank
    is_year = (said == YEAR) | (is_year_heading & (said == UNSAID))
    is_whole_year = is_known & ~is_month
    refused = Fault("refuse", "calendar_year")
    yield Finding.everywhere("fiscal_year", ~is_calendar & (said == CALENDAR), refused)
    is_doubted = ~is_calendar & is_whole_year & is_year
    if is_year_heading:
        yield _by_year(periods, is_doubted, _without_fiscal)
    else:
        yield _by_year(periods, _firsts(periods.fiscal_year, is_doubted), _as_fiscal)
    is_early = periods.month % _MONTHS < FIRST_MONTH - 1
    is_of_two = ~is_calendar & is_known & is_month & periods.is_bare & is_early & is_year
    yield _by_month(periods, is_of_two)
    yield _by_year(periods, is_calendar & is_whole_year & ~is_year & (said != CALENDAR), _fiscal)
    by_month = Fault("refuse", "month_for_calendar")
    yield Finding.everywhere("month", is_calendar & is_month, by_month)
    yield _january_to_december(kpis, periods, context, is_month & is_known & ~is_calendar)


def is_of_calendar_year(kpis: Codes, context: Context) -> Flags:
    """Per row; of an unknown KPI it is not known."""
    is_calendar = [kpi.is_of_calendar_year for kpi in context.kpis]
    flags: Flags = np.array([*is_calendar, False], dtype=bool)[kpis]
    return flags


def _without_fiscal(year: int) -> Fault:
    return Fault("confirm", "year_without_fiscal", {"year": year, "next": year + 1})


def _as_fiscal(year: int) -> Fault:
    return Fault("note", "year_as_fiscal", {"year": year, "next": year + 1})


def _fiscal(year: int) -> Fault:
    return Fault("confirm", "fiscal_year_for_calendar", {"year": year})


def _by_year(periods: Periods, is_found: Flags, fault_of: Callable[[int], Fault]) -> Finding:
    years = periods.fiscal_year[is_found].astype(np.int64).tolist()
    faults = {year: fault_of(year) for year in set(years)}
    found = zip(np.flatnonzero(is_found).tolist(), years, strict=True)
    return Finding.at("fiscal_year", [(position, faults[year]) for position, year in found])


def _firsts(years: NDArray[np.float64], is_found: Flags) -> Flags:
    """Of the rows found, the first of each year."""
    positions = np.flatnonzero(is_found)
    _, first = np.unique(years[positions], return_index=True)
    firsts: Flags = np.zeros(len(years), dtype=bool)
    firsts[positions[first]] = True
    return firsts


def _by_month(periods: Periods, is_found: Flags) -> Finding:
    """January to March of «2024年» may lie in 2024 or end the fiscal year."""
    positions = np.flatnonzero(is_found).tolist()
    return Finding.at(
        "month",
        [(position, _month_beside_year(int(periods.month[position]))) for position in positions],
    )


def _month_beside_year(month: int) -> Fault:
    """`month`: as the fiscal year's."""
    year, month_no = month // _MONTHS, month % _MONTHS + 1
    choices = tuple(
        Choice(f"{of}/{month_no}", {"fiscal_year": f"{of - 1}年度", "month": f"{of}/{month_no}"})
        for of in (year - 1, year)
    )
    values = {"year": year - 1, "next": year, "month": month_no}
    return Fault("ask", "month_beside_year", values, choices)


def _january_to_december(
    kpis: Codes, periods: Periods, context: Context, is_month: NDArray[np.bool_]
) -> Finding:
    """Of each KPI whose months are the twelve of one calendar year, at the first of them."""
    ids = [kpi.kpi_id for kpi in context.kpis]
    numbers = {kpi_id: place for place, kpi_id in enumerate(dict.fromkeys(ids))}
    positions = np.flatnonzero(is_month)
    # A KPI is one whatever version of the plan numbers its row.
    kpi = np.array([numbers[kpi_id] for kpi_id in ids], dtype=np.int64)[kpis[positions]]
    month = periods.month[positions]
    first, last = np.full(len(numbers), np.iinfo(np.int64).max), np.full(len(numbers), -1)
    np.minimum.at(first, kpi, month)
    np.maximum.at(last, kpi, month)
    is_span = (first % _MONTHS == 0) & (last - first == _MONTHS - 1)
    found = []
    for place in np.flatnonzero(is_span).tolist():
        if len(np.unique(month[kpi == place])) == _MONTHS:
            at = int(positions[(kpi == place) & (month == first[place])][0])
            year = int(first[place]) // _MONTHS
            values = {"kpi_no": context.kpis[kpis[at]].kpi_no, "year": year, "before": year - 1}
            found.append((at, Fault("confirm", "january_to_december", values)))
    return Finding.at("month", found)
