"""用語・出典: what does this word mean, where is this from."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.glossary.problems import draw_asked_problem, draw_problems
from yamato_dx.ui.glossary.terms import (
    draw_asked,
    draw_rules,
    draw_sources,
    draw_terms,
    draw_unverified,
    search_words,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("glossary", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            view = page.view()
    with headline:
        page.title("frame.page.glossary", "glossary.lead")
    draw_asked(page, view)
    draw_asked_problem(page)
    wanted = search_words(page)
    draw_terms(page, view, wanted)
    draw_rules(page, view, wanted)
    draw_problems(page, wanted)
    draw_sources(page, view, wanted)
    draw_unverified(page, view, wanted)
