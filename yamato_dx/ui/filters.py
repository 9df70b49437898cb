"""Filters: selection boxes whose choice stands in the address, so that a view can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from yamato_dx.ui.arrival import arrival_number, came_by_menu


def choose(key: str, label: str, options: Mapping[str, str], default: str) -> str:
    """A selection box over `options` (code → words). The code stands in the address."""
    current = _current(key, options, default)
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options[code],
        key=_widget(key),
        on_change=_remember,
        args=(key, default),
        label_visibility="collapsed",
    )
    return current


def choose_segment(key: str, label: str, options: Mapping[str, str]) -> str:
    """One of a few `options` in a row of buttons; the first is the default."""
    default = next(iter(options))
    current = _current(key, options, default)
    st.segmented_control(
        label,
        list(options),
        required=True,
        format_func=lambda code: options[code],
        key=_widget(key),
        on_change=_remember,
        args=(key, default),
        label_visibility="collapsed",
    )
    return current


def _current(key: str, options: Mapping[str, str], default: str) -> str:
    """What is chosen, put into the widget and the memory before it is drawn.

    The address decides (a link, the browser's back button); on arrival by the menu, what was
    chosen on the page before goes along.
    """
    asked: Any = st.query_params.get(key)
    current: str = asked if asked in options else default
    if asked is None:
        current = _carried(key, options, default)
    if st.session_state.get(_widget(key)) != current:
        st.session_state[_widget(key)] = current
    _keep(key, current, default)
    return current


def _carried(key: str, options: Mapping[str, str], default: str) -> str:
    """What was chosen before the reader came here, now also in the address; else the default."""
    arrival, chosen = st.session_state.get(_memory(key), (None, None))
    if not came_by_menu() or arrival == arrival_number() or chosen not in options:
        return default
    _write_address(key, chosen, default)
    return str(chosen)


def _remember(key: str, default: str) -> None:
    chosen = st.session_state[_widget(key)]
    _keep(key, chosen, default)
    _write_address(key, chosen, default)


def _keep(key: str, chosen: str, default: str) -> None:
    """A page's default is nobody's choice: it does not go along to a page with another default."""
    is_choice = chosen != default
    st.session_state[_memory(key)] = (arrival_number(), chosen if is_choice else None)


def _write_address(key: str, value: str, default: str) -> None:
    """The default leaves no trace in the address."""
    if value != default:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def _widget(key: str) -> str:
    return f"filter.{key}"


def _memory(key: str) -> str:
    return f"chosen.{key}"
