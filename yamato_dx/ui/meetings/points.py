"""The points of a meeting, each with its decision box: outcome, words, by whom, until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, get_args

import streamlit as st

from yamato_dx.acts.meetings.recording import record_point
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.review.meetings import MEETING_POINT, MeetingPoint, PointOutcome
from yamato_dx.queries.meetings.held import HeldMeeting, meeting_at
from yamato_dx.queries.meetings.seen import comment_of
from yamato_dx.queries.meetings.words import point_words
from yamato_dx.queries.reports.owed import sections_on
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, attempt, form_of, name_field, signature

if TYPE_CHECKING:
    from yamato_dx.entries.review.meetings import AgendaItem
    from yamato_dx.ui.frame.screen import Screen

BY: Final = "meetings.by"
OUTCOMES: Final[tuple[PointOutcome, ...]] = get_args(PointOutcome)


def draw_points(page: Screen, held: HeldMeeting) -> None:
    """One below the other, what there is to say beside what is decided of it."""
    page.section_head(page.say("meetings.points.title"), page.say("meetings.points.note"))
    is_recording = page.offers(Act.HOLD_MEETING)
    if is_recording:
        with st.container(key="meeting-by"):
            name_field(page, page.say("meetings.by"), BY)
    for item in held.items:
        with st.container(key=f"meeting-point-{item.number}"):
            told, deciding = st.columns([648, 520], gap="large")
            with told:
                _draw_point(page, held, item)
            with deciding:
                _draw_deciding(page, held, item.number, is_recording=is_recording)
    if is_recording:
        _draw_new(page, held)


def _draw_point(page: Screen, held: HeldMeeting, item: AgendaItem) -> None:
    comment = comment_of(page.record, held, item.subject)
    texts = ("cause", "issue", "measure")
    entry = held.points.get(item.number)
    page.draw(
        "meeting_point",
        number=item.number,
        reason=page.say(f"meetings.reason.{item.reason}"),
        words=item.words(page.lang),
        comments=[
            (page.say(f"meetings.comment.{name}"), getattr(comment, name))
            for name in texts
            if comment and getattr(comment, name)
        ],
        recorded=point_words(entry.value, page.lang) if entry else "",
        by=page.say("meetings.point.by", by=entry.actor_name) if entry else "",
        links=_links(page, held, item.subject),
    )


def _links(page: Screen, held: HeldMeeting, subject: str) -> list[tuple[str, str]]:
    """Where the point is looked into: a figure as it was seen, a question to be answered."""
    what, _, own = subject.partition(":")
    if what == "kpi":
        kpi_id = own.rpartition(":")[0]
        plan = page.assessed(held.view()).plan
        number = next((kpi.initiative_no for kpi in plan.kpis if kpi.kpi_id == kpi_id), None)
        link = page.seen_link(held, "initiatives", initiative=number)
        return [(link, page.say("meetings.point.figure"))]
    if what == "question":
        return [(page.link("decisions", question=own), page.say("meetings.point.question"))]
    return []


def _draw_deciding(page: Screen, held: HeldMeeting, number: int, *, is_recording: bool) -> None:
    """The box; of what is recorded folded away, to be corrected."""
    if is_recording:
        if number in held.points:
            label = page.say("meetings.point.correct", number=number)
            with st.expander(label, on_change="rerun") as box:
                if box.open:
                    _draw_box(page, held, number)
        else:
            _draw_box(page, held, number)
    outcome.draw_outcome(page, _act(held, number))


def _draw_box(page: Screen, held: HeldMeeting, number: int) -> None:
    form = _form(page, held, number)
    with st.form(form.key("fields"), border=False):
        _draw_outcome(page, form, _recorded(page, held, number, form))
        _draw_doing(page, held, number, form)


def _draw_outcome(page: Screen, form: Form, point: MeetingPoint | None) -> None:
    """What the record has of it stands in the fields."""
    st.radio(
        page.say("meetings.point.outcome"),
        OUTCOMES,
        index=OUTCOMES.index(point.outcome) if point else None,
        format_func=lambda code: page.say(f"meetings.outcome.{code}"),
        horizontal=True,
        key=form.key("outcome"),
        label_visibility="collapsed",
    )
    st.text_area(
        page.say("meetings.point.text"),
        value=point.words if point else "",
        height=80,
        placeholder=page.say("meetings.point.text"),
        key=form.key("words"),
        label_visibility="collapsed",
    )


def _draw_doing(page: Screen, held: HeldMeeting, number: int, form: Form) -> None:
    """By whom and until when: a section of the town, or whoever is typed; and the button."""
    names = [
        section.name.in_language(page.lang) for section in sections_on(page.record, page.now())
    ]
    point = _recorded(page, held, number, form)
    owner = point.owner if point else ""
    options = list(dict.fromkeys([*names, *([owner] if owner else [])]))
    who, when, pressing = st.columns([10, 9, 9], gap="small", vertical_alignment="bottom")
    with who:
        st.selectbox(
            page.say("meetings.point.owner"),
            options,
            index=options.index(owner) if owner else None,
            placeholder=page.say("meetings.point.owner.choose"),
            accept_new_options=True,
            key=form.key("owner"),
        )
    with when:
        st.date_input(
            page.say("meetings.point.due"),
            value=point.due if point else None,
            format="YYYY-MM-DD",
            key=form.key("due"),
        )
    with pressing:
        st.form_submit_button(
            page.say("meetings.point.button", number=number),
            on_click=_record,
            args=(page, held, number, form),
        )


def _draw_new(page: Screen, held: HeldMeeting) -> None:
    """A point that stands on no agenda and comes up at the meeting."""
    number = held.next_number
    with (
        st.container(key="meeting-new"),
        st.expander(page.say("meetings.point.new"), on_change="rerun") as box,
    ):
        if box.open:
            form = _form(page, held, number)
            with st.form(form.key("fields"), border=False):
                st.text_input(page.say("meetings.point.title"), key=form.key("title"))
                _draw_outcome(page, form, None)
                _draw_doing(page, held, number, form)
    outcome.draw_outcome(page, _act(held, number))


def _form(page: Screen, held: HeldMeeting, number: int) -> Form:
    key = MEETING_POINT.key(held.meeting_id, str(number))
    return form_of(page, _act(held, number), ((MEETING_POINT.name, key),), _act(held, number))


def _recorded(page: Screen, held: HeldMeeting, number: int, form: Form) -> MeetingPoint | None:
    """What stood in the record when the form was made."""
    shown = meeting_at(page.record, form.made_at, held.meeting_id)
    entry = shown.points.get(number) if shown else None
    return entry.value if entry else None


def _act(held: HeldMeeting, number: int) -> str:
    return f"meetings.point.{held.meeting_id}.{number}"


def _record(page: Screen, held: HeldMeeting, number: int, form: Form) -> None:
    act = _act(held, number)
    name = signature(page, act, BY, "meetings.by_missing")
    if not name:
        return
    chosen = st.session_state.get(form.key("outcome"))
    if chosen not in OUTCOMES:
        outcome.keep(act, page.say("meetings.point.outcome_missing"), tone="bad")
        return
    due = st.session_state.get(form.key("due"))
    earlier = held.points.get(number)
    point = MeetingPoint(
        chosen,
        form.told("words"),
        form.told("owner"),
        due if isinstance(due, date) else None,
        form.told("title") or (earlier.value.title if earlier else ""),
    )

    def record(seen_at: int) -> None:
        record_point(
            page.record,
            held.meeting_id,
            number,
            point,
            actor=page.actor(name),
            expected_revision=seen_at,
        )

    key = MEETING_POINT.key(held.meeting_id, str(number))
    if attempt(page, form, record, {MEETING_POINT: {key: point}}):
        outcome.keep(act, page.say("meetings.point.recorded", number=number))
