"""The order in which verdicts are tried: first that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from yamato_dx.assessment.rules.comparison import YesNo
from yamato_dx.assessment.rules.shapes import BAND_NOT_SET, SHAPES, RuleRows, Step, VerdictCode

MISSED: Final[tuple[VerdictCode, ...]] = ("nearly_met", "not_met")
JUDGED: Final[tuple[VerdictCode, ...]] = ("met", *MISSED)

# What comes before a shape's own steps. `is_settled`: a figure that stands for its whole year,
# and the year is over or the figure is a forecast of all of it.
BEFORE_RULES: Final = (
    Step("outside_period", "outside_plan", lambda rows: ~rows["is_in_plan"]),
    Step("no_target", "no_target_in_year", lambda rows: ~rows["has_target"]),
    Step("awaiting_publication", "reported_awaiting", lambda rows: rows["is_awaiting"]),
    Step(
        "awaiting_publication",
        "benchmark_awaiting",
        lambda rows: rows["is_benchmark_awaiting"] & rows["is_settled"],
    ),
    Step("not_due", "not_yet_due", lambda rows: ~rows["has_reading"] & ~rows["is_overdue"]),
    Step("not_reported", "nothing_reported", lambda rows: ~rows["has_reading"]),
    Step("not_reported", "months_missing", lambda rows: ~rows["is_whole"] & rows["is_overdue"]),
    Step("in_progress", "months_missing", lambda rows: ~rows["is_settled"] & rows["is_over"]),
    Step("in_progress", "year_not_over", lambda rows: ~rows["is_settled"]),
    Step("cannot_judge", "undecided", lambda rows: rows["is_held"]),
)

OUTCOMES: Final = tuple(
    dict.fromkeys(
        (step.verdict, step.reason)
        for steps in (BEFORE_RULES, *(rule.steps for rule in SHAPES.values()))
        for step in steps
    )
)
REASONS: Final = tuple(dict.fromkeys(reason for _, reason in OUTCOMES))


def outcomes_with(*verdicts: VerdictCode) -> YesNo:
    """For each of `OUTCOMES`, whether its verdict is one of these."""
    return np.array([verdict in verdicts for verdict, _ in OUTCOMES])


# The outcomes of a banded shape on which おおむね達成 bears.
USED_BAND: Final = outcomes_with(*MISSED) | np.array(
    [reason == BAND_NOT_SET for _, reason in OUTCOMES]
)


def first_that_fits(rows: RuleRows, steps: Sequence[Step]) -> npt.NDArray[np.int64]:
    """For each row the place in `OUTCOMES` of the first step that fits it."""
    places = [OUTCOMES.index((step.verdict, step.reason)) for step in steps]
    outcome = np.select([step.fits(rows) for step in steps], places, default=-1)
    assert (outcome >= 0).all(), "the last step of a rule fits every row"
    return outcome
