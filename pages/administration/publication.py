"""公表: what is public, what would be, which texts may be, and the act."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.publishing.acting import draw_publishing
from yamato_dx.ui.publishing.releasing import draw_texts
from yamato_dx.ui.publishing.standing import (
    draw_files,
    draw_headline,
    draw_history,
    draw_next,
    pick_year,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("publication", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            year = pick_year(page)
    with headline:
        found = draw_headline(page)
    with st.container(key="publishing"):
        left, right = st.columns([676, 376], gap="large")
    with left, st.container(gap=None):
        draw_next(page, found, year)
        draw_texts(page)
    with right, st.container(gap=None):
        draw_files(page, found, year)
        draw_publishing(page, found)
        draw_history(page)
