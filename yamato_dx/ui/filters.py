"""Filters: selection boxes whose choice stands in the address, so that a view can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st


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
    """What is chosen, put into the widget, the memory and the address before it is drawn.

    The address wins over what was chosen before (a link, the browser's back button);
    what was chosen before wins over the default, also on another page.
    """
    asked: Any = st.query_params.get(key)
    remembered: Any = st.session_state.get(_memory(key))
    current: str = next((one for one in (asked, remembered) if one in options), default)
    if st.session_state.get(_widget(key)) != current:
        st.session_state[_widget(key)] = current
    st.session_state[_memory(key)] = current
    _write_address(key, current, default)
    return current


def _remember(key: str, default: str) -> None:
    chosen = st.session_state[_widget(key)]
    st.session_state[_memory(key)] = chosen
    _write_address(key, chosen, default)


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
