"""督促の文: per section what is missing, to copy; all as one text file; that they were sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.acts.rounds.holding import remind
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.queries.rounds.letters import reminders, reminders_text
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.downloads import offer_file, page_address
from yamato_dx.ui.frame.filters import choose
from yamato_dx.ui.frame.forms import done, name_field, signature
from yamato_dx.ui.rounds.board import words_of
from yamato_dx.ui.rounds.linking import given_links

if TYPE_CHECKING:
    from yamato_dx.queries.rounds.board import RoundBoard
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "rounds.reminding"
BY: Final = "rounds.reminding.by"
OWN_MACHINE: Final = ("127.0.0.1", "::1", "localhost")


def draw_reminders(page: Screen, board: RoundBoard) -> None:
    """Of those who are waited for; who may not hold rounds reads them all the same."""
    given = given_links(page, board) if board.held.is_open else {}
    texts = (
        reminders(board, page.plan, words_of(page), site_of(), given=given)
        if board.held.is_open
        else {}
    )
    page.section_head(page.say("rounds.reminding.title"), page.say("rounds.reminding.note"))
    outcome.draw_outcome(page, PART)
    if not texts:
        page.draw("note", lines=[page.say("rounds.reminding.nobody")])
        return
    words = words_of(page)
    names = {section_id: words.section(board.held, section_id) for section_id in texts}
    chosen = choose("waiting", page.say("rounds.reminding.section"), names)
    st.code(texts[chosen], language=None, wrap_lines=True)
    if chosen in given:
        page.draw("note", lines=[page.say("rounds.reminding.link_given")])
    title = page.say("rounds.reminding.file")
    name = f"{title}_{board.on.isoformat()}.txt"
    offer_file(
        page,
        page.say("rounds.reminding.all_texts", count=len(texts)),
        HandedOut(title, name),
        partial(_as_file, texts),
        mime="text/plain",
        key="rounds-reminders",
    )
    if page.may(Act.HOLD_ROUND):
        _draw_recording(page, board, texts, chosen)


def _draw_recording(page: Screen, board: RoundBoard, texts: dict[str, str], chosen: str) -> None:
    page.draw("rounds_unsent")
    seen_at = page.now().revision
    with st.form("rounds-reminding", border=False):
        name_field(page, page.say("rounds.by"), BY)
        with st.container(horizontal=True):
            st.form_submit_button(
                page.say("rounds.reminding.record_all", count=len(texts)),
                type="primary",
                on_click=_record,
                args=(page, board, texts, seen_at),
            )
            if len(texts) > 1:
                name = words_of(page).section(board.held, chosen)
                st.form_submit_button(
                    page.say("rounds.reminding.record_one", section=name),
                    on_click=_record,
                    args=(page, board, {chosen: texts[chosen]}, seen_at),
                )


def _record(page: Screen, board: RoundBoard, texts: dict[str, str], seen_at: int) -> None:
    name = signature(page, PART, BY, "rounds.by_missing")
    if not name:
        return
    revision = done(
        page,
        PART,
        lambda: remind(
            page.record,
            board.held.round_id,
            texts,
            actor=page.actor(name),
            on=board.on,
            expected_revision=seen_at,
        ),
    )
    if revision:
        outcome.keep(PART, page.say("rounds.reminding.recorded", count=len(texts)))


def _as_file(texts: dict[str, str]) -> bytes:
    """With a byte order mark: Notepad and Word read it as what it is."""
    return reminders_text(texts).encode("utf-8-sig")


def site_of() -> str:
    """The address up to the pages, as the reader's browser has it; «» where it leads every other
    machine to itself."""
    site = page_address().partition("?")[0].rpartition("/")[0]
    return "" if urlsplit(site).hostname in OWN_MACHINE else site
