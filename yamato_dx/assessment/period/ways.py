"""The way gone over the period: where it began, where it was to lead, how far it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from yamato_dx.assessment.period.verdicts import PeriodVerdict
from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.rules.row_values import AssessmentRow, number_in
from yamato_dx.assessment.rules.shapes import SHAPES
from yamato_dx.plan.model.types import Kpi

# The plan's own baseline, or what was reported of its year; else the first year on record.
StartKind = Literal["baseline", "first"]
# Room beyond the farthest figure, as a part of what is drawn.
_BEYOND: Final = 0.05
_AROUND: Final = 0.15


@dataclass(frozen=True, eq=False)
class Start:
    """Where the KPI stood before. `value`: in its own unit, as stored; `row`: of the year whose
    figure it is, None of a baseline that the plan states."""

    kind: StartKind
    value: float
    fiscal_year: int
    row: AssessmentRow | None


@dataclass(frozen=True)
class Way:
    """Parts of the width of a line on which better is to the right, 0–1. `start` equals `reached`
    where nothing is known of the beginning of a figure that is to fall."""

    start: float
    reached: float
    promised: float

    @property
    def left(self) -> float:
        """Where what was gone begins, forwards or back."""
        return min(self.start, self.reached)

    @property
    def length(self) -> float:
        return abs(self.reached - self.start)


def start_of(verdict: PeriodVerdict) -> Start | None:
    """None of what is owed anew each year, and where nothing was known before the deciding year."""
    kpi, deciding = verdict.kpi, verdict.deciding
    if verdict.rule == "every_year" or not verdict.years:
        return None
    if kpi.baseline is not None:
        year = kpi.baseline.fiscal_year.start_year
        value = _known_baseline(verdict)
        if value is not None:
            return Start("baseline", value, year, _row_of(verdict, year))
    until = int(number_in(deciding, "fiscal_year") or 0) if deciding else None
    for row in verdict.years:
        value, year = number_in(row, "actual_value"), int(number_in(row, "fiscal_year") or 0)
        if value is not None and (until is None or year < until):
            return Start("first", value, year, row)
    return None


def _known_baseline(verdict: PeriodVerdict) -> float | None:
    rows = (verdict.deciding, *reversed(verdict.years))
    values = (number_in(row, "baseline_value") for row in rows if row is not None)
    return next((value for value in values if value is not None), None)


def _row_of(verdict: PeriodVerdict, year: int) -> AssessmentRow | None:
    return next((row for row in verdict.years if number_in(row, "fiscal_year") == year), None)


def way_of(verdict: PeriodVerdict) -> Way | None:
    """None where the promise or what was reached is not known."""
    if verdict.rule == "every_year":
        met = verdict.met_count
        return None if met is None else _placed([0.0, met, len(verdict.judged)], rises=True)
    row = verdict.deciding
    if row is None:
        return None
    kpi = as_judged(verdict.kpi, row)
    reached, promised = _level(row, kpi), _aim(row, kpi)
    if reached is None or promised is None:
        return None
    rises = SHAPES[kpi.shape].sign == 1
    start = _start_level(verdict, kpi)
    usual = 0.0 if rises else reached
    return _placed([usual if start is None else start, reached, promised], rises=rises)


def _start_level(verdict: PeriodVerdict, kpi: Kpi) -> float | None:
    """On the scale of what is compared: a share is reduced from nothing."""
    if kpi.shape == "reduce_by":
        return 0.0
    start = start_of(verdict)
    if start is None:
        return None
    return start.value if start.row is None else _level(start.row, kpi)


def _level(row: AssessmentRow, kpi: Kpi) -> float | None:
    name = "compared_value" if kpi.shape in ("reduce_by", "complete") else "actual_value"
    return number_in(row, name)


def _aim(row: AssessmentRow, kpi: Kpi) -> float | None:
    if kpi.shape == "complete":
        return 1.0
    return number_in(row, "benchmark_value" if kpi.shape == "match_benchmark" else "target_value")


def _placed(levels: Sequence[float], *, rises: bool) -> Way | None:
    """What rises is drawn from 0, what falls around its own figures."""
    low, high = min(levels), max(levels)
    if rises:
        low, high = min(0.0, low), high + (high - min(0.0, low)) * _BEYOND
    else:
        room = (high - low) * _AROUND
        low, high = low - room, high + room
    if high <= low:
        return None
    places = [(level - low) / (high - low) for level in levels]
    start, reached, promised = places if rises else [1 - place for place in places]
    return Way(start, reached, promised)
