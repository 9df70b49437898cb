"""What a row may print beside its value (達成率, 差, 前年度差), recomputed from the value: one
entry per kind of heading, with all that offices print under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from yamato_dx.intake.cells.cell import ReadCell
from yamato_dx.intake.cells.unit import COUNTED, is_unit_of
from yamato_dx.intake.checks.last_digit import comes_out, last_digit
from yamato_dx.intake.checks.likelihood import is_count
from yamato_dx.plan.model.types import Kpi, Shape
from yamato_dx.plan.model.units import PERCENT

Amounts = tuple[float, ...]
# A figure and what its last digit is worth.
Printed = tuple[float, float]

_MISSING: Final = float("nan")
# A bare rate above this is in percent: 106.7 beside 640 of 600.
_HIGHEST_RATIO: Final = 5
_PARTS: Final = ("share", "fraction")
_POINTS: Final = frozenset((PERCENT, "pt", "pts", "p", "ポイント", "%ポイント", "%pt"))


@dataclass(frozen=True)
class ComparedRow:
    """A value and what it can be held against, in stored units; NaN where it is unknown.

    `digit`: what the last digit of a figure that may be rounded is worth, 0 of what is counted.
    `target`: in the figure's own unit, also of `reduce_by`, whose share is `required`.
    """

    kpi: Kpi
    value: float
    digit: float
    numerator: float
    denominator: float
    target: float = _MISSING
    required: float = _MISSING
    baseline: float = _MISSING
    last_year: float = _MISSING


@dataclass(frozen=True)
class PrintedWitness:
    """`reads`: all that the cell may say. `computes`: all that offices print under such a heading;
    nothing where it cannot be known. `implies`: the values for which a figure would be right."""

    reads: Callable[[ReadCell, ComparedRow], tuple[Printed, ...]]
    computes: Callable[[ComparedRow], Amounts]
    implies: Callable[[ComparedRow, float], Amounts]

    def contradicts(self, cell: ReadCell, row: ComparedRow) -> bool:
        """False where the cell is not read, or nothing is known that it could be held against."""
        is_known = bool(_known(self.computes(row)) and self.reads(cell, row))
        return is_known and not self.fits(cell, row)

    def fits(self, cell: ReadCell, row: ComparedRow) -> bool:
        """Whether the cell comes out of the row's value, or of what may be printed as it."""
        computed, printed = _known(self.computes(row)), self.reads(cell, row)
        spans = tuple(self._spans(row))
        return any(
            any(comes_out(value, figure, digit) for value in computed)
            or any(least - digit / 2 <= figure <= most + digit / 2 for least, most in spans)
            for figure, digit in printed
        )

    def _spans(self, row: ComparedRow) -> Iterator[tuple[float, float]]:
        """What is computed of the lowest and highest value that may be printed as the row's."""
        if not row.digit:
            return
        lowest, highest = (
            self.computes(replace(row, value=row.value + half))
            for half in (-row.digit / 2, row.digit / 2)
        )
        for ends in zip(lowest, highest, strict=False):  # of 0 some have no rate
            yield min(ends), max(ends)


def _known(figures: Iterable[float]) -> Amounts:
    return tuple(figure for figure in figures if figure == figure)


def witness_in(kind: str, cell: ReadCell, kpi: Kpi) -> PrintedWitness:
    """Of a heading's kind; a difference in percent of what is no percentage is relative."""
    is_relative = cell.unit == PERCENT and kpi.value_form not in _PARTS
    return (_RELATIVE if is_relative and kind in _RELATIVE else _WITNESSES)[kind]


# ── what the cell says ───────────────────────────────────────────────────────────────────────


def _as_rate(cell: ReadCell, _row: ComparedRow) -> tuple[Printed, ...]:
    if cell.kind != "number" or cell.number is None or cell.unit not in ("", PERCENT, "倍"):
        return ()
    figure, digit = float(cell.number), last_digit(cell)
    is_percent = cell.unit == PERCENT or (not cell.unit and abs(figure) > _HIGHEST_RATIO)
    return ((figure / 100, digit / 100) if is_percent else (figure, digit),)


def _as_difference(cell: ReadCell, row: ComparedRow) -> tuple[Printed, ...]:
    """In stored units. «−3» of things may be three of them or percent points."""
    if cell.kind != "number" or cell.number is None:
        return ()
    figure, digit = float(cell.number), last_digit(cell)
    is_bare, is_own = not cell.unit, is_unit_of(row.kpi, cell.unit)
    if row.kpi.value_form not in _PARTS:
        is_own |= row.kpi.shape == "yearly_duty" and cell.unit in COUNTED
        return ((figure, digit),) if is_bare or is_own else ()
    points = (figure / 100, digit / 100)
    if row.kpi.value_form == "share":
        return (points, (figure, digit)) if is_bare else (points,) if _is_points(cell) else ()
    things = (figure / row.denominator, digit / row.denominator) if row.denominator else points
    return (things, points) if is_bare else (points,) if _is_points(cell) else (things,) * is_own


def _is_points(cell: ReadCell) -> bool:
    return cell.unit.casefold() in _POINTS


# ── rates ────────────────────────────────────────────────────────────────────────────────────


def _both_ways(value: float, other: float) -> Amounts:
    return (value / other if other else _MISSING, other / value if value else _MISSING)


def _of_target(row: ComparedRow) -> Amounts:
    """Value by target: of a target of 0 there is no rate."""
    return _both_ways(row.value, row.target) if row.target else ()


def _at_most(row: ComparedRow) -> Amounts:
    """Target by value: of 0 there is no rate."""
    return _both_ways(row.value, row.target) if row.value else ()


def _reduce_by(row: ComparedRow) -> Amounts:
    """The share by which the baseline is undercut by the required one; hours by hours, too."""
    if not row.baseline or row.baseline != row.baseline:
        return ()
    own = (1 - row.value / row.baseline) / row.required if row.required else _MISSING
    return (own, *_both_ways(row.value, row.target))


def _yearly_duty(row: ComparedRow) -> Amounts:
    """Coverage, or times by times required."""
    if not row.denominator or row.denominator != row.denominator:
        return ()
    return (row.numerator / row.denominator, *_both_ways(row.value, row.target))


_RATES: Final[Mapping[Shape, Callable[[ComparedRow], Amounts]]] = {
    "at_least": _of_target,
    "at_most": _at_most,
    "reduce_by": _reduce_by,
    "match_benchmark": _of_target,
    "complete": _of_target,
    "yearly_duty": _yearly_duty,
}


def _value_of_rate(row: ComparedRow, rate: float) -> Amounts:
    if row.kpi.shape == "reduce_by":
        return (row.baseline * (1 - rate * row.required),)
    if row.kpi.shape == "at_most":
        return (row.target / rate,) if rate else ()
    return (row.target * rate,) if row.kpi.shape != "yearly_duty" else ()


# ── differences ──────────────────────────────────────────────────────────────────────────────


def _apart(row: ComparedRow) -> Amounts:
    """From target, last year or baseline, with either sign; of a duty also the people missed, of
    a reduction the share missed."""
    others = (row.target, row.last_year, row.baseline)
    apart = [row.value - other for other in others]
    if row.kpi.shape == "yearly_duty":
        apart.append(row.numerator - row.denominator)
    if row.baseline:
        apart.append(1 - row.value / row.baseline - row.required)
    return (*apart, *(-distance for distance in apart))


def _has_people(row: ComparedRow) -> bool:
    return row.kpi.shape != "yearly_duty" or row.denominator == row.denominator


def _from_target(row: ComparedRow) -> Amounts:
    return _apart(row) if row.target == row.target and _has_people(row) else ()


def _from_last_year(row: ComparedRow) -> Amounts:
    return _apart(row) if row.last_year == row.last_year and _has_people(row) else ()


def _beside(*names: str) -> Callable[[ComparedRow, float], Amounts]:
    """What lies so far from one of these figures of the row, on either side."""

    def implies(row: ComparedRow, difference: float) -> Amounts:
        others = [float(getattr(row, name)) for name in names]
        is_of_people = row.kpi.shape == "yearly_duty"
        return (
            ()
            if is_of_people
            else tuple(other + by for other in others for by in (difference, -difference))
        )

    return implies


def _relative_to(name: str) -> Callable[[ComparedRow], Amounts]:
    """106.7 % of it, or 6.7 % more than it."""

    def computes(row: ComparedRow) -> Amounts:
        other = float(getattr(row, name))
        if not other or other != other or row.kpi.shape in ("yearly_duty", "reduce_by"):
            return ()
        return (row.value / other, row.value / other - 1, 1 - row.value / other)

    return computes


def _nothing(_row: ComparedRow, _told: float) -> Amounts:
    return ()


_WITNESSES: Final[Mapping[str, PrintedWitness]] = {
    "attainment_ratio": PrintedWitness(
        _as_rate, lambda row: _RATES[row.kpi.shape](row), _value_of_rate
    ),
    "difference": PrintedWitness(_as_difference, _from_target, _beside("target", "baseline")),
    "change": PrintedWitness(_as_difference, _from_last_year, _beside("last_year")),
}
_RELATIVE: Final[Mapping[str, PrintedWitness]] = {
    "difference": PrintedWitness(_as_rate, _relative_to("target"), _nothing),
    "change": PrintedWitness(_as_rate, _relative_to("last_year"), _nothing),
}


def is_rounded(kpi: Kpi) -> bool:
    """Whether the file may print a figure rounded, not as it was when rates were made of it."""
    return kpi.value_form in ("number", "share") and not is_count(kpi)
