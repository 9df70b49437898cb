"""The reader's language: in the address, remembered through the visit."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from yamato_dx.i18n import DEFAULT_LANGUAGE, LANGUAGES

REMEMBERED = "language"
# The page that opens has no address of its own.
FIRST_PAGE = "/overview"


def current_language() -> str:
    """The address decides; a navigation that drops the address's query keeps the language."""
    asked = st.query_params.get("lang")
    if asked not in LANGUAGES:
        asked = st.session_state.get(REMEMBERED, DEFAULT_LANGUAGE)
        if asked != DEFAULT_LANGUAGE:
            st.query_params["lang"] = asked
    st.session_state[REMEMBERED] = asked
    return str(asked)


def address(path: str, lang: str, **query: object) -> str:
    """A link within the dashboard that keeps the language."""
    path = "/" if path == FIRST_PAGE else path
    kept = {key: value for key, value in query.items() if value not in {None, ""}}
    if lang != DEFAULT_LANGUAGE:
        kept["lang"] = lang
    return f"{path}?{urlencode(kept)}" if kept else path
