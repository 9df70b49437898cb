"""What the plan leaves open: what was decided of it, and what nobody has decided yet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yamato_dx.plan.model.types import Kpi, OpenQuestion, Plan


@dataclass(frozen=True)
class Answer:
    """A candidate chosen for an open question, and who decided so.

    `fiscal_years`: start years in which it holds, None for all. `number`: what
    «a number that the municipality sets» is. Nobody has decided an answer that is only supposed.
    """

    question_id: str
    candidate_id: str
    fiscal_years: tuple[int, ...] | None = None
    decided_by: str = ""
    decided_on: date | None = None
    approval_no: str | None = None
    reason: str | None = None
    recorded_at: datetime | None = None
    number: float | None = None

    def holds_in(self, year: int) -> bool:
        return self.fiscal_years is None or year in self.fiscal_years


@dataclass(frozen=True)
class AnswerAct:
    """What an act said of a question: an answer, or (None) that it is open again."""

    question_id: str
    answer: Answer | None
    revision: int


AnswersInForce = Mapping[str, Answer]  # by question_id


def answered_in(year: int, answers: Sequence[Answer]) -> AnswersInForce:
    """The answers that hold in a fiscal year; of one question, the last given."""
    return {answer.question_id: answer for answer in answers if answer.holds_in(year)}


def candidate_in_force(question: OpenQuestion, answered: AnswersInForce) -> str | None:
    """The candidate that was decided, or the plan's default until then."""
    answer = answered.get(question.question_id)
    return answer.candidate_id if answer else question.default


@dataclass(frozen=True)
class OpenRules:
    """What is open for one KPI in one year, and what is decided.

    `candidates`: the published averages under each of which it is judged; None where the plan
    asks nothing about them. `decided`, `decided_band`: the answers that bear on it.
    `is_shape_open`: what a reported figure is, and with it by which shape it is judged, is a
    question of the plan.
    """

    defaults: tuple[str, ...]
    judged_under_each: tuple[str, ...]
    holds: tuple[str, ...]
    is_band_open: bool
    band_questions: tuple[str, ...]
    candidates: tuple[str, ...] | None
    decided: tuple[Answer, ...]
    decided_band: tuple[Answer, ...]
    is_shape_open: bool


def open_rules(plan: Plan, kpi: Kpi, answered: AnswersInForce) -> OpenRules:
    """What bears on `kpi`, with `answered` no longer open."""
    questions = plan.questions_on(kpi.kpi_id)
    still_open = [question for question in questions if question.question_id not in answered]
    decided = [question for question in questions if question.question_id in answered]
    return OpenRules(
        defaults=tuple(
            question.question_id
            for question in still_open
            if question.treatment == "default" and not question.is_of_band
        ),
        judged_under_each=tuple(
            question.question_id for question in still_open if _judges_under_each(question)
        ),
        holds=tuple(question.question_id for question in still_open if _holds(question)),
        is_band_open=kpi.band is None and not any(question.touches_band for question in decided),
        band_questions=tuple(
            question.question_id for question in still_open if question.is_of_band
        ),
        candidates=_benchmark_ids(questions, answered),
        decided=tuple(
            answered[question.question_id] for question in decided if not question.is_of_band
        ),
        decided_band=tuple(
            answered[question.question_id]
            for question in decided
            if question.is_of_band and kpi.band is None
        ),
        is_shape_open=any(
            question.is_of_meaning and any(each.patch.shape for each in question.candidates)
            for question in questions
        ),
    )


def decisions_text(answers: Sequence[Answer]) -> str:
    """Decisions as a row of an assessment carries them; «» for none."""
    decisions = [
        {
            "question_id": answer.question_id,
            "candidate_id": answer.candidate_id,
            "fiscal_years": answer.fiscal_years,
            "decided_by": answer.decided_by,
            "decided_on": answer.decided_on.isoformat() if answer.decided_on else None,
            "approval_no": answer.approval_no,
            "number": answer.number,
        }
        for answer in answers
    ]
    return json.dumps(decisions, ensure_ascii=False) if decisions else ""


def decisions_in(written: str) -> tuple[Answer, ...]:
    """The decisions that `decisions_text` wrote."""
    return tuple(
        Answer(
            decision["question_id"],
            decision["candidate_id"],
            None if decision["fiscal_years"] is None else tuple(decision["fiscal_years"]),
            decision["decided_by"],
            date.fromisoformat(decision["decided_on"]) if decision["decided_on"] else None,
            decision["approval_no"],
            number=decision["number"],
        )
        for decision in json.loads(written or "[]")
    )


def _judges_under_each(question: OpenQuestion) -> bool:
    return question.treatment == "candidates" and bool(_choices(question))


def _holds(question: OpenQuestion) -> bool:
    """`hold`, and candidates that name no figure to judge under."""
    return question.treatment == "hold" or (
        question.treatment == "candidates" and not _choices(question)
    )


def _choices(question: OpenQuestion) -> tuple[str, ...]:
    """The published averages that its candidates name."""
    return tuple(
        candidate.patch.benchmark_id
        for candidate in question.candidates
        if candidate.patch.benchmark_id is not None
    )


def _benchmark_ids(
    questions: tuple[OpenQuestion, ...], answered: AnswersInForce
) -> tuple[str, ...] | None:
    for question in questions:
        chosen = question.patch_of(candidate_in_force(question, answered)).benchmark_id
        if choices := _choices(question):
            return choices if chosen is None else (chosen,)
    return None
