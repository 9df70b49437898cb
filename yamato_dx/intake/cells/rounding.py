"""Figures that a cell shows rounded: told, and confirmed where the rounded one judges otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.cells.cell import read_cell
from yamato_dx.intake.cells.entry import Value, ValueCells
from yamato_dx.intake.cells.value import read_value
from yamato_dx.intake.finding import Fault
from yamato_dx.plan.model.types import DEFAULT_BAND, Kpi

ROUNDED: Final = "format_rounds"


def rounding_fault(fault: Fault, kpi: Kpi, year: int, value: float) -> Fault:
    """The note of a rounded cell as what it is for the figure of a whole year.

    `value`: as read, in stored units. Its neighbours in the year and the benchmark are not
    known here: a bound that only they give turns nothing.
    """
    cell = read_cell(str(fault.values["shown"]))
    shown = read_value(ValueCells(kpi, cell, "", None, None))
    if not isinstance(shown, Value):
        return fault
    turned = any(
        reaches(value, bound, kpi) != reaches(shown.actual, bound, kpi)
        for bound in bounds_of(kpi, year)
    )
    return replace(fault, severity="confirm", code="rounding_judges_otherwise") if turned else fault


def reaches(figure: float, bound: float, kpi: Kpi) -> bool:
    return figure >= bound if kpi.direction == "higher" else figure <= bound


def bounds_of(kpi: Kpi, year: int) -> Iterator[float]:
    """The year's target, and where おおむね達成 ends, in the figure's own unit."""
    target = kpi.target_in(FiscalYear(year))
    band = kpi.band.nearly_met_from if kpi.band else DEFAULT_BAND
    if target is None:
        return
    if kpi.shape == "at_least":
        yield from (target, target * band)
    elif kpi.shape == "at_most":
        yield from (target, target / band)
    elif kpi.shape == "reduce_by" and kpi.baseline and kpi.baseline.value is not None:
        yield from (kpi.baseline.value * (1 - part) for part in (target, target * band))
