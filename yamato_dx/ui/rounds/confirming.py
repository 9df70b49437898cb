"""確認 on the board: all that came to a round without questions, with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.queries.rounds.words import confirming_words
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.reports.steps.confirming import draw_confirm_form
from yamato_dx.ui.rounds.board import words_of

if TYPE_CHECKING:
    from yamato_dx.queries.rounds.board import RoundBoard
    from yamato_dx.ui.frame.screen import Screen


def draw_confirming(page: Screen, board: RoundBoard) -> None:
    """Which sections would be confirmed, which stay and why; for whoever may."""
    with st.container(key="round-confirm", gap=None):
        outcome.draw_outcome(page)
        lines = confirming_words(board, words_of(page))
        if not lines or not page.may(Act.CONFIRM):
            return
        page.draw("note", lines=lines)
        if board.confirmable:
            button = page.say("rounds.confirm.button", count=len(board.confirmable))
            reports = board.confirmable_reports
            draw_confirm_form(page, page.now(), reports, button, name="all")
