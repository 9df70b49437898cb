"""A question is known by what its candidates set, by no id: called otherwise, it does the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pandas as pd
import pytest

from tests.queries.decisions.answerable import ON, answerable, now
from yamato_dx.acts.opening import plans_in
from yamato_dx.assessment import assess, evidence
from yamato_dx.assessment.rules.answers import Answer, AnswerAct, decisions_in
from yamato_dx.plan.model.types import Candidate, OpenQuestion, Plan
from yamato_dx.queries.assessed import Assessed, assessed
from yamato_dx.rows import rows_of

PLAN: Final = plans_in(None)[-1]
# By what they are called in 山都町's plan → otherwise.
QUESTIONS: Final = {
    question.question_id: f"q_{number}" for number, question in enumerate(PLAN.open_questions)
}
CANDIDATES: Final = {
    (question.question_id, candidate.candidate_id): f"c_{number}"
    for question in PLAN.open_questions
    for number, candidate in enumerate(question.candidates)
}
NUMBERS: Final = {"band": 0.9, "total": 4.0, None: None}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Assessed:
    folder: Path = tmp_path_factory.mktemp("renamed")
    with answerable(folder) as record:
        return assessed(record, now(record))


def renamed(plan: Plan) -> Plan:
    return replace(plan, open_questions=tuple(map(_called_otherwise, plan.open_questions)))


def _called_otherwise(question: OpenQuestion) -> OpenQuestion:
    def of(candidate_id: str) -> str:
        return CANDIDATES[question.question_id, candidate_id]

    return replace(
        question,
        question_id=QUESTIONS[question.question_id],
        candidates=tuple(
            replace(one, candidate_id=of(one.candidate_id)) for one in question.candidates
        ),
        default=question.default and of(question.default),
    )


def judged(held: Assessed, plan: Plan, answers: tuple[Answer, ...], said_at: int) -> pd.DataFrame:
    """`said_at`: when; the figures came at later revisions than 0 and earlier ones than 99."""
    acts = tuple(AnswerAct(one.question_id, one, said_at) for one in answers)
    return assess(plan, held.standing, held.benchmarks, ON, answers=answers, answer_acts=acts)


def with_other_ids(frame: pd.DataFrame) -> pd.DataFrame:
    """The ids in the frame as the renamed plan has them; decisions as values."""
    asked = [" ".join(QUESTIONS[one] for one in ids.split()) for ids in frame["question_ids"]]
    decided = [tuple(map(_otherwise, decisions_in(str(text)))) for text in frame["decisions"]]
    return frame.assign(question_ids=pd.array(asked, dtype="str"), decisions=decided)


def _otherwise(one: Answer) -> Answer:
    called = CANDIDATES[one.question_id, one.candidate_id]
    return replace(one, question_id=QUESTIONS[one.question_id], candidate_id=called)


def _answer(question: OpenQuestion, candidate: Candidate) -> Answer:
    number = NUMBERS[candidate.patch.number_for]
    return Answer(question.question_id, candidate.candidate_id, decided_by="町長", number=number)


EVERY = [
    (),
    *((_answer(question, one),) for question in PLAN.open_questions for one in question.candidates),
    tuple(_answer(question, question.candidates[-1]) for question in PLAN.open_questions),
]


@pytest.mark.parametrize("said_at", [0, 99])
@pytest.mark.parametrize("answers", EVERY, ids=lambda said: "-".join(a.candidate_id for a in said))
def test_under_other_ids_the_verdicts_are_the_same(
    held: Assessed, answers: tuple[Answer, ...], said_at: int
) -> None:
    frame = judged(held, held.plan, answers, said_at)
    other_plan = renamed(held.plan)
    other = judged(held, other_plan, tuple(map(_otherwise, answers)), said_at)
    decided = [decisions_in(str(text)) for text in other["decisions"]]
    pd.testing.assert_frame_equal(
        other.assign(decisions=decided), with_other_ids(frame), check_exact=True
    )
    words = [evidence(row, held.plan, "ja") for row in rows_of(frame)]
    assert words == [evidence(row, other_plan, "ja") for row in rows_of(other)]
