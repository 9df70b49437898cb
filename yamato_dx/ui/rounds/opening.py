"""«照会を始める»: which round, until when; what it would ask of whom, before it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.rounds.opening import open_round, usual_title
from yamato_dx.entries.rounds import ROUND_KINDS
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.plan.sight import plan_titles
from yamato_dx.queries.reports.owed import sections_on, year_to_report
from yamato_dx.queries.rounds.asking import (
    RoundScope,
    counts_by_section,
    items_to_ask,
    plans_asked,
    years_to_ask,
)
from yamato_dx.queries.rounds.board import COLUMNS
from yamato_dx.queries.rounds.held import open_round_at, rounds_at
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.forms import done, name_field, signature
from yamato_dx.ui.rounds.board import ROUND

if TYPE_CHECKING:
    from yamato_dx.entries.rounds import RoundItem
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "rounds.opening"
# Told above the board of the new round: its form is gone.
OPENED: Final = "rounds.opened"
BY: Final = "rounds.by"
KIND, YEAR, PLANS, DUE, TITLE = (
    f"rounds.open.{name}" for name in ("kind", "year", "plans", "due", "title")
)
# As long as sections are usually given.
DAYS: Final = 28
FRIDAY: Final = 4


def draw_first(page: Screen) -> None:
    """Before the first round: what it is for, what has to be there."""
    page.title("rounds.page.title", "rounds.page.lead")
    if not sections_on(page.record, page.now()):
        page.message(page.say("rounds.first.no_sections"), tone="bad")
        page.draw_links([(page.link("sections"), page.say("frame.page.sections"))])


def draw_opened(page: Screen) -> None:
    outcome.draw_outcome(page, OPENED)


def draw_opening(page: Screen) -> None:
    """The first one stands open; another one is unfolded beside one that is held."""
    outcome.draw_outcome(page, PART)
    if not rounds_at(page.record, page.record.head()):
        if page.offers(Act.HOLD_ROUND):
            _draw_form(page)
        return
    if open_round_at(page.record, page.record.head()) is None:
        page.message(page.say("rounds.open.none"))
    with (
        st.container(key="rounds-another"),
        st.expander(page.say("rounds.open.another"), on_change="rerun") as box,
    ):
        if box.open and page.offers(Act.HOLD_ROUND):
            _draw_form(page)


def _draw_form(page: Screen) -> None:
    scope = _pick_scope(page)
    items = items_to_ask(page.record, page.now(), scope) if _has_plan(page, scope) else ()
    if not items:
        page.message(page.say("rounds.open.nothing_missing"))
        return
    with st.container(key="rounds-asked"):
        asked, signing = st.columns([676, 376], gap="large")
    with asked:
        _draw_asked(page, items)
    with signing, st.form("rounds-open", border=False):
        st.date_input(
            page.say("rounds.open.due"),
            value=_usual_due(page.now().on),
            min_value=page.now().on,
            format="YYYY-MM-DD",
            key=DUE,
        )
        st.text_input(
            page.say("rounds.open.title"),
            placeholder=usual_title(scope, page.lang),
            key=TITLE,
        )
        name_field(page, page.say("rounds.by"), BY)
        st.form_submit_button(
            page.say("rounds.open.button"),
            type="primary",
            on_click=_open,
            args=(page, scope, page.now().revision),
        )


def _pick_scope(page: Screen) -> RoundScope:
    view = page.now()
    years = {year.start_year: year for year in years_to_ask(page.record, view)}
    usual = year_to_report(page.plan, view.on)
    kinds = {kind: page.say(f"rounds.kind.{kind}") for kind in ROUND_KINDS}
    with st.container(horizontal=True, key="rounds-scope"):
        year = st.selectbox(
            page.say("frame.filter.fiscal_year"),
            list(years),
            index=list(years).index(usual.start_year) if usual.start_year in years else 0,
            format_func=lambda start: i18n.fiscal_year(start, page.lang),
            key=YEAR,
        )
        is_over = years[year].last_day < view.on
        kind = st.selectbox(
            page.say("rounds.open.kind"),
            list(kinds),
            index=ROUND_KINDS.index("year_end" if is_over else "interim"),
            format_func=lambda code: kinds[code],
            key=f"{KIND}.{year}",
        )
        titles = plan_titles(page.record, view, page.lang)
        chosen = (
            st.multiselect(
                page.say("rounds.open.plans"),
                list(titles),
                default=list(titles),
                format_func=lambda plan_id: titles[plan_id],
                key=PLANS,
            )
            if titles
            else []
        )
    return RoundScope(kind, FiscalYear(year), tuple(chosen))


def _has_plan(page: Screen, scope: RoundScope) -> bool:
    return bool(plans_asked(page.record, page.now(), scope))


def _draw_asked(page: Screen, items: tuple[RoundItem, ...]) -> None:
    """What it would ask of whom, were it opened now."""
    names = {
        section.section_id: section.name.in_language(page.lang)
        for section in sections_on(page.record, page.now())
    }
    nobody = page.say("rounds.nobody")
    counts = counts_by_section(items)
    heads = [
        Head(page.say("rounds.column.section")),
        *(Head(page.say(f"rounds.column.{name}"), is_number=True) for name in COLUMNS),
    ]
    rows = [
        [
            Cell(names.get(section_id, nobody)),
            *(
                Cell(str(counts[section_id][name]) if counts[section_id][name] else i18n.MISSING)
                for name in COLUMNS
            ),
        ]
        for section_id in (*names, "")
        if section_id in counts
    ]
    draw_table(page, page.say("rounds.open.asked"), heads, rows, foot=_foot(page, names, counts))


def _foot(page: Screen, names: Mapping[str, str], counts: Mapping[str, object]) -> str:
    """Who is asked nothing, and why so little is asked."""
    spared = [name for section_id, name in names.items() if section_id not in counts]
    rule = page.say("rounds.open.rule")
    if not spared:
        return rule
    return f"{page.say('rounds.open.spared', sections=page.say('frame.list').join(spared))} {rule}"


def _usual_due(on: date) -> date:
    """A Friday four weeks on."""
    due = on + timedelta(days=DAYS)
    return due - timedelta(days=(due.weekday() - FRIDAY) % 7)


def _open(page: Screen, scope: RoundScope, seen_at: int) -> None:
    name = signature(page, PART, BY, "rounds.by_missing")
    due = st.session_state.get(DUE)
    if not name or not isinstance(due, date):
        return
    opened = done(
        page,
        PART,
        lambda: open_round(
            page.record,
            page.now(),
            scope,
            due=due,
            title=str(st.session_state.get(TITLE) or ""),
            actor=page.actor(name),
            expected_revision=seen_at,
        ),
    )
    if opened:
        st.query_params[ROUND] = opened.round_id
        outcome.forget(PART)
        outcome.keep(
            OPENED,
            page.say("rounds.opened.note"),
            big=page.say("rounds.opened", title=opened.title, count=len(opened.items)),
        )
