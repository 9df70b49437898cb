"""Checks that look at readable figures: years, ranges, units, weights, repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.i18n import unit_of
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.identity import UNKNOWN
from yamato_dx.intake.cells.unit import (
    is_qualifier,
    is_unit_of,
    multiple_of,
    qualifier_fault,
    unit_fault,
    year_word,
)
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Codes, Column, distinct, fault_finding
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.types import Kpi, Text

_KEY = ["municipality_code", "kpi_id", "period_start", "period_months"]
_SAID = ["actual_value", "numerator", "denominator", "weight", "measured_on", "value_status"]
_NAMED_ROWS = 5
_MONTHS_OF_YEAR = 12
# Local Autonomy Act, article 235-5 (地方自治法 第235条の5): accounts close on 31 May.
_MONTHS_OF_SETTLEMENT = 2


def check_years(kpis: Codes, years: NDArray[np.float64], context: Context) -> Finding:
    """Years of the plan, a baseline's, or after the plan up to the present; others are refused."""
    year_codes = np.nan_to_num(years, nan=context.first_year).astype(np.int64)
    ids, firsts = distinct(kpis + 1, year_codes)
    is_outside = np.array(
        [_is_outside(int(kpis[first]), int(year_codes[first]), context) for first in firsts],
        dtype=bool,
    )
    values = {"first": context.first_year, "last": context.last_year}
    fault = Fault("refuse", "year_outside", values)
    return Finding.everywhere("fiscal_year", is_outside[ids], fault)


def _is_outside(kpi: int, year: int, context: Context) -> bool:
    if context.first_year <= year <= context.last_year:
        return False
    return kpi == UNKNOWN or (context.kpis[kpi].kpi_id, year) not in context.baseline_years


def check_range(kpis: Codes, actuals: NDArray[np.float64], context: Context) -> Finding:
    """The KPI's allowed range, both ends included."""
    lowest = _limits([kpi.minimum for kpi in context.kpis], -np.inf)[kpis]
    highest = _limits([kpi.maximum for kpi in context.kpis], np.inf)[kpis]
    is_below, is_above = actuals < lowest, actuals > highest
    positions = np.flatnonzero(is_below | is_above)
    faults = np.empty(len(positions), dtype=object)
    if len(positions):
        below = [_limit_fault("below_minimum", kpi, kpi.minimum) for kpi in context.kpis]
        above = [_limit_fault("above_maximum", kpi, kpi.maximum) for kpi in context.kpis]
        faults[:] = [
            (below if is_below[place] else above)[kpis[place]] for place in positions.tolist()
        ]
    return Finding("actual_value", positions, faults)


def _limits(limits: list[float | None], unlimited: float) -> NDArray[np.float64]:
    """Per KPI, and for UNKNOWN (the last place) no limit."""
    return np.array([unlimited if limit is None else limit for limit in limits] + [unlimited])


def _limit_fault(code: str, kpi: Kpi, limit: float | None) -> Fault:
    is_share = kpi.value_form == "share"
    percent, number = f"{(limit or 0) * 100:g}%", f"{limit or 0:,g}"
    in_unit = Text(f"{number}{kpi.unit.ja}", f"{number} {unit_of(number, kpi.unit.en, 'en')}")
    return Fault("refuse", code, {"limit": percent if is_share else in_unit})


def check_units(kpis: Codes, units: Column, context: Context) -> Finding:
    """単位 must be the KPI's own."""
    ids, firsts = distinct(kpis + 1, units.codes)
    faults = np.empty(len(firsts), dtype=object)
    for place, first in enumerate(firsts.tolist()):
        unit = nfkc(units.words[units.codes[first]])
        if unit and kpis[first] != UNKNOWN and not _fits(context.kpis[kpis[first]], unit):
            faults[place] = unit_fault(context.kpis[kpis[first]], unit)
    return fault_finding("unit", ids, faults)


def check_heading_unit(
    kpis: Codes, years: NDArray[np.float64], heading_unit: str, context: Context
) -> Finding:
    """What the heading of the values says in brackets must be true of each row's KPI or year."""
    year = parse_fiscal_year(heading_unit)
    if isinstance(year, FiscalYear):
        fault = Fault("refuse", "heading_year_other", {"year": heading_unit})
        return Finding.everywhere("actual_value", years != year.start_year, fault)
    faults = np.empty(len(context.kpis) + 1, dtype=object)
    if heading_unit:
        faults[:-1] = [_heading_fault(kpi, heading_unit) for kpi in context.kpis]
    return fault_finding("actual_value", kpis % len(faults), faults)


def _heading_fault(kpi: Kpi, heading_unit: str) -> Fault | None:
    if is_qualifier(heading_unit):
        return qualifier_fault(kpi, heading_unit)
    return (
        None
        if _fits(kpi, heading_unit)
        else replace(unit_fault(kpi, heading_unit), code="heading_unit_other")
    )


def check_year_words(
    column: Callable[[str], Column], heading_unit: str, is_month: NDArray[np.bool_]
) -> Iterator[Finding]:
    """«年間90件» is no figure of a month. `heading_unit`: in the heading of the values."""
    if not is_month.any():
        return
    _, in_values = column("actual_value").read(
        "actual_value", lambda text: _of_year(_word_in(text))
    )
    _, in_units = column("unit").read("unit", lambda unit: _of_year(year_word(unit)))
    yield from (in_values.only(is_month), in_units.only(is_month))
    if fault := _of_year(year_word(heading_unit)):
        yield Finding.everywhere("actual_value", is_month, fault)


def _word_in(text: str) -> str:
    if "年" not in text:
        return ""
    cell = read_cell(text)
    return year_word(cell.qualifier) or year_word(cell.unit)


def _of_year(word: str) -> Fault | None:
    return Fault("refuse", "word_of_year", {"word": word}) if word else None


def _fits(kpi: Kpi, unit: str) -> bool:
    """The KPI's unit, or a multiple of it, in which the value is asked about."""
    is_multiple = kpi.value_form == "number" and multiple_of(kpi, unit) is not None
    return is_multiple or is_unit_of(kpi, unit)


def check_days(
    days: NDArray[np.datetime64],
    start: NDArray[np.datetime64],
    context: Context,
    *,
    is_month: NDArray[np.bool_],
    is_dated: NDArray[np.bool_],
) -> tuple[Finding, ...]:
    """時点 against the period of its row, `start` its first day where `is_dated`.

    To the end of the second month after it (出納整理期間: 31 May after a year) it is noted.
    """
    months = start.astype("datetime64[M]")
    end = months + np.where(is_month, 1, _MONTHS_OF_YEAR)
    day, has_day = days.astype("datetime64[M]"), ~np.isnat(days)
    present = np.datetime64(context.present)
    is_ahead = has_day & (days.astype("datetime64[D]") > present)
    is_held = has_day & is_dated & ~is_ahead
    is_soon_after = is_held & (day >= end) & (day < end + _MONTHS_OF_SETTLEMENT)
    is_far = is_held & ((day < months) | (day >= end + _MONTHS_OF_SETTLEMENT))
    values = {"present": context.present.isoformat()}
    return (
        Finding.everywhere("measured_on", is_ahead, Fault("refuse", "day_in_future", values)),
        Finding.everywhere("measured_on", is_soon_after, Fault("note", "day_after_period")),
        Finding.everywhere("measured_on", is_far, Fault("confirm", "day_far_from_period")),
    )


def check_weights(weights: NDArray[np.float64]) -> Finding:
    return Finding.everywhere("weight", weights <= 0, Fault("refuse", "weight_not_positive"))


def check_repeats(frame: pd.DataFrame) -> tuple[Finding, Finding]:
    """Rows for the same KPI and period: (those that contradict each other, those that repeat).

    `frame` has the good rows with `position` and `row_no`, in file order.
    """
    repeated = frame[frame.duplicated(_KEY, keep=False)] if len(frame) > 1 else frame[:0]
    if repeated.empty:
        nothing = Finding.everywhere(None, np.zeros(0, dtype=bool), Fault("note", "same_twice"))
        return nothing, nothing
    group = repeated.groupby(_KEY, observed=True, sort=False).ngroup()
    is_repeat_of_all = repeated.duplicated([*_KEY, *_SAID], keep="first")
    kinds = (~is_repeat_of_all).groupby(group).transform("sum")
    conflicting = repeated[kinds > 1]
    same = repeated[(kinds == 1) & is_repeat_of_all]
    first_rows = repeated.groupby(group)["row_no"].transform("first")
    return (
        _conflicts(conflicting, group[kinds > 1]),
        _finding(
            same, [Fault("note", "same_twice", {"row": int(row)}) for row in first_rows[same.index]]
        ),
    )


def _conflicts(rows: pd.DataFrame, group: pd.Series[int]) -> Finding:
    """Each row names the first few others of its group."""
    named: dict[int, list[int]] = defaultdict(list)
    pairs = list(zip(rows["row_no"].tolist(), group.tolist(), strict=True))
    for row_no, place in pairs:
        if len(named[place]) <= _NAMED_ROWS:
            named[place].append(row_no)
    others = [
        [str(other) for other in named[place] if other != row_no][:_NAMED_ROWS]
        for row_no, place in pairs
    ]
    return _finding(
        rows, [Fault("refuse", "conflict", {"rows": ", ".join(other)}) for other in others]
    )


def _finding(rows: pd.DataFrame, faults: list[Fault]) -> Finding:
    objects = np.empty(len(faults), dtype=object)
    objects[:] = faults
    return Finding("actual_value", rows["position"].to_numpy(dtype=np.intp), objects)
