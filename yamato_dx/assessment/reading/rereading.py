"""Figures reported while they were to be read otherwise than they are read now.

An open question may be about what a reported figure is (`figure_means`). A figure that came while
it meant something else is no such figure: it waits until it is reported anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from yamato_dx.assessment.reading.grid import Grid
from yamato_dx.assessment.rules.answers import (
    Answer,
    AnswerAct,
    answered_in,
    candidate_in_force,
)
from yamato_dx.plan.model.types import OpenQuestion, Plan

# Why a verdict waits for a figure to be reported anew.
TO_REPORT_ANEW: Final = frozenset({"reported_as_rate", "reported_as_amount", "reported_otherwise"})

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
    questions = [each for each in plan.open_questions if each.is_of_meaning]
    if not named & {question.question_id for question in questions}:
        return found
    fiscal_year = grid.planned("fiscal_year")
    for kpi_id, question in _on_each(questions):
        of_kpi = (grid.facts["kpi_id"] == kpi_id).to_numpy()[grid.fact]
        for year in np.unique(fiscal_year):
            at = np.flatnonzero(of_kpi & (fiscal_year == year))
            now = candidate_in_force(question, answered_in(int(year), answers))
            found[at] |= _differs(question, answer_acts, int(year), revisions[at], now=now)
    return found


def _on_each(questions: Sequence[OpenQuestion]) -> Iterator[tuple[str, OpenQuestion]]:
    return ((kpi_id, question) for question in questions for kpi_id in question.kpi_ids)


def _differs(
    question: OpenQuestion,
    answer_acts: Sequence[AnswerAct],
    year: int,
    revisions: Revisions,
    *,
    now: str | None,
) -> npt.NDArray[np.bool_]:
    changes = [
        (act.revision, act.answer.candidate_id if act.answer else question.default)
        for act in answer_acts
        if act.question_id == question.question_id
        and (act.answer is None or act.answer.holds_in(year))
    ]
    means = question.patch_of(now).figure_means
    held = (question.default, *(to for _, to in changes))
    is_other = np.array([question.patch_of(each).figure_means != means for each in held])
    place = np.searchsorted([at for at, _ in changes], revisions, side="right")
    return is_other[place] & ~np.isnan(revisions)
