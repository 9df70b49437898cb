"""取組事項: for one initiative, targets and actuals by year, why, who, what work is under way."""

import streamlit as st

from yamato_dx.ui.comments.writing import draw_asked_comment
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.kpis.initiative import (
    draw_below,
    draw_head,
    draw_headline,
    draw_kpis,
    pick_initiative,
    wanted_kpis,
)
from yamato_dx.ui.publishing.copying import draw_facts
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("initiatives", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            year = page.fiscal_year()
            wanted = wanted_kpis(page, year)
            view = page.view()

    with st.container(key="initiative"):
        story = pick_initiative(page, view, wanted)
        with headline:
            draw_headline(page, story)
        if story is None:
            page.message(page.say("kpis.initiative.no_match"))
            st.stop()
        with st.container(key="initiative-story"):
            draw_head(page, view, story)
            draw_asked_comment(page, view, story)
            draw_kpis(page, view, story)
            draw_below(page, view, story)
            draw_facts(page, view, story)
