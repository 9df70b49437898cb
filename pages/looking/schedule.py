"""全体スケジュール: what was to happen when, what happened."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.schedule.years import (
    draw_list,
    draw_sentence,
    draw_table_head,
    draw_years,
    schedule_of,
    wanted_items,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("schedule", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            wanted = wanted_items(page)
            view = page.view()

    found = schedule_of(page, view)
    with headline:
        page.title("frame.page.schedule")
    draw_sentence(page, view, found)
    if draw_table_head(page, view, found, wanted):
        draw_years(page, view, found, wanted)
    else:
        draw_list(page, found, wanted)
