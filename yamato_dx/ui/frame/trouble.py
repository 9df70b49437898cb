"""What a visitor sees when a page fails, or where none is: a sentence, never a traceback."""

from __future__ import annotations

from functools import cache

import streamlit as st

from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import text
from yamato_dx.ui.frame.language import address, current_language
from yamato_dx.ui.frame.menu import PAGES
from yamato_dx.ui.frame.page_foot import stylesheet
from yamato_dx.ui.frame.templates import Html, render


def show_trouble(error: Exception) -> bool:
    """The sentence of an error that people can act on; for any other, whom to tell.

    Tells the framework that nothing more is to be shown; it has logged the rest.
    """
    lang = current_language()
    big = text("frame.error.title", lang)
    known = error if isinstance(error, YamatoDxError) else None
    line = known.sentence(lang) if known else text("frame.error.note", lang)
    st.html(render("message", lang, tone="bad", big=big, lines=[line]))
    return True


@cache
def not_found_page(lang: str, title: str) -> str:
    """A whole page where nothing is, with all pages to go on to; no script needed. `title`: of the
    plan that is served."""
    links = [(address(f"/{name}", lang), text(f"frame.page.{name}", lang)) for name in PAGES]
    return render("not_found", lang, title=title, links=links, styles=Html(stylesheet()))
