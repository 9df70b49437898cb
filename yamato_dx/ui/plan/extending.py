"""計画期間の延長 on «計画の登録»: what was decided, and the form with what it would change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.extending import extend, unextend
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.extensions import EXTENSION, KEY
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.plan.extending import (
    cells_of,
    extended_words,
    extension_in_effect,
    extension_preview,
    possible_ends,
    text_in_force,
)
from yamato_dx.rows import rows_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, attempt, draw_news, form_of, name_field, signature

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.entries.extensions import Extension
    from yamato_dx.plan.model.types import Plan
    from yamato_dx.queries.plan.extending import TargetCells
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "planning.extension"
BY: Final = "plan.extension.by"
BACK_BY: Final = "plan.extension.back.by"
LAST: Final = "last"


def draw_extension(page: Screen) -> None:
    """Of the plan in sight."""
    view = page.now()
    text = text_in_force(page.record, view)
    held = extension_in_effect(page.record, view.revision, text)
    title = text.title.in_language(page.lang)
    page.section_head(page.say("plan.extension.title"), page.say("plan.extension.note", plan=title))
    if held:
        page.draw("note", lines=extended_words(text, held, page.lang))
    outcome.draw_outcome(page, PART)
    if not possible_ends(text) or not page.offers(Act.EXTEND):
        return
    label = page.say("plan.extension.reopen" if held else "plan.extension.open")
    with st.expander(label, on_change="rerun") as box:
        if box.open:
            _draw_form(page, text)


def _draw_form(page: Screen, text: Plan) -> None:
    form = form_of(page, PART, ((EXTENSION.name, KEY),), PART)
    draw_news(page, form)
    held = extension_in_effect(page.record, form.made_at, text)
    ends = [year.start_year for year in possible_ends(text)]
    chosen = st.selectbox(
        page.say("plan.extension.last_year"),
        ends,
        index=ends.index(held.last_year.start_year) if held else 0,
        format_func=lambda year: i18n.fiscal_year(year, page.lang),
        key=form.key(LAST),
        width=260,
    )
    drawn = cells_of(text, FiscalYear(chosen), held, page.lang)
    _draw_targets(page, form, text, drawn)
    _draw_preview(page, form, text, drawn)
    with st.container(key="plan-form"):
        _draw_approval(page, form, held, press=partial(_save, page, form, text, drawn=drawn))
        if held:
            _draw_taking_back(page, form)


def _draw_targets(page: Screen, form: Form, text: Plan, drawn: pd.DataFrame) -> None:
    """A small grid: KPI × year that comes in."""
    page.draw("note", lines=[page.say("plan.extension.targets.note")])
    printed = st.column_config.TextColumn
    promised = i18n.fiscal_year(text.last_year, page.lang, "short")
    years = {
        column: printed(i18n.fiscal_year(int(column), page.lang), width="small")
        for column in _year_columns(drawn)
    }
    st.data_editor(
        drawn,
        key=_grid_key(form),
        num_rows="fixed",
        hide_index=True,
        placeholder="",
        height="content",
        alt=page.say("plan.extension.targets"),
        disabled=["kpi", "promised"],
        column_config={
            "kpi_id": None,
            "kpi": printed("KPI", width="medium"),
            "promised": printed(page.say("plan.extension.promised", year=promised)),
            **years,
        },
    )


def _draw_preview(page: Screen, form: Form, text: Plan, drawn: pd.DataFrame) -> None:
    preview = extension_preview(
        text,
        _last_year(form),
        _cells(form, drawn),
        page.lang,
        plans=plans_at(page.record, page.record.head()),
    )
    page.message(*preview.sentences, big=page.say("plan.extension.preview"))
    if preview.faults:
        page.message(*preview.faults, tone="bad")


def _draw_approval(page: Screen, form: Form, held: Extension | None, *, press: Any) -> None:
    with st.form(form.key("fields"), border=False):
        for field in ("decided_by", "approval_no"):
            st.text_input(
                page.say(f"plan.extension.{field}"),
                value=getattr(held, field) if held else "",
                key=form.key(field),
            )
        st.date_input(
            page.say("plan.extension.decided_on"),
            value=held.decided_on if held else page.now().on,
            format="YYYY-MM-DD",
            key=form.key("decided_on"),
        )
        st.text_area(
            page.say("plan.extension.reason"),
            value=held.reason if held else "",
            key=form.key("reason"),
            height=80,
        )
        name_field(page, page.say("plan.extension.by"), BY)
        st.form_submit_button(page.say("plan.extension.button"), type="primary", on_click=press)


def _draw_taking_back(page: Screen, form: Form) -> None:
    page.draw("note", lines=[page.say("plan.extension.back.note")])
    with st.form(form.key("back"), border=False):
        name_field(page, page.say("plan.extension.by"), BACK_BY)
        st.form_submit_button(
            page.say("plan.extension.back.button"), on_click=_take_back, args=(page, form)
        )


def _save(page: Screen, form: Form, text: Plan, *, drawn: pd.DataFrame) -> None:
    name = signature(page, PART, BY, "plan.extension.by_missing")
    last_year = _last_year(form)
    if name and attempt(
        page,
        form,
        lambda seen_at: extend(
            page.record,
            last_year,
            actor=page.actor(name),
            decided_by=form.told("decided_by"),
            approval_no=form.told("approval_no"),
            reason=form.told("reason"),
            decided_on=st.session_state.get(form.key("decided_on")),
            targets=_cells(form, drawn),
            expected_revision=seen_at,
            plan_id=text.plan_id,
        ),
    ):
        last = i18n.fiscal_year(last_year, page.lang)
        outcome.keep(PART, page.say("plan.extension.done", last=last))


def _take_back(page: Screen, form: Form) -> None:
    name = signature(page, PART, BACK_BY, "plan.extension.by_missing")
    plan_id = page.plan.plan_id
    if name and attempt(
        page,
        form,
        lambda seen_at: unextend(
            page.record, actor=page.actor(name), expected_revision=seen_at, plan_id=plan_id
        ),
    ):
        outcome.keep(PART, page.say("plan.extension.back.done"))


def _cells(form: Form, drawn: pd.DataFrame) -> TargetCells:
    """What stands in the grid; its widget tells only what was edited in it."""
    edited = drawn.copy()
    for place, cells in st.session_state[_grid_key(form)]["edited_rows"].items():
        for column, value in cells.items():
            edited.loc[int(place), column] = value or None
    return {
        (str(row["kpi_id"]), FiscalYear(int(column))): str(row[column]).strip()
        for row in rows_of(edited)
        for column in _year_columns(drawn)
        if isinstance(row[column], str) and row[column].strip()
    }


def _year_columns(drawn: pd.DataFrame) -> list[str]:
    return [column for column in drawn.columns if column.isdecimal()]


def _last_year(form: Form) -> FiscalYear:
    return FiscalYear(int(st.session_state[form.key(LAST)]))


def _grid_key(form: Form) -> str:
    """Another grid for each last year: it has other columns."""
    return form.key(f"targets.{_last_year(form).start_year}")
