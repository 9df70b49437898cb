"""Which page the reader came to last, and whether by the menu.

What was chosen on one page goes along to the next one and is written into its address once, on
arrival by the menu. Otherwise the address alone decides: else the browser's back button would
lead nowhere, each time it took a choice out of the address the page would put it in again.
"""

from __future__ import annotations

import streamlit as st

PAGE = "arrival.page"
NUMBER = "arrival.number"
BY_MENU = "arrival.by_menu"


def note_page(name: str) -> None:
    """Called by the shell before the page runs. The menu drops the address's query."""
    if st.session_state.get(PAGE) != name:
        st.session_state[PAGE] = name
        st.session_state[NUMBER] = arrival_number() + 1
        st.session_state[BY_MENU] = not set(st.query_params) - {"lang"}


def arrival_number() -> int:
    """How many times the reader has come from one page to another."""
    return int(st.session_state.get(NUMBER, 0))


def came_by_menu() -> bool:
    return bool(st.session_state.get(BY_MENU, False))
