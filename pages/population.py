"""人口: for whom are we doing this, how many will they be."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.population.sending import draw_own
from yamato_dx.ui.population.trends import (
    draw_empty,
    draw_groups,
    draw_headline,
    draw_pyramid,
    draw_residents,
    draw_sources,
    draw_total,
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
        draw_total(page, view, story)
        draw_groups(page, view, story)
        draw_pyramid(page, view)
    draw_residents(page, view)
    draw_own(page, is_open=story.is_empty)
    draw_sources(page, view)
