"""データ出力: the filtered table of KPI × year, to take away."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.kpis.data import draw_rows, filter_words, wanted_rows
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("data", served)
    page.title("kpis.data.title", "kpis.data.lead")
    with st.container(horizontal=True, key="filters"):
        wanted = wanted_rows(page)
        view = page.view()
    draw_rows(page, view, wanted, filter_words(page, wanted))
