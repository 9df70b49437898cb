"""From a filled-in form to an answer in the ledger, between two reruns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.deciding import decide, undecide
from yamato_dx.entries.decisions import DECISION, answer_words
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, attempt, form_of, name_of, signature

if TYPE_CHECKING:
    from datetime import date

    from yamato_dx.plan.model.types import OpenQuestion
    from yamato_dx.ui.frame.screen import Screen

RECORDER: Final = "answer.by"
TAKER: Final = "answer.back.by"


def answer_form(page: Screen, question_id: str) -> Form:
    """Bound to the answers as they were when its reader came to the question."""
    return form_of(page, f"answer.{question_id}", ((DECISION.name, question_id),))


@dataclass(frozen=True)
class AnswerScope:
    """What the answer would be about: these years (None: all), this number."""

    fiscal_years: tuple[int, ...] | None
    number: float | None


def answer(
    page: Screen, form: Form, question: OpenQuestion, about: AnswerScope, *, present: date
) -> None:
    """`present`: the day of the decision where the form names none."""
    said = st.session_state
    chosen: str | None = said.get(form.key("candidate"))
    decided_by, recorded_by = form.told("decided_by"), name_of(page, RECORDER)
    if not (chosen and decided_by and recorded_by):
        outcome.keep(page.name, page.say("decisions.answer.missing"), tone="bad")
        return
    is_numbered = question.patch_of(chosen).number_for is not None
    if is_numbered and about.number is None:
        outcome.keep(page.name, page.say("decisions.answer.number_missing"), tone="bad")
        return
    is_done = attempt(
        page,
        form,
        lambda seen_at: decide(
            page.record,
            question.question_id,
            chosen,
            actor=page.actor(recorded_by),
            decided_by=decided_by,
            decided_on=said.get(form.key("decided_on")) or present,
            approval_no=form.told("approval_no") or None,
            reason=form.told("reason") or None,
            fiscal_years=about.fiscal_years,
            number=about.number if is_numbered else None,
            expected_revision=seen_at,
            plan_id=page.plan.plan_id,
        ),
    )
    if is_done:
        title = question.title.in_language(page.lang)
        words = answer_words(question, chosen, about.number if is_numbered else None, page.lang)
        outcome.keep(page.name, page.say("decisions.answer.done", title=title, answer=words))


def take_back(page: Screen, form: Form, question: OpenQuestion) -> None:
    recorded_by = signature(page, page.name, TAKER, "decisions.back.missing")
    if not recorded_by:
        return
    is_done = attempt(
        page,
        form,
        lambda seen_at: undecide(
            page.record,
            question.question_id,
            actor=page.actor(recorded_by),
            expected_revision=seen_at,
            plan_id=page.plan.plan_id,
        ),
    )
    if is_done:
        title = question.title.in_language(page.lang)
        outcome.keep(page.name, page.say("decisions.back.done", title=title))
