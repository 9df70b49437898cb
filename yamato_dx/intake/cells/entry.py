"""The cells of a row that make its value, and the value that they make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yamato_dx.intake.cells.cell import ReadCell
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.problem import BLANK_CHOICE, read_as
from yamato_dx.plan.model.types import Kpi


@dataclass(frozen=True)
class ValueCells:
    """The cells of one row that make its value. `unit`: the 単位 column; `heading_unit`: what the
    heading of the values says. Both NFKC."""

    kpi: Kpi
    cell: ReadCell
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    heading_unit: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(unit for unit in (self.unit, self.heading_unit) if unit)


@dataclass(frozen=True)
class Value:
    """In stored units; NaN for what is not said. `notes` are faults that keep nothing back."""

    actual: float = float("nan")
    numerator: float = float("nan")
    denominator: float = float("nan")
    is_awaiting: bool = False
    is_blank: bool = False
    notes: tuple[Fault, ...] = ()


BLANK_VALUE: Final = Value(is_blank=True)


def wrong_form(entry: ValueCells) -> Fault:
    """The text has a meaning, but not one that this KPI has."""
    if entry.cell.kind == "not_started":
        return Fault("ask", "not_started_unclear", {}, (*read_as("0"), BLANK_CHOICE))
    if entry.cell.kind == "fraction" and entry.kpi.value_form == "count_with_coverage":
        return Fault("ask", "count_missing")
    return Fault("refuse", f"form_{entry.kpi.value_form}")


def as_float(number: Decimal | None) -> float:
    return float("nan") if number is None else float(number)
