"""Parts of a whole: how many of how many, and a duty with those whom it reached."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from yamato_dx.intake.cells.cell import INCLUDING_OTHERS, ReadCell
from yamato_dx.intake.cells.entry import Value, ValueCells, as_float, wrong_form
from yamato_dx.intake.cells.unit import is_unit_of, scaled, unit_fault
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.problem import Choice
from yamato_dx.plan.model.types import Kpi
from yamato_dx.problem_types import Severity

# So many times fewer things than the plan counts are likely to be a digit that was lost.
_FEW: Final = 2


def read_fraction(entry: ValueCells) -> Value | Fault:
    """«17/20»: how many of how many. A bare 17 is enough where the plan says of how many."""
    cell = entry.cell
    if cell.unit and not is_unit_of(entry.kpi, cell.unit):
        return unit_fault(entry.kpi, cell.unit)
    if cell.kind in ("coverage", "duration", "clock"):
        return wrong_form(entry)
    if cell.kind in ("not_started", "number"):
        done = _done(entry)
        if isinstance(done, Fault):
            return done
        entry = replace(entry, cell=done)
    whole = with_columns(entry)
    value = part_of_whole(whole)
    if isinstance(value, Fault) or isinstance(whole, Fault):
        return value
    fault = _percent_fault(cell, value.actual) or _beyond_total(entry.kpi, whole)
    return fault or replace(value, notes=_total_note(entry, value))


def _done(entry: ValueCells) -> ReadCell | Fault:
    """The fraction of a row that says only how many are done."""
    cell = entry.cell
    done = Decimal(0) if cell.number is None else cell.number
    total = entry.denominator if entry.denominator is not None else _plan_total(entry.kpi)
    if total is None:
        code = "not_started_of" if cell.kind == "not_started" else "denominator_missing"
        return Fault("ask", code)
    if entry.numerator not in (None, done):
        return _contradiction(entry.numerator, done)
    if 0 < done < 1:
        return _share_of_things(done, total)
    return replace(cell, kind="fraction", number=None, unit="", numerator=done, denominator=total)


def _share_of_things(share: Decimal, total: Decimal) -> Fault:
    """0.85 of 20 things may be 17 of them; no part of one thing is done."""
    done = share * total
    values = {"numerator": share, "denominator": total}
    choices = () if done % 1 else _whole_value(f"{done.normalize():f}/{total:f}")
    return Fault("ask", "fraction_not_whole", values, choices)


def _whole_value(text: str, words: str | None = None, **values: object) -> tuple[Choice, ...]:
    """The choice of one text for the value and the columns of its parts together."""
    cells = {"actual_value": text, "numerator": "", "denominator": ""}
    return (Choice(text, cells, words=words, values=values),)


def _beyond_total(kpi: Kpi, cell: ReadCell) -> Fault | None:
    """More things than the plan counts: which of them are the plan's, the file does not say."""
    total, done, of = _plan_total(kpi), cell.numerator, cell.denominator
    is_said = cell.qualifier == INCLUDING_OTHERS
    if total is None or done is None or of is None or of <= total or is_said:
        return None
    values = {"numerator": f"{done:f}", "denominator": f"{of:f}", "total": f"{total:f}"}
    with_others = f"{done:f}/{of:f}（{INCLUDING_OTHERS}）"
    choices = _whole_value(with_others, "including_others", **values)
    if done <= total:
        alone = f"{done:f}/{values['total']}"
        choices = (*_whole_value(alone, "of_the_plan", count=done, **values), *choices)
    return Fault("ask", "total_exceeded", values, choices)


def _percent_fault(cell: ReadCell, share: float) -> Fault | None:
    """The percentage in brackets must be that of the numbers before it, as far as it is given."""
    if cell.percent is None:
        return None
    exponent = cell.percent.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent))
    actual = Decimal(repr(share)) * 100
    if abs(actual - cell.percent) < step:
        return None
    values = {"percent": f"{cell.percent}%", "actual": f"{actual:.1f}%"}
    return Fault("refuse", "percent_disagrees", values)


def _plan_total(kpi: Kpi) -> Decimal | None:
    return None if kpi.total is None else Decimal(repr(kpi.total).removesuffix(".0"))


def _total_note(entry: ValueCells, value: Value) -> tuple[Fault, ...]:
    """17/19 of the plan's 20 is told; 1/2 is hardly meant, and a person says yes to it."""
    total = entry.kpi.total
    if total is None or value.denominator == total:
        return ()
    values = {"total": f"{total:g}", "denominator": f"{value.denominator:g}"}
    severity: Severity = "confirm" if value.denominator * _FEW <= total else "note"
    return (Fault(severity, "total_differs", values),)


def with_columns(entry: ValueCells) -> ReadCell | Fault:
    """The fraction of the cell and of the columns 分子 and 分母, which must not contradict."""
    cell = entry.cell
    if cell.kind == "blank":
        return replace(
            cell, kind="fraction", numerator=entry.numerator, denominator=entry.denominator
        )
    for column, own in ((entry.numerator, cell.numerator), (entry.denominator, cell.denominator)):
        if column is not None and own is not None and column != own:
            return _contradiction(column, own)
    return cell


def _contradiction(column: Decimal | None, own: Decimal) -> Fault:
    return Fault("refuse", "fraction_contradiction", {"column": column, "cell": own})


def part_of_whole(cell: ReadCell | Fault) -> Value | Fault:
    if isinstance(cell, Fault):
        return cell
    fault = _fraction_fault(cell)
    if fault:
        return fault
    numerator, denominator = as_float(cell.numerator), as_float(cell.denominator)
    return Value(numerator / denominator, numerator, denominator)


def _fraction_fault(cell: ReadCell) -> Fault | None:
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


def read_count_with_coverage(entry: ValueCells) -> Value | Fault:
    """«1回（182/190人）»: how often, and how many of how many took part."""
    cell = entry.cell
    if cell.kind not in ("coverage", "number"):
        return wrong_form(entry)
    count = scaled(entry.kpi, cell)
    if isinstance(count, Fault):
        return count
    if cell.kind == "number" and (entry.numerator is None or entry.denominator is None):
        return _without_people(entry, float(count))
    if cell.kind == "number":
        entry = replace(entry, cell=ReadCell("blank"))
    part = part_of_whole(with_columns(entry))
    if isinstance(part, Fault):
        return part
    return _percent_fault(cell, part.actual) or replace(part, actual=float(count))


def _without_people(entry: ValueCells, count: float) -> Value | Fault:
    """Of a duty never done it does not matter whom it would have reached."""
    if entry.cell.percent is not None:
        return Fault("ask", "people_missing", {"percent": f"{entry.cell.percent}%"})
    is_half_told = entry.numerator is not None or entry.denominator is not None
    if entry.numerator or (count and is_half_told):
        return Fault("ask", "people_half_told")
    notes = (Fault("note", "coverage_missing"),) if count else ()
    return Value(count, notes=notes)
