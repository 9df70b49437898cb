"""The reader's language: in the address, remembered through the visit."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from yamato_dx.i18n import DEFAULT_LANGUAGE, LANGUAGES
from yamato_dx.ui.frame.arrival import arrival_number

REMEMBERED = "language"
KEPT_AT = "language.kept_at"
# The page that opens has no address of its own.
FIRST_PAGE = "/overview"


def current_language() -> str:
    """The address decides; where it says nothing, the language of the visit so far."""
    asked = st.query_params.get("lang")
    if asked not in LANGUAGES:
        asked = st.session_state.get(REMEMBERED, DEFAULT_LANGUAGE)
    st.session_state[REMEMBERED] = asked
    return str(asked)


def keep_language(lang: str) -> None:
    """Put the language back into the address after a navigation that dropped it; once, as
    `arrival` says."""
    if lang != DEFAULT_LANGUAGE and st.session_state.get(KEPT_AT) != arrival_number():
        st.query_params["lang"] = lang
    st.session_state[KEPT_AT] = arrival_number()


def opened_at(path: str) -> str:
    return "/" if path == FIRST_PAGE else path


def language_link(path: str, lang: str, query: Mapping[str, str]) -> str:
    """The same page in another language; told even where it is the usual one, because the visit
    remembers the other."""
    return f"{opened_at(path)}?{urlencode({**query, 'lang': lang})}"


def address(path: str, lang: str, **query: object) -> str:
    """A link within the dashboard that keeps the language."""
    path = opened_at(path)
    kept = {key: value for key, value in query.items() if value not in {None, ""}}
    if lang != DEFAULT_LANGUAGE:
        kept["lang"] = lang
    return f"{path}?{urlencode(kept)}" if kept else path
