"""While a round is held: a day moved with its reason, the end of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.acts.rounds.holding import close_round, move_deadline, reopen_round
from yamato_dx.entries.rounds import ROUND_DEADLINE
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import (
    Form,
    attempt,
    done_once,
    draw_news,
    form_of,
    name_field,
    signature,
)
from yamato_dx.ui.rounds.board import words_of

if TYPE_CHECKING:
    from yamato_dx.queries.rounds.board import RoundBoard
    from yamato_dx.ui.frame.screen import Screen

DEADLINE: Final = "rounds.deadline"
CLOSING: Final = "rounds.closing"
DEADLINE_BY: Final = "rounds.deadline.by"
CLOSING_BY: Final = "rounds.closing.by"
EVERYBODY: Final = "all"


def draw_deadline(page: Screen, board: RoundBoard) -> None:
    if not board.held.is_open or not page.may(Act.HOLD_ROUND):
        return
    with st.expander(page.say("rounds.deadline.open"), on_change="rerun") as box:
        if box.open:
            _draw_deadline_form(page, board)
    outcome.draw_outcome(page, DEADLINE)


def _draw_deadline_form(page: Screen, board: RoundBoard) -> None:
    about = ((ROUND_DEADLINE.name, f"{board.held.round_id}:"),)
    form = form_of(page, DEADLINE, about, DEADLINE)
    draw_news(page, form)
    words = words_of(page)
    names = {EVERYBODY: page.say("rounds.deadline.all")} | {
        line.section_id: words.section(board.held, line.section_id) for line in board.named
    }
    with st.form(form.key("fields"), border=False):
        st.selectbox(
            page.say("rounds.deadline.section"),
            list(names),
            format_func=lambda section_id: names[section_id],
            key=form.key("section"),
        )
        st.date_input(
            page.say("rounds.deadline.due"),
            value=max(board.held.due, board.on),
            min_value=board.on,
            format="YYYY-MM-DD",
            key=form.key("due"),
        )
        st.text_input(page.say("rounds.deadline.reason"), key=form.key("reason"))
        name_field(page, page.say("rounds.by"), DEADLINE_BY)
        st.form_submit_button(
            page.say("rounds.deadline.button"), on_click=_move, args=(page, board, form)
        )


def _move(page: Screen, board: RoundBoard, form: Form) -> None:
    name = signature(page, DEADLINE, DEADLINE_BY, "rounds.by_missing")
    due, section = (st.session_state.get(form.key(field)) for field in ("due", "section"))
    if not name or not isinstance(due, date):
        return

    def move(seen_at: int) -> None:
        move_deadline(
            page.record,
            board.held.round_id,
            due,
            actor=page.actor(name),
            reason=form.told("reason"),
            on=board.on,
            section_id=None if section == EVERYBODY else str(section),
            expected_revision=seen_at,
        )

    if attempt(page, form, move):
        outcome.keep(DEADLINE, page.say("rounds.deadline.moved", due=words_of(page).day(due)))


def draw_closing(page: Screen, board: RoundBoard) -> None:
    """Close it, or take it up again."""
    if not page.may(Act.HOLD_ROUND):
        return
    label = page.say("rounds.closing.open" if board.held.is_open else "rounds.closing.reopen.open")
    with st.expander(label, on_change="rerun") as box:
        if box.open:
            _draw_closing_form(page, board)
    outcome.draw_outcome(page, CLOSING)


def _draw_closing_form(page: Screen, board: RoundBoard) -> None:
    is_open = board.held.is_open
    left = len(board.waiting)
    if is_open and left:
        page.draw("note", lines=[page.say("rounds.closing.left", count=left)])
    with st.form("rounds-closing", border=False):
        name_field(page, page.say("rounds.by"), CLOSING_BY)
        button = "rounds.closing.button" if is_open else "rounds.closing.reopen"
        drawn_at = page.record.head()
        st.form_submit_button(page.say(button), on_click=_close, args=(page, board, drawn_at))


def _close(page: Screen, board: RoundBoard, drawn_at: int) -> None:
    name = signature(page, CLOSING, CLOSING_BY, "rounds.by_missing")
    if not name:
        return
    round_id, actor = board.held.round_id, page.actor(name)
    is_open = board.held.is_open
    revision = done_once(
        page,
        CLOSING,
        (round_id, is_open, drawn_at),
        lambda: (
            close_round(page.record, round_id, actor=actor, on=board.on)
            if is_open
            else reopen_round(page.record, round_id, actor=actor)
        ),
    )
    if revision:
        outcome.keep(CLOSING, page.say("rounds.closed" if is_open else "rounds.reopened"))
