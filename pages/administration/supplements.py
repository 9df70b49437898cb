"""原本からの補記: what our text of the plan lost, copied from the municipality's own original."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.plan.supplements import (
    draw_download,
    draw_headline,
    draw_part,
    pick_part,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("supplements", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            view = page.view()

    with headline:
        has_parts = draw_headline(page, view)
    if has_parts:
        draw_part(page, view, pick_part(page, view))
        draw_download(page, view)
