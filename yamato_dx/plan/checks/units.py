"""Numbers with a unit behind them (74%, 20業務) → stored units; a unit of something else is a
fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from yamato_dx.plan.checks.kpis import SHAPE_RULES
from yamato_dx.plan.checks.partial_reading import PartialReading, ValuePath
from yamato_dx.plan.model.fault import PlanFault, quoted
from yamato_dx.plan.model.scalars import Measured
from yamato_dx.plan.model.types import Kpi, Plan, Text
from yamato_dx.plan.model.units import PERCENT, spellings_of, spelt

_TIMES: Final = "倍"
# The stored number, or the unit that it should have had.
Stored = Decimal | Text


def in_stored_units(plan: Plan, draft: PartialReading) -> Plan:
    """The plan as if every number had been written without a unit, as the format keeps it."""
    for place, value in draft.measured.items():
        stored = _stored(plan, place, value)
        if isinstance(stored, Text):
            draft.faults.append(_fault(draft, place, value, expected=stored))
            draft.unread.add(place)
        else:
            plan = _with(plan, place, float(stored))
    return plan


def _stored(plan: Plan, place: ValuePath, value: Measured) -> Stored:
    if place[0] != "kpis":
        return _share(value)
    kpi = plan.kpis[int(place[1])]
    if not all((kpi.unit and kpi.unit.ja and kpi.unit.en, kpi.value_form, kpi.shape)):
        return value.number  # one of these is a fault of its own: nothing can be said of this
    return _OF_KPI[str(place[-1])](kpi, value)


def _share(value: Measured) -> Stored:
    return value.number / 100 if spelt(value.unit) == PERCENT else Text(PERCENT, PERCENT)


def _own(kpi: Kpi, value: Measured) -> Stored:
    """In the KPI's own unit."""
    if kpi.value_form in ("share", "fraction"):
        return _share(value)
    return value.number if spelt(value.unit) in spellings_of(kpi) else kpi.unit


def target_in_stored_units(kpi: Kpi, value: Measured) -> Stored:
    """Of a `complete` KPI whose total is known, the number of things is as good as its share."""
    if not SHAPE_RULES[kpi.shape].target_is_share:
        return _own(kpi, value)
    if kpi.shape == "complete" and kpi.total and spelt(value.unit) in spellings_of(kpi):
        return value.number / Decimal(repr(kpi.total))
    return _share(value)


def _total(kpi: Kpi, value: Measured) -> Stored:
    return value.number if spelt(value.unit) in spellings_of(kpi) else kpi.unit


def _times(_kpi: Kpi, value: Measured) -> Stored:
    return value.number if value.unit == _TIMES else Text(_TIMES, _TIMES)


_OF_KPI: Final[Mapping[str, Callable[[Kpi, Measured], Stored]]] = {
    "minimum": _own,
    "maximum": _own,
    "value": _own,
    "target_value": target_in_stored_units,
    "total": _total,
    "nearly_met_from": lambda _kpi, value: _share(value),
    "from_last_year": _times,
    "from_target": _times,
    "from_neighbours": _times,
}


def _fault(
    draft: PartialReading, place: ValuePath, value: Measured, *, expected: Text
) -> PlanFault:
    file, line = draft.line(place)
    values = {
        "raw": quoted(value.raw),
        "unit": quoted(value.unit),
        "expected": expected,
        "key": place[-1],
    }
    return PlanFault(file, line, "unit_of_other", values)


def _with(record: Any, place: Sequence[str | int], value: float) -> Any:
    """The record with another value at the place."""
    if not place:
        return value
    first, *rest = place
    if isinstance(first, int):
        return tuple(
            _with(item, rest, value) if number == first else item
            for number, item in enumerate(record)
        )
    return replace(record, **{first: _with(getattr(record, first), rest, value)})
