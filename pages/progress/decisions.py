"""未決定事項: what did the plan leave open, and what would each answer change."""

import streamlit as st

from yamato_dx.ui.decisions.answers import draw_history
from yamato_dx.ui.decisions.open_questions import (
    draw_answer_form,
    draw_effects,
    draw_elsewhere,
    draw_headline,
    draw_list,
    draw_question,
    pick_question,
    suppose_what,
)
from yamato_dx.ui.frame.outcome import draw_outcome
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("decisions", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            view = page.view()

    with headline:
        questions = draw_headline(page, view)
    if questions:
        draw_list(page, view, questions)
        one = pick_question(page, questions)
        told, answer = st.columns([792, 376], gap="large")
        with told, st.container(gap=None):
            draw_question(page, view, one)
            about = suppose_what(page, one)
            draw_effects(page, view, one, about)
        with answer, st.container(gap=None):
            draw_answer_form(page, view, one, about)
            draw_outcome(page)
        draw_history(page, view, one)
    draw_elsewhere(page, view)
