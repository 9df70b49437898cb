"""期末評価: what of the plan was reached, what goes on."""

import streamlit as st

from yamato_dx.ui.closing.ending import draw_ending, draw_missing, draw_next
from yamato_dx.ui.closing.forms import draw_asked, draw_form
from yamato_dx.ui.closing.story import (
    draw_counts,
    draw_effects,
    draw_headline,
    draw_judgements,
    draw_lines,
    draw_opinions,
    draw_state,
)
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("closing", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            view = page.view()

    with headline:
        story = draw_headline(page, view)
    draw_state(page, story)
    draw_counts(page, story)
    draw_asked(page, view, story)
    with st.container(key="closing-columns"):
        lines, beside = st.columns([900, 284], gap="medium")
    with lines, st.container(gap=None):
        draw_lines(page, view, story)
        draw_form(page, view, story, "carry")
    with beside, st.container(gap=None):
        draw_missing(page, story)
        draw_ending(page, view, story)
        draw_next(page, view, story)
    draw_effects(page, story)
    draw_form(page, view, story, "effect")
    with st.container(key="closing-people"):
        said, asked = st.columns(2, gap="large")
    with said, st.container(gap=None):
        draw_judgements(page, story)
        draw_form(page, view, story, "judgement")
    with asked, st.container(gap=None):
        draw_opinions(page, story)
        draw_form(page, view, story, "opinion")
