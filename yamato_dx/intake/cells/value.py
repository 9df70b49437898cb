"""A value cell read for its KPI: unit, form and reading. One entry per form of value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from yamato_dx.intake.cells.cell import ReadCell, read_cell
from yamato_dx.intake.cells.entry import BLANK_VALUE, Value, ValueCells, as_float, wrong_form
from yamato_dx.intake.cells.part import (
    part_of_whole,
    read_count_with_coverage,
    read_fraction,
    with_columns,
)
from yamato_dx.intake.cells.unit import (
    COUNTED,
    clock_readings,
    is_unit_of,
    multiple_of,
    qualifier_fault,
    scaled,
    times,
    unit_fault,
)
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.problem import POINT_OR_COMMA, Choice, read_as
from yamato_dx.plan.model.types import Kpi, ValueForm

# The exponent of a number with three digits behind the point.
_THOUSANDS: Final = -3


def read_value(entry: ValueCells) -> Value | Fault:
    """What the row reports, in the KPI's stored unit, or why it cannot be stored."""
    cell = entry.cell
    if cell.fault:
        return cell.fault
    if cell.kind == "awaiting":
        return Value(is_awaiting=True)
    if cell.kind == "blank" and entry.denominator is None:
        return _numerator_alone(entry)
    if cell.kind == "blank" and entry.numerator is None:
        return BLANK_VALUE
    fault = qualifier_fault(entry.kpi, cell.qualifier)
    return fault or VALUE_FORMS[entry.kpi.value_form](entry)


def _numerator_alone(entry: ValueCells) -> Value | Fault:
    """17 under 分子 alone is the value 17: the plan may say of how many."""
    form = entry.kpi.value_form
    if entry.numerator is None or form == "number":
        return BLANK_VALUE
    if form != "fraction":
        return Fault("ask", "denominator_missing")
    return read_fraction(replace(entry, cell=ReadCell("number", entry.numerator)))


def _number(entry: ValueCells) -> Value | Fault:
    cell = entry.cell
    if cell.kind == "clock":
        return _clock(entry)
    if cell.kind not in ("number", "duration"):
        return wrong_form(entry)
    if cell.percent is not None:
        return _stray_percent(cell)
    number = _beside_unit(entry)
    if isinstance(number, Fault):
        return number
    if entry.kpi.decimals == 0 and may_be_thousands(number):
        return _point_or_comma(cell)
    return Value(float(number), as_float(entry.numerator), as_float(entry.denominator))


def _clock(entry: ValueCells) -> Value | Fault:
    """«9796:30» under hours has one reading; under minutes it may be minutes or hours."""
    readings = clock_readings(entry.kpi, entry.cell)
    if not readings:
        return unit_fault(entry.kpi, "：")
    if len(readings) == 1:
        return _number(replace(entry, cell=read_cell(readings[0])))
    return Fault(
        "ask", "clock_unclear", {"first": readings[0], "second": readings[1]}, read_as(*readings)
    )


def _beside_unit(entry: ValueCells) -> Decimal | Fault:
    """The number, where 単位 or the heading says 千件 asked: 0.64 may be in thousands or not.

    A unit behind the number itself says which.
    """
    number = scaled(entry.kpi, entry.cell)
    multiples = [(unit, multiple_of(entry.kpi, unit)) for unit in entry.units]
    factors = {factor: unit for unit, factor in multiples if factor is not None}
    if isinstance(number, Fault) or number == 0 or not factors or entry.cell.unit:
        return number
    products = [times(number, factor) for factor in factors]
    readings = tuple(
        f"{product.normalize():f}{entry.kpi.unit.ja}"
        for product in (*products, number)
        if not isinstance(product, Fault)
    )
    if len(readings) == 1:
        return products[0]
    values = {"unit": "・".join(factors.values()), "readings": "、".join(readings)}
    return Fault("ask", "unit_multiple", values, read_as(*readings))


def _stray_percent(cell: ReadCell) -> Fault:
    values = {"mark": f"（{cell.percent}%）", "number": f"{cell.number}"}
    return Fault("refuse", "marked", values)


def may_be_thousands(number: Decimal) -> bool:
    """Whether a point with three digits behind it may be a thousands comma: 9.796 for 9,796."""
    return number.as_tuple().exponent == _THOUSANDS and 1 <= abs(number) < 1000


def _point_or_comma(cell: ReadCell) -> Fault:
    """Chosen, a point has one digit more behind it: then it is no comma."""
    assert cell.number is not None, "only a number has a point"
    point, comma = f"{cell.number:f}{cell.unit}", f"{cell.number * 1000:,.0f}{cell.unit}"
    choices = (
        Choice(point, {"actual_value": f"{cell.number:f}0{cell.unit}"}),
        Choice(comma, {"actual_value": comma}),
    )
    return Fault("ask", POINT_OR_COMMA, {"point": point, "comma": comma}, choices)


def _share(entry: ValueCells) -> Value | Fault:
    cell = entry.cell
    if cell.kind in ("blank", "fraction"):
        return part_of_whole(with_columns(entry))
    if cell.kind != "number" or cell.number is None:
        return wrong_form(entry)
    if cell.percent is not None:
        return _stray_percent(cell)
    if cell.unit and not is_unit_of(entry.kpi, cell.unit):
        return unit_fault(entry.kpi, cell.unit)
    number = _hundredths(entry, cell.number)
    if isinstance(number, Fault):
        return number
    return Value(float(number), as_float(entry.numerator), as_float(entry.denominator))


def _hundredths(entry: ValueCells, number: Decimal) -> Decimal | Fault:
    """74% and 0.74 alike; a bare number that could be either is asked, not guessed."""
    if entry.cell.unit:
        return number / 100
    if number == 0:
        return number
    says_percent = any(is_unit_of(entry.kpi, unit) for unit in entry.units)
    if abs(number) < 1 and not says_percent:
        return number
    if abs(number) > 1 and (says_percent or not _is_within(entry.kpi, number)):
        return number / 100
    readings = {"percent": f"{number}%", "share": f"{(number * 100).normalize():f}%"}
    return Fault("ask", "share_or_percent", readings, read_as(*readings.values()))


def _is_within(kpi: Kpi, number: Decimal) -> bool:
    is_low = kpi.minimum is not None and number < Decimal(repr(kpi.minimum))
    is_high = kpi.maximum is not None and number > Decimal(repr(kpi.maximum))
    return not is_low and not is_high


VALUE_FORMS: Final[Mapping[ValueForm, Callable[[ValueCells], Value | Fault]]] = {
    "number": _number,
    "share": _share,
    "fraction": read_fraction,
    "count_with_coverage": read_count_with_coverage,
}


def read_count(cell: ReadCell) -> Decimal | Fault | None:
    """分子, 分母 or the weight of a row: a plain number of people or things, None if blank."""
    if cell.fault:
        return cell.fault
    if cell.kind == "blank":
        return None
    is_plain = not cell.qualifier and cell.percent is None
    if cell.kind != "number" or cell.unit not in COUNTED or not is_plain:
        return Fault("refuse", "not_a_count")
    return cell.number
