"""The frame around every page: navigation, brand, language, sample strip."""

from __future__ import annotations

import streamlit as st

from yamato_dx.ui.arrival import note_page
from yamato_dx.ui.chrome import chrome
from yamato_dx.ui.first_plan_view import draw_first_plan
from yamato_dx.ui.language import current_language, keep_language
from yamato_dx.ui.menu import PAGES, pages
from yamato_dx.ui.served import awaited


def run() -> None:
    lang = current_language()
    if awaited():
        draw_first_plan(lang)
        return
    current = st.navigation(pages(lang), position="top")
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    name = current.url_path or PAGES[0]
    note_page(name)
    keep_language(lang)
    with chrome(lang, name):
        current.run()


run()
