"""データ出力: the filtered table of KPI × year, to take away."""

import streamlit as st

from yamato_dx.ui.data_view import draw_rows, filter_words, wanted_rows
from yamato_dx.ui.screen import Screen

page = Screen("data")
page.title("ui.data.title", "ui.data.lead")
with st.container(horizontal=True, key="filters"):
    wanted = wanted_rows(page)
    view = page.view()
draw_rows(page, view, wanted, filter_words(page, wanted))
