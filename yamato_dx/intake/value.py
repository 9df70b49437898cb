"""A value cell read for its KPI: unit, form and reading. One entry per form of value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from yamato_dx.intake.cell import Cell, nfkc
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.problem import read_as
from yamato_dx.plan.types import Kpi, ValueForm

PERCENT: Final = "%"
# Larger first: 百万 ends in 万.
_MULTIPLES: Final = (("百万", 10**6), ("億", 10**8), ("万", 10**4), ("千", 10**3))
# What people and things are counted in where a plan names no unit (visitors, those trained).
COUNTED: Final = frozenset(("", "人", "名", "件", "回"))


@dataclass(frozen=True)
class Entry:
    """The cells of one row that make its value. `unit`: the 単位 column, NFKC.

    `is_typed`: the number comes from a workbook's number cell, where 74 % is 0.74.
    """

    kpi: Kpi
    cell: Cell
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    is_typed: bool


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


def read_value(entry: Entry) -> Value | Fault:
    """What the row reports, in the KPI's stored unit, or why it cannot be stored."""
    cell = entry.cell
    if cell.fault:
        return cell.fault
    if cell.kind == "awaiting":
        return Value(is_awaiting=True)
    if cell.kind == "blank" and (entry.numerator is None or entry.denominator is None):
        return BLANK_VALUE
    return VALUE_FORMS[entry.kpi.value_form](entry)


def units_of(kpi: Kpi) -> frozenset[str]:
    """Units that a file may write for this KPI, NFKC."""
    named = {nfkc(one) for one in (kpi.unit.ja, kpi.unit.en, *kpi.unit_forms)} - {""}
    return frozenset(named | ({PERCENT} if kpi.value_form == "share" else set()))


def is_unit_of(kpi: Kpi, unit: str) -> bool:
    known = {one.casefold() for one in units_of(kpi)}
    return unit.casefold() in known or unit.removeprefix("(").removesuffix(")").casefold() in known


def unit_fault(kpi: Kpi, unit: str) -> Fault:
    return Fault("refuse", "unit_mismatch", {"unit": unit, "expected": kpi.unit})


def _scaled(kpi: Kpi, cell: Cell) -> Decimal | Fault:
    """The number in the KPI's unit; 3千人 is 3000 where 人 is the unit."""
    number = cell.number
    assert number is not None, "only cells with a number are scaled"
    if not cell.unit or is_unit_of(kpi, cell.unit):
        return number
    for multiple, factor in _MULTIPLES:
        rest = cell.unit.removeprefix(multiple)
        if rest != cell.unit and (not rest or is_unit_of(kpi, rest)):
            return number * factor
    return unit_fault(kpi, cell.unit)


def _number(entry: Entry) -> Value | Fault:
    if entry.cell.kind != "number":
        return _wrong_form(entry)
    number = _scaled(entry.kpi, entry.cell)
    if isinstance(number, Fault):
        return number
    return Value(float(number), _float(entry.numerator), _float(entry.denominator))


def _share(entry: Entry) -> Value | Fault:
    cell = entry.cell
    if cell.kind in ("blank", "fraction"):
        return _part_of_whole(_with_columns(entry))
    if cell.kind != "number" or cell.number is None:
        return _wrong_form(entry)
    if cell.unit and not is_unit_of(entry.kpi, cell.unit):
        return unit_fault(entry.kpi, cell.unit)
    number = _hundredths(entry, cell.number)
    if isinstance(number, Fault):
        return number
    return Value(float(number), _float(entry.numerator), _float(entry.denominator))


def _hundredths(entry: Entry, number: Decimal) -> Decimal | Fault:
    """74% and 0.74 alike; a bare number that could be either is asked, not guessed."""
    if entry.cell.unit:
        return number / 100
    if number == 0 or (entry.is_typed and abs(number) <= 1):
        return number
    says_percent = bool(entry.unit) and is_unit_of(entry.kpi, entry.unit)
    is_small = abs(number) < 1
    if says_percent and not is_small:
        return number / 100
    if is_small and not says_percent:
        return number
    readings = {"percent": f"{number}%", "share": f"{(number * 100).normalize():f}%"}
    return Fault("ask", "share_or_percent", readings, read_as(*readings.values()))


def _fraction(entry: Entry) -> Value | Fault:
    """«17/20»: how many of how many. A bare 17 is enough where the plan says of how many."""
    cell = entry.cell
    if cell.unit and not is_unit_of(entry.kpi, cell.unit):
        return unit_fault(entry.kpi, cell.unit)
    if cell.kind == "coverage":
        return _wrong_form(entry)
    if cell.kind in ("not_started", "number"):
        done = Decimal(0) if cell.number is None else cell.number
        total = entry.denominator if entry.denominator is not None else _plan_total(entry.kpi)
        if total is None:
            code = "not_started_of" if cell.kind == "not_started" else "denominator_missing"
            return Fault("ask", code)
        if entry.numerator not in (None, done):
            return _contradiction(entry.numerator, done)
        entry = replace(entry, cell=Cell("fraction", None, "", done, total))
    value = _part_of_whole(_with_columns(entry))
    return value if isinstance(value, Fault) else replace(value, notes=_total_note(entry, value))


def _plan_total(kpi: Kpi) -> Decimal | None:
    return None if kpi.total is None else Decimal(repr(kpi.total))


def _total_note(entry: Entry, value: Value) -> tuple[Fault, ...]:
    total = entry.kpi.total
    if total is None or value.denominator == total:
        return ()
    values = {"total": f"{total:g}", "denominator": f"{value.denominator:g}"}
    return (Fault("note", "total_differs", values),)


def _with_columns(entry: Entry) -> Cell | Fault:
    """The fraction of the cell and of the columns 分子 and 分母, which must not contradict."""
    cell = entry.cell
    if cell.kind == "blank":
        return Cell("fraction", None, "", entry.numerator, entry.denominator)
    for column, own in ((entry.numerator, cell.numerator), (entry.denominator, cell.denominator)):
        if column is not None and own is not None and column != own:
            return _contradiction(column, own)
    return cell


def _contradiction(column: Decimal | None, own: Decimal) -> Fault:
    return Fault("refuse", "fraction_contradiction", {"column": column, "cell": own})


def _part_of_whole(cell: Cell | Fault) -> Value | Fault:
    if isinstance(cell, Fault):
        return cell
    fault = _fraction_fault(cell)
    if fault:
        return fault
    numerator, denominator = _float(cell.numerator), _float(cell.denominator)
    return Value(numerator / denominator, numerator, denominator)


def _fraction_fault(cell: Cell) -> Fault | None:
    numerator, denominator = cell.numerator, cell.denominator
    assert numerator is not None, "a fraction has a numerator"
    assert denominator is not None, "a fraction has a denominator"
    if denominator <= 0:
        return Fault("refuse", "denominator_zero")
    values = {"numerator": numerator, "denominator": denominator}
    if numerator < 0 or numerator > denominator:
        return Fault("refuse", "numerator_too_large", values)
    if numerator % 1 or denominator % 1:
        return Fault("ask", "fraction_not_whole", values)
    return None


def _count_with_coverage(entry: Entry) -> Value | Fault:
    """«1回（182/190人）»: how often, and how many of how many took part."""
    cell = entry.cell
    if cell.kind not in ("coverage", "number"):
        return _wrong_form(entry)
    count = _scaled(entry.kpi, cell)
    if isinstance(count, Fault):
        return count
    if cell.kind == "number" and (entry.numerator is None or entry.denominator is None):
        return Value(float(count), notes=(Fault("note", "coverage_missing"),))
    if cell.kind == "number":
        entry = replace(entry, cell=Cell("blank"))
    part = _part_of_whole(_with_columns(entry))
    return part if isinstance(part, Fault) else replace(part, actual=float(count))


def _wrong_form(entry: Entry) -> Fault:
    """The text has a meaning, but not one that this KPI has."""
    if entry.cell.kind == "not_started":
        return Fault("ask", "not_started_unclear")
    if entry.cell.kind == "fraction" and entry.kpi.value_form == "count_with_coverage":
        return Fault("ask", "count_missing")
    return Fault("refuse", f"form_{entry.kpi.value_form}")


def _float(number: Decimal | None) -> float:
    return float("nan") if number is None else float(number)


VALUE_FORMS: Final[Mapping[ValueForm, Callable[[Entry], Value | Fault]]] = {
    "number": _number,
    "share": _share,
    "fraction": _fraction,
    "count_with_coverage": _count_with_coverage,
}


def read_count(cell: Cell) -> Decimal | Fault | None:
    """分子, 分母 or the weight of a row: a plain number of people or things, None if blank."""
    if cell.fault:
        return cell.fault
    if cell.kind == "blank":
        return None
    if cell.kind != "number" or cell.unit not in COUNTED:
        return Fault("refuse", "not_a_count")
    return cell.number
