"""What became of a reader's last act on a page: told until the next act, or until they leave.

Not once: a field that is left by the click on a button makes a run of its own, and the sentence
of an act would be wiped away by it before anybody read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.ui.frame.arrival import arrival_number

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen


@dataclass(frozen=True)
class Outcome:
    """What `Screen.message` shows, and links (address, words) to go on from there. `arrival`: when
    the reader had come to the page."""

    arrival: int
    lines: tuple[str, ...]
    tone: str
    big: str
    links: tuple[tuple[str, str], ...]


def keep(
    act: str,
    *lines: str,
    tone: str = "",
    big: str = "",
    links: tuple[tuple[str, str], ...] = (),
) -> None:
    """In place of what the last `act` came to."""
    st.session_state[_key(act)] = Outcome(arrival_number(), lines, tone, big, links)


def forget(act: str) -> None:
    st.session_state.pop(_key(act), None)


def draw_outcome(page: Screen, act: str = "") -> None:
    """Of the act that is the page's own, or of one of its several."""
    said: Outcome | None = st.session_state.get(_key(act or page.name))
    if said is None or said.arrival != arrival_number():
        return
    page.message(*said.lines, tone=said.tone, big=said.big)
    if said.links:
        page.draw_links(said.links)


def _key(act: str) -> str:
    return f"outcome.{act}"
