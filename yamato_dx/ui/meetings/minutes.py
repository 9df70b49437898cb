"""The minutes: as text to copy or to save, the decisions as a table to take away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.queries.meetings.minutes import decisions_table, minutes
from yamato_dx.queries.meetings.words import title_of
from yamato_dx.ui.frame.downloads import offer_file, table_downloads

if TYPE_CHECKING:
    from yamato_dx.queries.meetings.held import HeldMeeting
    from yamato_dx.ui.frame.screen import Screen


def draw_minutes(page: Screen, held: HeldMeeting) -> None:
    view = page.now()
    text = minutes(page.record, view, held, page.lang)
    name = page.say("meetings.minutes.file", meeting=held.meeting_id)
    page.section_head(page.say("meetings.minutes.title"), page.say("meetings.minutes.note"))
    with st.container(key="meeting-minutes"):
        st.code(text, language=None, wrap_lines=True)
    with st.container(horizontal=True, key="meeting-saves"):
        out = HandedOut(name, f"{name}.txt", view)
        offer_file(
            page,
            page.say("meetings.minutes.save"),
            out,
            lambda: f"\ufeff{text}\n",
            mime="text/plain",
            key="meeting-minutes-file",
        )
        table_downloads(
            page,
            view,
            "meeting-points",
            partial(decisions_table, page.record, view, held, page.lang),
            title=title_of(page.record, held, page.lang),
            name=name,
            source="",
        )
