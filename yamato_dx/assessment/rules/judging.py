"""The rules applied: each shape's rows by its own rule."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from yamato_dx.assessment.rules.comparison import Figures, difference, divided, is_worse
from yamato_dx.assessment.rules.order import (
    BEFORE_RULES,
    JUDGED,
    USED_BAND,
    first_that_fits,
    outcomes_with,
)
from yamato_dx.assessment.rules.shapes import SHAPES, Rule, RuleRows

# Numbers that a rule may read: the rest of a row stays out of the way.
_RULE_COLUMNS: Final = (
    "is_in_plan",
    "has_target",
    "has_reading",
    "is_awaiting",
    "is_benchmark_awaiting",
    "is_settled",
    "is_overdue",
    "is_over",
    "is_whole",
    "is_held",
    "is_read_otherwise",
    "is_shape_open",
    "figure",
    "done",
    "total",
    "numerator",
    "denominator",
    "target_value",
    "earlier_target_value",
    "final_target_value",
    "baseline_value",
    "benchmark_value",
    "hardest",
    "easiest",
    "band",
    "core_total",
    "is_total_unset",
    "is_beyond_total",
    "held_on",
    "target_date",
)


def judged(rows: RuleRows) -> RuleRows:
    """What the rules make of `rows`, each shape's by its own rule (`shape_no`: its place)."""
    count = len(rows["shape_no"])
    made: dict[str, npt.NDArray[Any]] = {}
    for place, rule in enumerate(SHAPES.values()):
        at = np.flatnonzero(rows["shape_no"] == place)
        for name, values in _by_rule(
            {column: rows[column][at] for column in _RULE_COLUMNS}, rule
        ).items():
            made.setdefault(name, np.zeros(count, dtype=values.dtype))[at] = values
    return made


def _by_rule(rows: RuleRows, rule: Rule) -> RuleRows:
    compared = {**rows, "compared_value": rule.compared(rows)}
    ready = {**compared, "attainment_ratio": rule.attainment(compared)}
    outcome = first_that_fits(ready, (*BEFORE_RULES, *rule.steps))
    is_judged = outcomes_with(*JUDGED)[outcome]
    is_in_progress = outcomes_with("in_progress")[outcome]
    return {
        "outcome": outcome,
        "is_judged": is_judged,
        "used_band": USED_BAND[outcome] & rule.is_banded,
        "compared_value": ready["compared_value"],
        "level": rule.level(ready),
        "attainment_ratio": np.where(is_judged, ready["attainment_ratio"], np.nan),
        "gap_value": np.where(is_judged | is_in_progress, rule.gap(ready), np.nan),
        "progress_ratio": _progress(ready, rule),
        "is_target_reached": is_in_progress & rule.is_met(ready),
    }


def _progress(rows: RuleRows, rule: Rule) -> Figures:
    """(A − B)/(F − B): the way gone from the baseline to the final target; there is none from a
    baseline that has reached it."""
    baseline, final = rows["baseline_value"], rule.final_target(rows)
    has_way = is_worse(baseline, final, rule.sign_of_figure)
    has_way &= rows["is_in_plan"] & rows["is_settled"]
    way = difference(final, baseline)
    gone = divided(difference(rows["figure"], baseline), way, has_way)
    return gone + 0.0  # no figure is minus zero
