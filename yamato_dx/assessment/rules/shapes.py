"""The rules: one entry per shape of target. Another body's rule would be another entry.

Every function takes rows (columns by name, one element per municipality × KPI × fiscal year)
and gives one figure or yes/no per row. Columns they read:

`figure`          the reported value, where it may be held against a target
`compared_value`  what the rule holds against the target (filled from `compared`)
`done`, `total`   items; `numerator`, `denominator` as reported (attended, eligible)
`target_value`, `baseline_value`, `earlier_target_value`, `final_target_value`, `band`
`core_total`      items that do not yet make the whole; `is_total_unset`: nobody told the total
`is_beyond_total` more is counted than the whole: `done` and `figure` are empty
`hardest`, `easiest`  of the published averages the value is judged under
`held_on`         the day for which the value is true
`is_read_otherwise`  the value, or its baseline, was reported while it meant something else
`is_shape_open`  and while, by that, another shape may have judged it
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from yamato_dx.assessment.rules.comparison import (
    Figures,
    YesNo,
    difference,
    divided,
    is_worse,
    product,
    quotient,
    reaches,
)
from yamato_dx.plan.model.types import Shape

VerdictCode = Literal[
    "outside_period",
    "no_target",
    "awaiting_publication",
    "not_due",
    "not_reported",
    "in_progress",
    "cannot_judge",
    "met",
    "nearly_met",
    "not_met",
]
# Arrays, not a DataFrame: for one town of 40 rows pandas would take 50 ms to the rules' 2.
RuleRows = Mapping[str, npt.NDArray[Any]]
Made = Callable[[RuleRows], Figures]
BAND_NOT_SET: Final = "band_not_set"
Sign = Literal[1, -1]  # 1: more is better, -1: less is better
Test = Callable[[RuleRows], YesNo]


@dataclass(frozen=True)
class Step:
    """A verdict and its reason, given to the rows that pass `fits` and passed no step before."""

    verdict: VerdictCode
    reason: str
    fits: Test


@dataclass(frozen=True)
class Rule:
    """How one shape is judged. `gap` is positive where better than the target."""

    sign: Sign  # of what is compared
    sign_of_figure: Sign  # of the reported value: of what a share is reduced, less is better
    compared: Made
    level: Made  # what the change on the year before is taken of
    attainment: Made
    gap: Made
    final_target: Made  # in the KPI's own unit, for progress
    is_met: Test
    is_banded: bool
    steps: tuple[Step, ...]  # from «can it be judged» to the last verdict


def _column(name: str) -> Made:
    return lambda rows: rows[name]


def _always(rows: RuleRows) -> YesNo:
    return np.full(len(rows["figure"]), fill_value=True)


def _is_of_other_shape(rows: RuleRows) -> YesNo:
    """As a rate or as an amount, whichever it is not now."""
    return rows["is_read_otherwise"] & rows["is_shape_open"]


_REPORTED_OTHERWISE: Final = Step(
    "cannot_judge", "reported_otherwise", lambda rows: rows["is_read_otherwise"]
)


def _is_missing(name: str) -> Test:
    return lambda rows: np.isnan(rows[name])


def _reaches_target(sign: Sign) -> Test:
    return lambda rows: reaches(rows["compared_value"], rows["target_value"], sign)


def _has_unknown_band(rows: RuleRows) -> YesNo:
    """The municipality sets it, and has not told it."""
    return np.isnan(rows["band"])


def _has_no_band(rows: RuleRows) -> YesNo:
    """Decided so: there is no おおむね達成."""
    return np.isinf(rows["band"])


def _is_below_band(rows: RuleRows) -> YesNo:
    return is_worse(rows["attainment_ratio"], rows["band"], 1)


def _is_worse_than_baseline(sign: Sign) -> Test:
    return lambda rows: is_worse(rows["figure"], rows["baseline_value"], sign)


def _is_worse_than_earlier_target(sign: Sign) -> Test:
    return lambda rows: is_worse(rows["compared_value"], rows["earlier_target_value"], sign)


def _banded(*, sign: Sign, sign_of_figure: Sign) -> tuple[Step, ...]:
    """The steps of a shape with おおむね達成; the figure and what is compared may point apart."""
    return (
        Step("met", "target_reached", _reaches_target(sign)),
        Step("cannot_judge", BAND_NOT_SET, _has_unknown_band),
        Step("not_met", "target_missed", _has_no_band),
        Step("not_met", "below_band", _is_below_band),
        Step("not_met", "worse_than_baseline", _is_worse_than_baseline(sign_of_figure)),
        Step("not_met", "worse_than_earlier_target", _is_worse_than_earlier_target(sign)),
        Step("not_met", "no_ratio", _is_missing("attainment_ratio")),
        Step("nearly_met", "within_band", _always),
    )


def _share_reduced(rows: RuleRows) -> Figures:
    baseline = rows["baseline_value"]
    left = divided(rows["figure"], baseline, baseline > 0)
    return difference(np.ones_like(left), left)


def _baseline_reduced(rows: RuleRows) -> Figures:
    """The final target in the KPI's own unit: 12,400 less 20 %."""
    required = rows["final_target_value"]
    return product(rows["baseline_value"], difference(np.ones_like(required), required))


def _share_done(rows: RuleRows) -> Figures:
    return quotient(rows["done"], rows["total"])


def _coverage(rows: RuleRows) -> Figures:
    return quotient(rows["numerator"], rows["denominator"])


def _is_all_done(rows: RuleRows) -> YesNo:
    return rows["done"] >= rows["total"]


def _is_core_only(rows: RuleRows) -> YesNo:
    """The reported total counts no more than what is not yet the whole."""
    return rows["denominator"] <= rows["core_total"]


def _is_done_in_time(rows: RuleRows) -> YesNo:
    return _is_all_done(rows) & (rows["held_on"] <= rows["target_date"])


def _is_count_short(rows: RuleRows) -> YesNo:
    return ~reaches(rows["figure"], rows["target_value"], 1)


def _is_everybody(rows: RuleRows) -> YesNo:
    return rows["numerator"] >= rows["denominator"]


def _is_duty_done(rows: RuleRows) -> YesNo:
    return ~_is_count_short(rows) & _is_everybody(rows)


def _duty_gap(rows: RuleRows) -> Figures:
    """Times short; else people short; else times above the duty."""
    people = difference(rows["numerator"], rows["denominator"])
    times = difference(rows["figure"], rows["target_value"])
    return np.where(~_is_count_short(rows) & ~_is_everybody(rows), people, times)


def _reaches_all_benchmarks(rows: RuleRows) -> YesNo:
    return reaches(rows["figure"], rows["hardest"], 1)


def _reaches_no_benchmark(rows: RuleRows) -> YesNo:
    return is_worse(rows["figure"], rows["easiest"], 1)


SHAPES: Final[Mapping[Shape, Rule]] = {
    "at_least": Rule(
        sign=1,
        sign_of_figure=1,
        compared=_column("figure"),
        level=_column("compared_value"),
        attainment=lambda rows: quotient(rows["figure"], rows["target_value"]),
        gap=lambda rows: difference(rows["figure"], rows["target_value"]),
        final_target=_column("final_target_value"),
        is_met=_reaches_target(1),
        is_banded=True,
        steps=(
            Step("cannot_judge", "reported_as_amount", _is_of_other_shape),
            _REPORTED_OTHERWISE,
            *_banded(sign=1, sign_of_figure=1),
        ),
    ),
    "at_most": Rule(
        sign=-1,
        sign_of_figure=-1,
        compared=_column("figure"),
        level=_column("compared_value"),
        attainment=lambda rows: quotient(rows["target_value"], rows["figure"]),
        gap=lambda rows: difference(rows["target_value"], rows["figure"]),
        final_target=_column("final_target_value"),
        is_met=_reaches_target(-1),
        is_banded=True,
        steps=(_REPORTED_OTHERWISE, *_banded(sign=-1, sign_of_figure=-1)),
    ),
    "reduce_by": Rule(
        sign=1,
        sign_of_figure=-1,
        compared=_share_reduced,
        level=_column("compared_value"),
        attainment=lambda rows: quotient(rows["compared_value"], rows["target_value"]),
        gap=lambda rows: difference(rows["compared_value"], rows["target_value"]),
        final_target=_baseline_reduced,
        is_met=_reaches_target(1),
        is_banded=True,
        steps=(
            Step("cannot_judge", "reported_as_rate", _is_of_other_shape),
            _REPORTED_OTHERWISE,
            Step("cannot_judge", "no_baseline", _is_missing("baseline_value")),
            Step("cannot_judge", "baseline_zero", lambda rows: rows["baseline_value"] == 0),
            Step("cannot_judge", "baseline_negative", lambda rows: rows["baseline_value"] < 0),
            *_banded(sign=1, sign_of_figure=-1),
        ),
    ),
    "match_benchmark": Rule(
        sign=1,
        sign_of_figure=1,
        compared=_column("figure"),
        level=_column("compared_value"),
        attainment=lambda rows: quotient(rows["figure"], rows["benchmark_value"]),
        gap=lambda rows: difference(rows["figure"], rows["benchmark_value"]),
        final_target=_column("final_target_value"),
        is_met=_reaches_all_benchmarks,
        is_banded=False,
        steps=(
            _REPORTED_OTHERWISE,
            Step("cannot_judge", "no_benchmark", _is_missing("hardest")),
            Step("met", "target_reached", _reaches_all_benchmarks),
            Step("not_met", "below_benchmark", _reaches_no_benchmark),
            Step("cannot_judge", "candidates_disagree", _always),
        ),
    ),
    "complete": Rule(
        sign=1,
        sign_of_figure=1,
        compared=_share_done,
        level=_column("done"),
        attainment=_share_done,
        gap=lambda rows: difference(rows["done"], rows["total"]),
        final_target=_column("final_target_value"),
        is_met=_is_done_in_time,
        is_banded=False,
        steps=(
            _REPORTED_OTHERWISE,
            Step("cannot_judge", "total_beyond_plan", lambda rows: rows["is_beyond_total"]),
            Step("cannot_judge", "no_count", _is_missing("done")),
            Step("cannot_judge", "total_not_set", lambda rows: rows["is_total_unset"]),
            Step("cannot_judge", "ancillary_not_counted", _is_core_only),
            Step("cannot_judge", "no_total", lambda rows: ~(rows["total"] > 0)),
            Step("met", "target_reached", _is_done_in_time),
            Step("not_met", "completed_late", _is_all_done),
            Step("not_met", "not_complete", _always),
        ),
    ),
    "yearly_duty": Rule(
        sign=1,
        sign_of_figure=1,
        compared=_column("figure"),
        level=_column("compared_value"),
        attainment=_coverage,
        gap=_duty_gap,
        final_target=_column("final_target_value"),
        is_met=_is_duty_done,
        is_banded=False,
        steps=(
            _REPORTED_OTHERWISE,
            Step("cannot_judge", "no_count", _is_missing("figure")),
            # Held too seldom, it is missed whoever came.
            Step("not_met", "count_short", _is_count_short),
            Step("cannot_judge", "no_coverage", lambda rows: np.isnan(_coverage(rows))),
            Step("met", "target_reached", _is_duty_done),
            Step("not_met", "not_everybody", _always),
        ),
    ),
}
