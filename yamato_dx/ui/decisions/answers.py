"""The history of answers to a question, the way to the world before each, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.decisions import answer_words
from yamato_dx.queries.decisions.open_questions import Given, answers_given, years_words
from yamato_dx.ui.decisions import answering
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.forms import name_field
from yamato_dx.ui.frame.language import address

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.decisions.open_questions import Standing
    from yamato_dx.ui.frame.screen import Screen

HISTORY: Final = ("answer", "years", "decided", "reason", "recorded", "until")


def draw_history(page: Screen, view: View, standing: Standing) -> None:
    """Every answer so far: whose, when, until when; with the way to the world before it."""
    given = answers_given(page.record, view, standing.question.question_id)
    if not given:
        return
    title = page.say("decisions.history.title")
    page.section_head(title, page.say("decisions.history.count", count=len(given)))
    heads = [Head(page.say(f"decisions.history.{name}")) for name in HISTORY]
    heads.append(Head(page.say("decisions.history.before")))
    draw_table(page, title, heads, [_history_row(page, standing, each) for each in given])
    if view.as_of is None and standing.state != "open" and page.may(Act.DECIDE):
        _take_back(page, standing)


def _history_row(page: Screen, standing: Standing, given: Given) -> list[Cell]:
    before = given.recorded_at - timedelta(microseconds=1)
    words: dict[str, Any] = {
        "answer": page.say("decisions.history.taken_back")
        if given.taken_back
        else answer_words(standing.question, given.candidate_id, given.number, page.lang),
        "years": years_words(given.fiscal_years, page.lang),
        "decided": "　".join(
            part
            for part in (
                given.decided_by,
                i18n.day(given.decided_on, page.lang) if given.decided_on else "",
                given.approval_no,
            )
            if part
        ),
        "reason": given.reason,
        "recorded": f"{i18n.moment(given.recorded_at, page.lang)}　{given.recorded_by}",
        "until": _until(page, given),
    }
    link = address(
        "/decisions",
        page.lang,
        question=standing.question.question_id,
        as_of=before.astimezone(i18n.TOKYO).isoformat(),
    )
    return [
        *(Cell(words[name], is_code=name == "years") for name in HISTORY),
        Cell(page.say("decisions.history.look"), link=link, is_code=True),
    ]


def _until(page: Screen, given: Given) -> str:
    if given.until is not None:
        return i18n.moment(given.until, page.lang)
    if not given.holds_in or given.holds_in == given.fiscal_years:
        return page.say("decisions.history.in_force")
    return page.say(
        "decisions.history.in_force_years", years=years_words(given.holds_in, page.lang)
    )


def _take_back(page: Screen, standing: Standing) -> None:
    with st.expander(page.say("decisions.back.open"), on_change="rerun") as box:
        if not box.open:
            return
        page.draw("note", lines=[page.say("decisions.back.note")])
        form = answering.answer_form(page, standing.question.question_id)
        with st.form("take-back", border=False):
            name_field(page, page.say("decisions.answer.recorded_by"), answering.TAKER)
            st.form_submit_button(
                page.say("decisions.back.button"),
                on_click=answering.take_back,
                args=(page, form, standing.question),
            )
