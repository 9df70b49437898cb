"""担当課へのリンク: by which a section reports in a round without an account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.access.limits import SECTION_LINK_DAYS
from yamato_dx.acts.access.links import make_section_link, revoke_section_link, section_links_of
from yamato_dx.acts.permissions import Act
from yamato_dx.queries.rounds.letters import GivenLink, reminder
from yamato_dx.ui.accounts.handing_out import draw_handed_out, hand_out
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import done
from yamato_dx.ui.rounds.board import words_of

if TYPE_CHECKING:
    from yamato_dx.acts.access.links import SectionLink
    from yamato_dx.acts.access.opened import Access
    from yamato_dx.queries.rounds.board import RoundBoard
    from yamato_dx.ui.accounts.handing_out import GivenAddress
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "rounds.link"
SECTION: Final = "rounds.link.section"
# Before the midnight at which a link ends its last day is not over.
A_MOMENT: Final = timedelta(seconds=1)


def draw_links(page: Screen, board: RoundBoard) -> None:
    """Where people sign in, and while the round is open; for whoever may give links."""
    access = page.served.access
    is_asked = access is not None and page.account_name
    if access is None or not is_asked or not board.held.is_open or not page.may(Act.GIVE_LINK):
        return
    page.section_head(
        page.say("rounds.link.title"), page.say("rounds.link.note", count=SECTION_LINK_DAYS)
    )
    outcome.draw_outcome(page, PART)
    words = words_of(page)
    names = {line.section_id: words.section(board.held, line.section_id) for line in board.named}
    if not names:
        page.draw("note", lines=[page.say("rounds.link.nobody")])
        return
    with (
        st.form("rounds-link", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.selectbox(
            page.say("rounds.link.section"), names, format_func=names.__getitem__, key=SECTION
        )
        st.form_submit_button(
            page.say("rounds.link.make"), on_click=_make, args=(page, access, board)
        )
    handed = draw_handed_out(page, PART, "rounds.link.made")
    if handed:
        _draw_letter(page, board, handed)
    for link in _good_links(page, access, board):
        _draw_link(page, access, link, names)


def given_links(page: Screen, board: RoundBoard) -> dict[str, GivenLink]:
    """By section, the newest that can still be opened; none where the reader may give none."""
    access = page.served.access
    if access is None or not page.account_name or not page.may(Act.GIVE_LINK):
        return {}
    good = _good_links(page, access, board)
    return {str(given.link.section): _told(given.link.expires_at) for given in reversed(good)}


def _good_links(page: Screen, access: Access, board: RoundBoard) -> list[SectionLink]:
    links = section_links_of(access, actor=page.actor(), round_key=board.held.round_id)
    return [link for link in links if link.is_good]


def _told(expires_at: datetime, address: str = "") -> GivenLink:
    """It ends with a day."""
    last = (expires_at - timedelta(seconds=1)).astimezone(i18n.TOKYO).date()
    return GivenLink(last, address)


def _draw_letter(page: Screen, board: RoundBoard, handed: GivenAddress) -> None:
    """What is missing of the section, with the link in the text, which nobody can tell later; it is
    not recorded. Nothing where nothing is missing."""
    link, words = handed.made.link, words_of(page)
    given = _told(link.expires_at, handed.address)
    for line in board.waiting:
        if line.section_id == link.section:
            letter = reminder(board, line, page.plan, words, site="", given=given)
            with st.container(key="handed-out-letter"):
                page.draw("note", lines=[page.say("rounds.link.letter")])
                st.code(letter, language=None, wrap_lines=True)


def _draw_link(page: Screen, access: Access, given: SectionLink, names: dict[str, str]) -> None:
    link = given.link
    words = page.say(
        "rounds.link.given",
        section=names.get(link.section or "", i18n.MISSING),
        until=i18n.day(link.expires_at - A_MOMENT, page.lang),
        by=link.made_by,
    )
    key = f"section-link-{link.link_id}"
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        page.draw("note", lines=[words])
        st.button(
            page.say("rounds.link.revoke"),
            key=f"revoke.{link.link_id}",
            on_click=_revoke,
            args=(page, access, link.link_id),
        )


def _make(page: Screen, access: Access, board: RoundBoard) -> None:
    section_id = str(st.session_state[SECTION])
    moved = board.held.moved(section_id)
    due = moved.value.due if moved else board.held.due
    made = done(
        page,
        PART,
        lambda: make_section_link(
            access, board.held.round_id, section_id, due=due, actor=page.actor()
        ),
    )
    if made:
        outcome.forget(PART)
        hand_out(PART, made, words_of(page).section(board.held, section_id))


def _revoke(page: Screen, access: Access, link_id: str) -> None:
    outcome.keep(PART, page.say("rounds.link.revoked"))
    done(page, PART, lambda: revoke_section_link(access, link_id, actor=page.actor()))
