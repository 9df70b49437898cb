"""The frame around every page: navigation, brand, language, sample strip."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from yamato_dx.i18n import text
from yamato_dx.ui.arrival import note_page
from yamato_dx.ui.chrome import draw_chrome, draw_languages
from yamato_dx.ui.first_plan_view import draw_first_plan
from yamato_dx.ui.language import FIRST_PAGE, current_language, keep_language
from yamato_dx.ui.served import awaited

ROOT = Path(__file__).parent.parent.parent
# In the order of the menu; the first is the one that opens.
PAGES = (
    "overview",
    "initiatives",
    "schedule",
    "plan",
    "population",
    "report",
    "history",
    "questions",
    "data",
    "glossary",
)
# Reached from other pages, not from the menu.
UNLISTED = ("sections", "supplements", "planning")


def run() -> None:
    lang = current_language()
    if awaited():
        draw_first_plan(lang)
        return
    pages = [
        st.Page(
            ROOT / "pages" / f"{name}.py",
            title=text(f"ui.page.{name}", lang),
            url_path=name,
            default=f"/{name}" == FIRST_PAGE,
            visibility="hidden" if name in UNLISTED else "visible",
        )
        for name in (*PAGES, *UNLISTED)
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
