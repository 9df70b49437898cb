"""On «概要», for whoever may hold rounds: how the open one stands, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx.acts.permissions import Act
from yamato_dx.queries.rounds.board import board_of
from yamato_dx.queries.rounds.held import open_round_at
from yamato_dx.queries.rounds.words import overview_line, round_words

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen


def round_line(page: Screen, view: View) -> tuple[str, str] | None:
    """The address of its board, and the words; None while no round is open."""
    held = open_round_at(page.record, view.revision)
    if held is None or not page.may(Act.HOLD_ROUND):
        return None
    words = overview_line(
        board_of(page.record, view, held), round_words(page.record, view, page.lang)
    )
    return page.link("rounds", round=held.round_id), words
