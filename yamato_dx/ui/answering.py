"""From a filled-in form to an answer in the ledger, between two reruns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.deciding import decide, undecide
from yamato_dx.errors import YamatoDxError
from yamato_dx.questions.open_questions import NUMBERED
from yamato_dx.questions.question_words import answer_words
from yamato_dx.ui import outcome

if TYPE_CHECKING:
    from yamato_dx.plan.types import OpenQuestion
    from yamato_dx.questions.assessed import View
    from yamato_dx.ui.screen import Screen

RECORDER: Final = "answer.by"
TAKER: Final = "answer.back.by"
ROUND: Final = "answer.round"


def form_key(question_id: str) -> str:
    """A new key after each answer: an empty form."""
    return f"answer.{question_id}.{st.session_state.get(ROUND, 0)}"


def answer(
    page: Screen,
    view: View,
    question: OpenQuestion,
    fiscal_years: tuple[int, ...] | None,
    number: float | None,
) -> None:
    key = form_key(question.question_id)
    said = st.session_state
    chosen: str | None = said.get(f"{key}.candidate")
    decided_by, recorded_by = _told(f"{key}.decided_by"), _told(RECORDER)
    if not (chosen and decided_by and recorded_by):
        outcome.keep(page.name, page.say("open_questions.answer.missing"), tone="bad")
        return
    if chosen == NUMBERED and number is None:
        outcome.keep(page.name, page.say("open_questions.answer.number_missing"), tone="bad")
        return
    _attempt(
        page,
        lambda: decide(
            page.record,
            question.question_id,
            chosen,
            actor=Actor(recorded_by),
            decided_by=decided_by,
            decided_on=said.get(f"{key}.decided_on") or view.on,
            approval_no=_told(f"{key}.approval_no") or None,
            reason=_told(f"{key}.reason") or None,
            fiscal_years=fiscal_years,
            number=number if chosen == NUMBERED else None,
        ),
        page.say(
            "open_questions.answer.done",
            title=question.title.in_language(page.lang),
            answer=answer_words(
                question, chosen, number if chosen == NUMBERED else None, page.lang
            ),
        ),
    )


def take_back(page: Screen, question: OpenQuestion) -> None:
    recorded_by = _told(TAKER)
    if not recorded_by:
        outcome.keep(page.name, page.say("open_questions.back.missing"), tone="bad")
        return
    _attempt(
        page,
        lambda: undecide(page.record, question.question_id, actor=Actor(recorded_by)),
        page.say("open_questions.back.done", title=question.title.in_language(page.lang)),
    )


def _attempt(page: Screen, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except YamatoDxError as error:
        outcome.keep(page.name, error.sentence(page.lang), tone="bad")
        return
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    outcome.keep(page.name, done)


def _told(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()
