"""The rule of digits on a row: no figure is printed as reaching what it falls short of.

`i18n.true_decimals` decides; here is what a figure is held against, in stored units (its levels).
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Final, NamedTuple

from yamato_dx.assessment.rules.order import MISSED
from yamato_dx.assessment.rules.row_values import AssessmentRow, number_in, text_in
from yamato_dx.assessment.rules.shapes import SHAPES, Sign
from yamato_dx.assessment.words.figures import REDUCTION_DECIMALS, is_share, percent, tidy
from yamato_dx.i18n import needed_decimals, true_decimals
from yamato_dx.plan.model.types import Kpi

Levels = tuple[float, ...]

WHOLE: Final = 1.0
_UNHELD: Final = ("no_target", "outside_period")


def ratio_levels(row: AssessmentRow) -> Levels:
    """Of the attainment: the target, and where おおむね達成 begins."""
    band = number_in(row, "band")
    return (WHOLE, band) if band is not None and isfinite(band) else (WHOLE,)


def value_levels(row: AssessmentRow, kpi: Kpi) -> Levels:
    """Of the reported value, in the unit in which it is stored: target (and where おおむね達成
    begins) or averages, the target of an earlier year, the baseline. «17/20» has none: it is
    printed by its two numbers."""
    if row["verdict"] in _UNHELD or kpi.shape == "complete":
        return ()
    if kpi.shape == "match_benchmark":
        return averages_in(row)
    if kpi.shape == "yearly_duty":
        return _known(number_in(row, "target_value"))
    baseline = _known(number_in(row, "baseline_value"))
    if kpi.shape == "reduce_by":
        return (*(base * (1 - share) for base in baseline for share in _targets(row)), *baseline)
    return (*_targets(row, is_lower=kpi.shape == "at_most"), *baseline)


def share_levels(row: AssessmentRow) -> Levels:
    """Of the share by which a value was reduced."""
    if row["verdict"] in _UNHELD:
        return ()
    targets = _targets(row)
    return (*targets, 0.0) if row["reason"] == "worse_than_baseline" else targets


def _targets(row: AssessmentRow, *, is_lower: bool = False) -> Levels:
    target, band = number_in(row, "target_value"), number_in(row, "band")
    nearly = None
    if target is not None and band and isfinite(band):
        nearly = target / band if is_lower else target * band
    return _known(target, nearly, number_in(row, "earlier_target_value"))


def value_sign(kpi: Kpi) -> Sign:
    """1 where more of the reported value is better; of what a share is reduced, less is."""
    return SHAPES[kpi.shape].sign_of_figure


class NamedAverage(NamedTuple):
    """One average that a value is judged under; `share` None where none is published."""

    benchmark_id: str
    share: float | None
    is_computed: bool


def named_averages(row: AssessmentRow) -> tuple[NamedAverage, ...]:
    """What the column `benchmarks` says."""
    parts = [average.split("=") for average in (text_in(row, "benchmarks") or "").split()]
    return tuple(
        NamedAverage(part[0], float(part[1]) if len(part) > 1 else None, len(part) > 2)
        for part in parts
    )


def averages_in(row: AssessmentRow) -> Levels:
    """The published averages that the value is judged under."""
    return tuple(average.share for average in named_averages(row) if average.share is not None)


def value_decimals(row: AssessmentRow, kpi: Kpi) -> int:
    """Of the reported value, by the rule of digits; a miss is as exact as its target."""
    of_target = 0 if kpi.shape == "reduce_by" else _target_decimals(row, kpi, _shown(kpi))
    least, value = max(kpi.decimals, of_target), number_in(row, "actual_value")
    return least if value is None else decimals_beside(value, kpi, value_levels(row, kpi), least)


def share_decimals(row: AssessmentRow, kpi: Kpi) -> int:
    """Of the share by which the value was reduced."""
    least = max(REDUCTION_DECIMALS, _target_decimals(row, kpi, percent))
    share = number_in(row, "compared_value")
    if share is None:
        return least
    return true_decimals(percent(share), map(percent, share_levels(row)), least)


def decimals_beside(value: float, kpi: Kpi, levels: Levels, least: int) -> int:
    """Of a value of the KPI beside `levels`, both in stored units."""
    shown = _shown(kpi)
    return true_decimals(shown(value), map(shown, levels), least, value_sign(kpi))


def _shown(kpi: Kpi) -> Callable[[float], float]:
    return percent if is_share(kpi) else tidy


def _target_decimals(row: AssessmentRow, kpi: Kpi, shown: Callable[[float], float]) -> int:
    """How exact the target of a missed figure is; 0 where nothing is missed."""
    name = "benchmark_value" if kpi.shape == "match_benchmark" else "target_value"
    is_missed = row["verdict"] in MISSED and kpi.shape != "complete"
    target = number_in(row, name) if is_missed else None
    return 0 if target is None else needed_decimals(shown(target))


def _known(*figures: float | None) -> Levels:
    return tuple(figure for figure in figures if figure is not None)
