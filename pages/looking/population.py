"""人口: for whom are we doing this, how many will they be."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.population.pyramids import draw_pyramid
from yamato_dx.ui.population.sending import draw_own
from yamato_dx.ui.population.tables import (
    draw_facts,
    draw_indices,
    draw_movements,
    draw_residents,
    draw_sources,
)
from yamato_dx.ui.population.trends import (
    choose_added,
    draw_empty,
    draw_groups,
    draw_headline,
    draw_totals,
    story_of,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("population", served)
    moment = page.moment()
    view = page.view_at(moment)
    story = story_of(page, view)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        draw_headline(page, story)
        moment.draw_box()

    if story.is_empty:
        draw_empty(page)
    else:
        added = choose_added(page, story)
        draw_totals(page, view, added)
        draw_groups(page, view, added)
        with st.container(key="population-shape"):
            draw_pyramid(page, view)
            with st.container(key="population-support"):
                draw_indices(page, view)
                draw_movements(page, view)
    draw_residents(page, view)
    draw_facts(page, story)
    draw_own(page, is_open=story.is_empty)
    draw_sources(page, view)
