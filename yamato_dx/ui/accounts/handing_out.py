"""A link that was just made: shown until the reader leaves, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import streamlit as st

from yamato_dx.ui.frame.arrival import arrival_number
from yamato_dx.ui.frame.downloads import page_address

if TYPE_CHECKING:
    from yamato_dx.acts.access.links import MadeLink
    from yamato_dx.ui.frame.screen import Screen


@dataclass(frozen=True)
class GivenAddress:
    """`address`: where the link is opened, with its token."""

    made: MadeLink
    address: str


def hand_out(part: str, made: MadeLink, whom: str) -> None:
    """At the address at which its reader has the page open."""
    site = page_address().partition("?")[0].rpartition("/")[0]
    given = GivenAddress(made, made.address(site))
    st.session_state[_key(part)] = (arrival_number(), given, whom)


def draw_handed_out(page: Screen, part: str, words: str) -> GivenAddress | None:
    """What is shown. `words`: for whom it is and how long it holds, of `whom`."""
    kept = st.session_state.get(_key(part), (None, None, ""))
    arrival, given, whom = cast("tuple[int | None, GivenAddress | None, str]", kept)
    if given is None or arrival != arrival_number():
        return None
    page.message(page.say(words, whom=whom), page.say("accounts.link.once"))
    with st.container(key=f"handed-out-{part.replace('.', '-')}"):
        st.code(given.address, language=None, wrap_lines=True)
    return given


def _key(part: str) -> str:
    return f"link.{part}"
