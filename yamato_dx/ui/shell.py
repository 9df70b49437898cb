"""The frame around every page: navigation, brand, language, sample strip."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from yamato_dx.i18n import text
from yamato_dx.ui.arrival import note_page
from yamato_dx.ui.chrome import draw_chrome, draw_languages
from yamato_dx.ui.language import FIRST_PAGE, current_language, keep_language

ROOT = Path(__file__).parent.parent.parent
# In the order of the menu; the first is the one that opens.
PAGES = ("overview", "initiatives", "report", "history", "data")


def run() -> None:
    lang = current_language()
    pages = [
        st.Page(
            ROOT / "pages" / f"{name}.py",
            title=text(f"ui.page.{name}", lang),
            url_path=name,
            default=f"/{name}" == FIRST_PAGE,
        )
        for name in PAGES
    ]
    current = st.navigation(pages, position="top")
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    name = current.url_path or PAGES[0]
    note_page(name)
    keep_language(lang)
    languages = draw_chrome(lang)
    try:
        current.run()
    finally:
        # Last: the links keep what the page has put into the address.
        with languages:
            draw_languages(lang, name)


run()
