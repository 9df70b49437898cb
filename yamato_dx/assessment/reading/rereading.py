"""Figures reported while they were to be read otherwise than they are read now.

An answer to one of these questions says what a reported figure is. A figure that came under
another reading is no such figure: it waits until it is reported anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from yamato_dx.assessment.reading.grid import Grid
from yamato_dx.assessment.rules.answers import Answer, AnswerAct, answered_in
from yamato_dx.plan.model.types import OpenQuestion, Plan

# ペーパーレス: a rate of work, or an amount of paper.
READ_BY: Final = frozenset({"paperless_reading"})
# Why a verdict waits for a figure to be reported anew.
TO_REPORT_ANEW: Final = frozenset({"reported_as_rate", "reported_as_amount"})

Revisions = npt.NDArray[np.float64]


def is_read_otherwise(
    grid: Grid,
    plan: Plan,
    revisions: Revisions,
    *,
    answers: Sequence[Answer],
    answer_acts: Sequence[AnswerAct],
) -> npt.NDArray[np.bool_]:
    """Whether the figure of the revision at each place (NaN: none) came under another reading than
    the one that `answers` set for the place's year. `answer_acts`: all, in their order."""
    found = np.zeros(len(revisions), dtype=bool)
    named = {answer.question_id for answer in answers} | {act.question_id for act in answer_acts}
    if not named & READ_BY:
        return found
    fiscal_year = grid.planned("fiscal_year")
    for kpi_id, question in _questions(plan):
        of_kpi = (grid.facts["kpi_id"] == kpi_id).to_numpy()[grid.fact]
        for year in np.unique(fiscal_year):
            at = np.flatnonzero(of_kpi & (fiscal_year == year))
            now = answered_in(int(year), answers).get(question.question_id)
            reading = now.candidate_id if now else question.default
            found[at] = _differs(question, answer_acts, int(year), revisions[at], reading=reading)
    return found


def _questions(plan: Plan) -> Iterator[tuple[str, OpenQuestion]]:
    for question in plan.open_questions:
        if question.question_id in READ_BY:
            for kpi_id in question.kpi_ids:
                yield kpi_id, question


def _differs(
    question: OpenQuestion,
    answer_acts: Sequence[AnswerAct],
    year: int,
    revisions: Revisions,
    *,
    reading: str | None,
) -> npt.NDArray[np.bool_]:
    changes = [
        (act.revision, act.answer.candidate_id if act.answer else question.default)
        for act in answer_acts
        if act.question_id == question.question_id
        and (act.answer is None or act.answer.holds_in(year))
    ]
    is_other = np.array(
        [candidate_id != reading for candidate_id in (question.default, *(to for _, to in changes))]
    )
    place = np.searchsorted([at for at, _ in changes], revisions, side="right")
    return is_other[place] & ~np.isnan(revisions)
