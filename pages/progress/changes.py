"""前回から: what is different from the last meeting, round or any moment."""

import streamlit as st

from yamato_dx.ui.changes.changes import (
    draw_changes,
    draw_headline,
    draw_to_take_away,
    pick_moments,
)
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("changes", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            picked = pick_moments(page)
    if picked is None:
        with headline:
            page.title("frame.page.changes", "changes.first")
        return

    with headline:
        changes = draw_headline(page, *picked)
    draw_changes(page, changes, *picked)
    draw_to_take_away(page, changes, *picked)
