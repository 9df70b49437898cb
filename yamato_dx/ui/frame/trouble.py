"""What a visitor sees when a page fails: a sentence, never a traceback."""

from __future__ import annotations

import streamlit as st

from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import text
from yamato_dx.ui.frame.language import current_language
from yamato_dx.ui.frame.templates import render


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
