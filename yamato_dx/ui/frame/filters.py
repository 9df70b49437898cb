"""Filters: selection boxes whose choice stands in the address, so that a view can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from yamato_dx.queries.assessed import View
from yamato_dx.ui.frame.arrival import arrival_number, came_by_menu

# The page that a visit begins with: its address was chosen, by whoever sent it.
FIRST: Final = 1
LANG: Final = "filters.lang"
TOLD: Final = "filters.told"
UNKNOWN: Final = "filters.unknown"
MOMENT_SHOWN: Final = "filters.moment_shown"
# As much of what the address asks as a person needs to know it again.
SHOWN: Final = 40


class FilterChoice:
    """One of `options` (code → words); without a `default` the first. The code stands in the
    address, and is known before the widget is drawn: what stands above it may depend on it."""

    def __init__(
        self, key: str, label: str, options: Mapping[str, str], default: str | None = None
    ) -> None:
        self._key = key
        self._label = label
        self._options = options
        self._default = next(iter(options)) if default is None else default
        self.code = _current(key, options, self._default)
        _note_unknown(key, label, options, self.code)

    def draw_box(self) -> None:
        """As a selection box."""
        st.selectbox(self._label, **self._as_widget())
        _note_told(self._key)

    def draw_segments(self) -> None:
        """As a row of buttons, for a few options."""
        st.segmented_control(self._label, required=True, **self._as_widget())
        _note_told(self._key)

    def draw_slider(self) -> None:
        """As a slider, for options in an order; at least two."""
        st.select_slider(self._label, **self._as_widget())
        _note_told(self._key)

    def _as_widget(self) -> dict[str, Any]:
        return {
            "options": list(self._options),
            "format_func": lambda code: self._options[code],
            "key": _widget(self._key),
            "on_change": _remember,
            "args": (self._key, self._default),
            "label_visibility": "collapsed",
        }


def choose(key: str, label: str, options: Mapping[str, str], default: str | None = None) -> str:
    """What is chosen in a selection box; without a `default` the first."""
    choice = FilterChoice(key, label, options, default)
    choice.draw_box()
    return choice.code


def choose_segment(key: str, label: str, options: Mapping[str, str]) -> str:
    """What is chosen in a row of buttons; the first is the default."""
    choice = FilterChoice(key, label, options)
    choice.draw_segments()
    return choice.code


def _current(key: str, options: Mapping[str, str], default: str) -> str:
    """What is chosen, put into the widget and the memory before it is drawn.

    The address decides (a link, the browser's back button); on arrival by the menu, what was
    chosen on the page before goes along. What a link within the visit asked for was nobody's
    choice: back from there, the page is as it was.
    """
    asked: Any = st.query_params.get(key)
    current: str = asked if asked in options else default
    if asked is None:
        current = _carried(key, options, default)
    if st.session_state.get(_widget(key)) != current or not _is_told(key):
        st.session_state[_widget(key)] = current
    if came_by_menu() or arrival_number() == FIRST:
        _keep(key, current, default)
    return current


@dataclass(frozen=True)
class Unknown:
    """What the address asks of a filter that has no such option, and what is shown instead."""

    asked: str
    label: str
    shown: str


def begin_run(lang: str) -> None:
    """Nothing unknown was found in the address yet, and no moment is shown."""
    st.session_state[UNKNOWN] = {}
    st.session_state.pop(MOMENT_SHOWN, None)
    st.session_state[LANG] = lang


def unknown_in_address() -> tuple[Unknown, ...]:
    """Of the filters that this run has drawn."""
    return tuple(st.session_state.get(UNKNOWN, {}).values())


def note_moment(view: View) -> None:
    """What the page shows is of `view`."""
    st.session_state[MOMENT_SHOWN] = view


def moment_shown() -> View | None:
    """None on a page that shows the record as it is now, whatever its address says."""
    view: View | None = st.session_state.get(MOMENT_SHOWN)
    return view


def _note_unknown(key: str, label: str, options: Mapping[str, str], shown: str) -> None:
    asked = st.query_params.get(key)
    if asked is not None and asked not in options:
        found = Unknown(asked[:SHOWN], label, options[shown])
        st.session_state.setdefault(UNKNOWN, {})[key] = found


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


def _is_told(key: str) -> bool:
    """The browser makes a page's boxes anew, each at its first option, and keeps the words of a
    choice, not its code: on arrival and in another language a box is told its choice once more,
    even where the choice is the one of the page before."""
    told: dict[str, object] = st.session_state.get(TOLD, {})
    return told.get(key) == _telling()


def _note_told(key: str) -> None:
    st.session_state.setdefault(TOLD, {})[key] = _telling()


def _telling() -> tuple[object, int]:
    return st.session_state.get(LANG), arrival_number()


def _widget(key: str) -> str:
    return f"filter.{key}"


def _memory(key: str) -> str:
    return f"chosen.{key}"
