"""What was decided and has to be done: listed by its day, closed with a word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.meetings.recording import tell_follow_up
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.review.meetings import FOLLOW_UP, FollowUp, FollowUpState
from yamato_dx.queries.meetings.follow_ups import Followed, follow_ups_at
from yamato_dx.queries.meetings.words import title_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.forms import Form, attempt, form_of, name_field, signature

if TYPE_CHECKING:
    from yamato_dx.queries.meetings.held import HeldMeeting
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "meetings.follow_ups"
BY: Final = "meetings.follow_ups.by"
STATES: Final[tuple[FollowUpState, ...]] = ("done", "dropped", "open")


def draw_follow_ups(page: Screen, held: HeldMeeting | None = None) -> None:
    """Of the meetings on the plan of `held`, as they stand now; nothing before the first."""
    plan_id = held.meeting.plan_id if held else page.plan.plan_id
    found = follow_ups_at(page.record, page.record.head(), plan_id)
    if not found:
        return
    count = page.say("meetings.follow_ups.count", count=sum(one.is_open for one in found))
    page.section_head(page.say("meetings.follow_ups.title"), count)
    with st.container(key="meeting-follow-ups"):
        listed, telling = st.columns([744, 424], gap="large")
    with listed:
        _draw_list(page, found)
    with telling:
        if page.may(Act.HOLD_MEETING):
            _draw_form(page, found)
        outcome.draw_outcome(page, PART)


def _draw_list(page: Screen, found: tuple[Followed, ...]) -> None:
    names = ("words", "owner", "due", "state", "meeting")
    heads = [Head(page.say(f"meetings.follow_ups.column.{name}")) for name in names]
    rows = [_row(page, one) for one in found]
    foot = page.say("meetings.follow_ups.note")
    draw_table(page, page.say("meetings.follow_ups.title"), heads, rows, foot=foot, stacks=True)


def _row(page: Screen, followed: Followed) -> list[Cell]:
    days = followed.days_over(page.now().on)
    state = page.say(f"meetings.follow_up.{followed.state}")
    told = followed.told.value.words if followed.told else ""
    return [
        Cell(followed.last.words),
        Cell(followed.owner),
        Cell(followed.due.isoformat() if followed.due else "", is_code=True),
        Cell(
            page.say("meetings.agenda.over", count=days) if days else state,
            tone="bad" if days else "",
            more="" if days else told,
        ),
        Cell(
            page.say(
                "meetings.follow_ups.point",
                meeting=title_of(page.record, followed.meeting, page.lang),
                number=followed.item.number,
            ),
            link=page.link("meetings", meeting=followed.meeting.meeting_id),
        ),
    ]


def _draw_form(page: Screen, found: tuple[Followed, ...]) -> None:
    form = form_of(page, PART, ((FOLLOW_UP.name, ""),), PART)
    names = {one.key: _called(page, one) for one in found}
    with st.form(form.key("fields"), border=False):
        st.selectbox(
            page.say("meetings.follow_ups.which"),
            list(names),
            format_func=lambda key: names[key],
            key=form.key("which"),
        )
        st.radio(
            page.say("meetings.follow_ups.state"),
            STATES,
            format_func=lambda code: page.say(f"meetings.follow_up.{code}"),
            horizontal=True,
            key=form.key("state"),
        )
        st.text_input(page.say("meetings.follow_ups.words"), key=form.key("words"))
        st.date_input(
            page.say("meetings.follow_ups.on"),
            value=page.now().on,
            format="YYYY-MM-DD",
            key=form.key("on"),
        )
        name_field(page, page.say("meetings.by"), BY)
        st.form_submit_button(
            page.say("meetings.follow_ups.button"), on_click=_tell, args=(page, form)
        )


def _called(page: Screen, followed: Followed) -> str:
    key = page.say("meetings.follow_ups.option", key=followed.key, words=followed.last.words)
    return key if followed.is_open else f"{key} {page.say(f'meetings.follow_up.{followed.state}')}"


def _tell(page: Screen, form: Form) -> None:
    name = signature(page, PART, BY, "meetings.by_missing")
    day = st.session_state.get(form.key("on"))
    key, state = (str(st.session_state.get(form.key(field))) for field in ("which", "state"))
    if not name or not isinstance(day, date):
        return
    told = FollowUp(next(code for code in STATES if code == state), day, form.told("words"))

    def tell(seen_at: int) -> None:
        tell_follow_up(page.record, key, told, actor=page.actor(name), expected_revision=seen_at)

    if attempt(page, form, tell, {FOLLOW_UP: {key: told}}):
        outcome.keep(PART, page.say("meetings.follow_ups.told"))
