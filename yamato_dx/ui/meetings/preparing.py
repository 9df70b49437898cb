"""«次の会議を準備する»: its day, its year, what would be on its agenda; then it is made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.meetings.making import MeetingCall, make_meeting
from yamato_dx.acts.permissions import Act
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.meetings.agenda import agenda_of
from yamato_dx.queries.meetings.words import day_of, usual_title
from yamato_dx.queries.reports.owed import year_to_report
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.forms import done, name_field, signature, told
from yamato_dx.ui.meetings.picking import MADE, MEETING

if TYPE_CHECKING:
    from yamato_dx.entries.review.meetings import AgendaItem
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "meetings.preparing"
BY, YEAR, DAY, TITLE, LEFT_OUT, ADDED = (
    f"meetings.prepare.{name}" for name in ("by", "year", "day", "title", "left_out", "added")
)
DAYS: Final = 7
# Of a point in a list of choices.
SHOWN: Final = 40


def draw_preparing(page: Screen) -> None:
    """What a meeting would see now, for everybody; the form, for whoever may make one."""
    view = page.now()
    year = _pick_year(page, view)
    agenda = agenda_of(page.record, view, year)
    with st.container(key="meeting-prepare"):
        found, making = st.columns([744, 424], gap="large")
    with found:
        _draw_agenda(page, agenda)
    with making:
        if page.offers(Act.HOLD_MEETING):
            _draw_form(page, view, year, agenda)
        outcome.draw_outcome(page, PART)


def _pick_year(page: Screen, view: View) -> FiscalYear:
    years = [year.start_year for year in page.plan.fiscal_years]
    usual = year_to_report(page.plan, view.on).start_year
    with st.container(key="meeting-year"):
        chosen = st.selectbox(
            page.say("meetings.prepare.year"),
            years,
            index=years.index(usual),
            format_func=lambda start: i18n.fiscal_year(start, page.lang),
            key=YEAR,
        )
    return FiscalYear(chosen)


def _draw_agenda(page: Screen, agenda: tuple[AgendaItem, ...]) -> None:
    page.section_head(
        page.say("meetings.prepare.agenda"),
        page.say("meetings.prepare.agenda.count", count=len(agenda)),
    )
    if not agenda:
        page.draw("note", lines=[page.say("meetings.prepare.agenda.none")])
        return
    heads = [
        Head(page.say("meetings.prepare.number"), is_number=True),
        Head(page.say("meetings.prepare.reason")),
        Head(page.say("meetings.prepare.words")),
    ]
    rows = [
        [
            Cell(str(item.number)),
            Cell(page.say(f"meetings.reason.{item.reason}")),
            Cell(item.words(page.lang)),
        ]
        for item in agenda
    ]
    note = page.say("meetings.prepare.agenda.note")
    draw_table(page, page.say("meetings.prepare.agenda"), heads, rows, foot=note, stacks=True)


def _draw_form(page: Screen, view: View, year: FiscalYear, agenda: tuple[AgendaItem, ...]) -> None:
    page.section_head(page.say("meetings.prepare.title"), page.plan.title.in_language(page.lang))
    words = {item.number: f"{item.number} {item.words(page.lang)[:SHOWN]}" for item in agenda}
    usual_day = view.on + timedelta(days=DAYS)
    with st.form("meetings-prepare", border=False):
        st.date_input(page.say("meetings.prepare.day"), usual_day, format="YYYY-MM-DD", key=DAY)
        st.text_input(
            page.say("meetings.prepare.name"),
            placeholder=usual_title(page.record, view, usual_day, page.lang),
            key=TITLE,
        )
        if agenda:
            st.multiselect(
                page.say("meetings.prepare.left_out"),
                list(words),
                format_func=lambda number: words[number],
                placeholder=page.say("meetings.prepare.left_out.none"),
                key=f"{LEFT_OUT}.{view.revision}.{year.start_year}",
            )
        st.text_area(page.say("meetings.prepare.added"), height=80, key=ADDED)
        name_field(page, page.say("meetings.by"), BY)
        st.form_submit_button(
            page.say("meetings.prepare.button"),
            type="primary",
            on_click=_make,
            args=(page, view, year),
        )
    page.draw("note", lines=[page.say("meetings.prepare.note")])


def _make(page: Screen, view: View, year: FiscalYear) -> None:
    """Of what was shown: `view`."""
    name = signature(page, PART, BY, "meetings.by_missing")
    day = st.session_state.get(DAY)
    if not name or not isinstance(day, date):
        return
    left_out = st.session_state.get(f"{LEFT_OUT}.{view.revision}.{year.start_year}") or ()
    call = MeetingCall(day, year, told(TITLE), frozenset(left_out), tuple(told(ADDED).splitlines()))
    made = done(
        page,
        PART,
        lambda: make_meeting(page.record, view, call, actor=page.actor(name), lang=page.lang),
    )
    if made:
        st.query_params[MEETING] = made.meeting_id
        outcome.forget(PART)
        outcome.keep(
            MADE,
            page.say("meetings.made.note"),
            big=page.say("meetings.made", title=made.title, day=day_of(day, page.lang)),
        )
