"""A meeting that is not held, or was made too early: taken back while nothing is recorded on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.meetings.making import take_back_meeting
from yamato_dx.acts.permissions import Act
from yamato_dx.queries.meetings.words import title_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import done, name_field, signature
from yamato_dx.ui.meetings.picking import MADE, MEETING

if TYPE_CHECKING:
    from yamato_dx.queries.meetings.held import HeldMeeting
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "meetings.taking_back"
BY: Final = "meetings.taking_back.by"


def draw_taking_back(page: Screen, held: HeldMeeting) -> None:
    if held.is_recorded_on or not page.may(Act.HOLD_MEETING):
        return
    with st.expander(page.say("meetings.taking_back.open"), on_change="rerun") as box:
        if box.open:
            page.draw("note", lines=[page.say("meetings.taking_back.note")])
            with st.form("meetings-taking-back", border=False):
                name_field(page, page.say("meetings.by"), BY)
                st.form_submit_button(
                    page.say("meetings.taking_back.button"),
                    on_click=_take_back,
                    args=(page, held, page.now().revision),
                )
    outcome.draw_outcome(page, PART)


def _take_back(page: Screen, held: HeldMeeting, revision: int) -> None:
    name = signature(page, PART, BY, "meetings.by_missing")
    if not name:
        return
    title = title_of(page.record, held, page.lang)
    taken = done(
        page,
        PART,
        lambda: take_back_meeting(
            page.record, held.meeting_id, actor=page.actor(name), expected_revision=revision
        ),
    )
    if taken:
        st.query_params.pop(MEETING, None)
        outcome.keep(MADE, page.say("meetings.taking_back.done", title=title))
