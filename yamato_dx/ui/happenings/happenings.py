"""出来事: the words to the numbers on a chart, and for the plan office the form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.entries.review.happenings import HAPPENING, Happening
from yamato_dx.queries.happenings.happenings import happening_words, happenings_of, new_key
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, draw_news, form_of, name_field, save, signature

if TYPE_CHECKING:
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.happenings.happenings import HappeningLine
    from yamato_dx.queries.kpis.initiatives import InitiativeStory
    from yamato_dx.ui.frame.screen import Screen

HAPPENINGS: Final = "happenings"
BY: Final = "happenings.by"
TAKEN_BACK_BY: Final = "happenings.back.by"


def draw_happenings(page: Screen, kpi: Kpi, lines: tuple[HappeningLine, ...]) -> None:
    """Those that bear on the KPI, under the numbers of its chart."""
    shown = [line for line in lines if line.happening.is_about(kpi.kpi_id)]
    if shown:
        words = [(line.label, happening_words(line.happening, page.lang)) for line in shown]
        page.draw("happenings", lines=words)


def draw_happening_form(page: Screen, view: View, story: InitiativeStory) -> None:
    """To note one, or to take one back; for whoever may."""
    outcome.draw_outcome(page, HAPPENINGS)
    if view.as_of is not None or not page.may(Act.NOTE_HAPPENING):
        return
    with st.expander(page.say("happenings.open"), key="happenings.open", on_change="rerun") as box:
        if not box.open:
            return
        form = form_of(page, HAPPENINGS, ((HAPPENING.name, ""),), HAPPENINGS)
        draw_news(page, form)
        _draw_fields(page, form, view, story)
        lines = happenings_of(page.record, view, _kpi_ids(story))
        if lines:
            _draw_taking_back(page, form, lines)


def _kpi_ids(story: InitiativeStory) -> tuple[str, ...]:
    return tuple(kpi_story.kpi.kpi_id for kpi_story in story.kpis)


def _draw_fields(page: Screen, form: Form, view: View, story: InitiativeStory) -> None:
    names = {
        kpi.kpi_id: f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"
        for kpi in story.plan.kpis
    }
    with st.form(form.key("fields"), border=False):
        st.date_input(
            page.say("happenings.on"), value=view.on, key=form.key("on"), format="YYYY-MM-DD"
        )
        for name in ("words", "source"):
            example = page.say(f"happenings.{name}.example")
            st.text_input(page.say(f"happenings.{name}"), key=form.key(name), placeholder=example)
        st.multiselect(
            page.say("happenings.kpis"),
            list(names),
            default=_kpi_ids(story),
            format_func=lambda kpi_id: names[kpi_id],
            placeholder=page.say("happenings.kpis.all"),
            key=form.key("kpis"),
        )
        name_field(page, page.say("happenings.by"), BY, width=240)
        st.form_submit_button(
            page.say("happenings.save"), type="primary", on_click=_note, args=(page, form)
        )


def _note(page: Screen, form: Form) -> None:
    on = st.session_state.get(form.key("on"))
    words = form.told("words")
    by = signature(page, HAPPENINGS, BY, "happenings.by_missing")
    if not by:
        return
    if not words or not isinstance(on, date):
        outcome.keep(HAPPENINGS, page.say("happenings.words_missing"), tone="bad")
        return
    kpi_ids = tuple(st.session_state.get(form.key("kpis")) or ())
    happening = Happening(on, words, form.told("source"), kpi_ids)
    if save(page, form, {HAPPENING: {new_key(page.record): happening}}, by):
        told = happening_words(happening, page.lang)
        outcome.keep(HAPPENINGS, page.say("happenings.saved", happening=told))


def _draw_taking_back(page: Screen, form: Form, lines: tuple[HappeningLine, ...]) -> None:
    names = {
        line.key: f"{line.label} {happening_words(line.happening, page.lang)}" for line in lines
    }
    with st.form(form.key("back"), border=False):
        st.selectbox(
            page.say("happenings.back.which"),
            list(names),
            format_func=lambda key: names[key],
            key=form.key("which"),
        )
        name_field(page, page.say("happenings.back.by"), TAKEN_BACK_BY, width=240)
        st.form_submit_button(
            page.say("happenings.back"), on_click=_take_back, args=(page, form, names)
        )


def _take_back(page: Screen, form: Form, names: dict[str, str]) -> None:
    by = signature(page, HAPPENINGS, TAKEN_BACK_BY, "happenings.back.by_missing")
    key = str(st.session_state.get(form.key("which")) or "")
    if by and key and save(page, form, {HAPPENING: {key: None}}, by):
        outcome.keep(HAPPENINGS, page.say("happenings.back.done", happening=names[key]))
