"""What the plan leaves open and nobody has decided yet, as far as verdicts depend on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yamato_dx.plan.types import Candidate, Kpi, OpenQuestion, Plan

# The question whether おおむね達成 begins at 0.8: it bears only on verdicts that used the band.
BAND_QUESTION: Final = "nearly_met_band"


@dataclass(frozen=True)
class OpenRules:
    """What is open for one KPI.

    `candidates`: the published averages under each of which it is judged; None where the plan
    asks nothing about them.
    """

    defaults: tuple[str, ...]
    judged_under_each: tuple[str, ...]
    holds: tuple[str, ...]
    is_band_open: bool
    band_question: tuple[str, ...]
    candidates: tuple[str, ...] | None


def open_rules(plan: Plan, kpi: Kpi, answers: Mapping[str, str]) -> OpenRules:
    """What bears on `kpi`; `answers` (question_id → candidate_id) are no longer open."""
    questions = plan.questions_on(kpi.kpi_id)
    assert all(
        _has_rule(one, answers[one.question_id]) for one in questions if one.question_id in answers
    ), "an answer is the question's default, or names a published average"
    still_open = [one for one in questions if one.question_id not in answers]
    return OpenRules(
        defaults=tuple(
            one.question_id
            for one in still_open
            if one.treatment == "default" and one.question_id != BAND_QUESTION
        ),
        judged_under_each=tuple(one.question_id for one in still_open if _judges_under_each(one)),
        holds=tuple(one.question_id for one in still_open if _holds(one)),
        is_band_open=kpi.band is None and BAND_QUESTION not in answers,
        band_question=tuple(
            one.question_id for one in still_open if one.question_id == BAND_QUESTION
        ),
        candidates=_benchmark_ids(questions, answers),
    )


def _has_rule(question: OpenQuestion, answer: str) -> bool:
    return answer in (question.default, *(one.candidate_id for one in _choices(question)))


def _judges_under_each(question: OpenQuestion) -> bool:
    return question.treatment == "candidates" and bool(_choices(question))


def _holds(question: OpenQuestion) -> bool:
    """`hold`, and candidates that name no figure to judge under."""
    return question.treatment == "hold" or (
        question.treatment == "candidates" and not _choices(question)
    )


def _choices(question: OpenQuestion) -> tuple[Candidate, ...]:
    return tuple(one for one in question.candidates if one.benchmark_id is not None)


def _benchmark_ids(
    questions: tuple[OpenQuestion, ...], answers: Mapping[str, str]
) -> tuple[str, ...] | None:
    for question in questions:
        chosen = answers.get(question.question_id, question.default)
        choices = _choices(question)
        picked = [one for one in choices if chosen is None or one.candidate_id == chosen]
        if choices:
            return tuple(str(one.benchmark_id) for one in picked)
    return None
