"""照会文と様式: the letter, to be changed before it is made, and everything as one ZIP."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.queries.rounds.forms import folder_name, round_folder
from yamato_dx.queries.rounds.letters import notice
from yamato_dx.ui.frame.downloads import offer_file
from yamato_dx.ui.rounds.board import words_of
from yamato_dx.ui.rounds.reminding import site_of

if TYPE_CHECKING:
    from yamato_dx.queries.rounds.board import RoundBoard
    from yamato_dx.ui.frame.screen import Screen

LETTER_HEIGHT: Final = 420


def draw_papers(page: Screen, board: RoundBoard) -> None:
    held = board.held
    if not held.is_open:
        return
    page.section_head(
        page.say("rounds.papers.title"),
        page.say("rounds.papers.note", count=len(held.section_ids)),
    )
    usual = notice(held, page.plan, words_of(page))
    with st.expander(page.say("rounds.papers.letter"), on_change="rerun"):
        written = st.text_area(
            page.say("rounds.papers.letter.label"),
            value=usual,
            height=LETTER_HEIGHT,
            # Another one once the day was moved.
            key=f"rounds.letter.{held.round_id}.{held.due}.{page.lang}",
        )
    make = partial(
        round_folder, page.record, page.now(), held, written, lang=page.lang, site=site_of()
    )
    label = page.say("rounds.papers.button", count=len(held.section_ids))
    name = folder_name(held, page.lang)
    offer_file(
        page,
        label,
        HandedOut(label, name),
        make,
        mime="application/zip",
        key="rounds-folder",
    )
