"""Which meeting: chosen from the list or the address; its headline, what it saw and when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.lettering import unmarked
from yamato_dx.queries.meetings.held import HeldMeeting, meeting_at, meetings_at, next_meeting
from yamato_dx.queries.meetings.words import day_of, headline, option_of, title_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.downloads import offer_file
from yamato_dx.ui.frame.filters import choose

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

MEETING: Final = "meeting"
PREPARE: Final = "prepare"
# Told above the meeting that was made, or where it was: its form is gone.
MADE: Final = "meetings.made"


def pick_meeting(page: Screen) -> HeldMeeting | None:
    """From the address, else the one that comes next, else the newest; None while one is prepared,
    and before the first."""
    meetings = meetings_at(page.record, page.record.head())
    if not meetings:
        return None
    usual = next_meeting(meetings, page.now().on) or meetings[0]
    names = {held.meeting_id: option_of(page.record, held, page.lang) for held in meetings}
    options = names | {PREPARE: page.say("meetings.pick.prepare")}
    chosen = choose(MEETING, page.say("meetings.pick"), options, usual.meeting_id)
    return meeting_at(page.record, page.record.head(), chosen)


def draw_first(page: Screen) -> None:
    """Of a meeting that is still to be made: what it is for."""
    is_first = not meetings_at(page.record, page.record.head())
    title = "meetings.page.title" if is_first else "meetings.pick.prepare"
    page.title(title, "meetings.page.lead")


def draw_made(page: Screen) -> None:
    outcome.draw_outcome(page, MADE)


def draw_headline(page: Screen, held: HeldMeeting) -> None:
    page.draw("headline", parts=headline(page.record, page.now(), held, page.lang))


def draw_facts(page: Screen, held: HeldMeeting) -> None:
    """What it is called, its day, which moment it saw, the ways into that moment, its papers."""
    meeting = held.meeting
    year = i18n.fiscal_year(meeting.fiscal_year, page.lang)
    start = meeting.fiscal_year.start_year
    page.draw(
        "meeting_facts",
        title=title_of(page.record, held, page.lang),
        day=day_of(meeting.held_on, page.lang),
        seen=page.say(
            "meetings.facts.seen",
            moment=i18n.moment(held.made_at, page.lang),
            revision=meeting.snapshot.revision,
            version=next(
                plan.plan_version
                for plan in meeting.snapshot.plans
                if plan.plan_id == meeting.plan_id
            ),
            year=year,
            by=held.made_by,
        ),
        links=[
            (page.seen_link(held, "overview", year=start), page.say("meetings.facts.overview")),
            (page.seen_link(held, "initiatives"), page.say("meetings.facts.initiatives")),
            (page.seen_link(held, "schedule"), page.say("meetings.facts.schedule")),
        ],
    )
    _draw_papers(page, held)


def _draw_papers(page: Screen, held: HeldMeeting) -> None:
    """As they were made with the meeting."""
    if not held.meeting.snapshot.papers:
        return
    page.draw("note", lines=[page.say("meetings.facts.papers")])
    with st.container(horizontal=True, key="meeting-papers"):
        for paper in held.meeting.snapshot.papers:
            out = HandedOut(paper.file_name, paper.file_name, held.view(), kpi_ids=None)
            read = partial(received_file, page.record, paper.sha256, actor=page.actor())
            offer_file(
                page,
                unmarked(paper.file_name),
                out,
                read,
                key=f"paper.{held.meeting_id}.{paper.file_name}",
            )
