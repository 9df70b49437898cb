"""The form of 予算・決算と時間: typed into a grid, or a file's rows laid into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.entries.review.resources import BUDGET_LINE, WORK_HOURS, WorkHours
from yamato_dx.output.tables.formats import SPREADSHEET
from yamato_dx.output.workbooks.budget_template import budget_form_csv, budget_form_xlsx
from yamato_dx.queries.resources.entering import (
    STATUSES,
    UNITS,
    edited_rows,
    entered_of,
    grid_of,
    grid_of_file,
    read_budget_table,
    read_grid,
    status_label,
)
from yamato_dx.queries.resources.resources import (
    AMOUNTS,
    Resources,
    imbalance_words,
    resources_of,
)
from yamato_dx.rows import rows_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.downloads import offer_file
from yamato_dx.ui.frame.file_boxes import draw_file_box, empty_file_box
from yamato_dx.ui.frame.forms import (
    Form,
    draw_news,
    form_of,
    kept_once,
    name_field,
    save,
    signature,
)
from yamato_dx.ui.glossary.problems import draw_problem_table

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.resources.entering import BudgetReading
    from yamato_dx.ui.frame.file_boxes import ChosenFile
    from yamato_dx.ui.frame.screen import Screen

RESOURCES: Final = "resources"
BY: Final = "resources.by"
FORMATS: Final = (
    ("csv", budget_form_csv, "text/csv"),
    ("xlsx", budget_form_xlsx, SPREADSHEET),
)
WIDE: Final = ("project", "note")


@dataclass(frozen=True, eq=False)
class MoneyDesk:
    """What is laid out: `grid` the rows to type over, `place` of its widget, `unit` as a file or
    what stands has it, «» to be asked."""

    initiative_no: int
    fiscal_year: int
    before: Resources
    grid: pd.DataFrame
    place: str
    unit: str
    box: str


def draw_form(page: Screen, view: View, initiative_no: int, year: int) -> None:
    with st.expander(page.say("resources.open"), key="resources.open", on_change="rerun") as box:
        if not box.open:
            return
        about = (
            (BUDGET_LINE.name, BUDGET_LINE.beginning(str(initiative_no), str(year))),
            (WORK_HOURS.name, WORK_HOURS.key(str(initiative_no), str(year))),
        )
        form = form_of(page, f"resources.{initiative_no}.{year}", about, RESOURCES)
        draw_news(page, form)
        _draw_templates(page)
        box_name = f"budget-{initiative_no}-{year}"
        upload = draw_file_box(page, box_name, page.say("resources.choose"))
        before = resources_of(page.record, form.view(view), initiative_no, year)
        desk = MoneyDesk(
            initiative_no,
            year,
            before,
            grid_of(before, page.lang),
            form.key("grid"),
            before.units[0] if before.units else "",
            box_name,
        )
        _draw_fields(page, form, _with_file(page, desk, upload))


def _draw_templates(page: Screen) -> None:
    with st.container(horizontal=True, key="resources-forms"):
        for unit in UNITS:
            for ending, make, media_type in FORMATS:
                label = page.say(
                    "resources.form.download",
                    unit=page.say(f"resources.unit.{unit}"),
                    format=page.say(f"frame.download.{ending}"),
                )
                out = HandedOut(label, f"budget_{unit}.{ending}")
                offer_file(
                    page,
                    label,
                    out,
                    partial(make, unit, page.lang),
                    mime=media_type,
                    key=f"resources.form.{unit}.{ending}",
                )


def _with_file(page: Screen, desk: MoneyDesk, upload: ChosenFile | None) -> MoneyDesk:
    """With the rows of a file in the place of what stands, where one was chosen and can be read."""
    if upload is None:
        return desk
    reading = kept_once(desk.box, (upload.file_id,), lambda: read_budget_table(upload.data))
    if reading.problem:
        draw_problem_table(page, (reading.problem,))
        return desk
    _tell_reading(page, desk, reading)
    if not reading.rows:
        return desk
    return replace(
        desk,
        grid=grid_of_file(reading, desk.before, page.lang),
        place=f"{desk.place}.{upload.file_id}",
        unit=reading.unit or desk.unit,
    )


def _tell_reading(page: Screen, desk: MoneyDesk, reading: BudgetReading) -> None:
    faults = [page.say(f"resources.fault.{fault.code}", **fault.values) for fault in reading.faults]
    if faults:
        page.message(*faults, tone="bad")
    lines = [page.say("resources.read", count=len(reading.rows))]
    if reading.unread:
        names = page.say("frame.list").join(reading.unread)
        lines.append(page.say("resources.unread", names=names))
    if desk.before.lines:
        lines.append(page.say("resources.replaces", count=len(desk.before.lines)))
    page.message(*lines)


def _draw_fields(page: Screen, form: Form, desk: MoneyDesk) -> None:
    units = ("", *UNITS)
    hours = desk.before.hours or WorkHours()
    with st.form(form.key("fields"), border=False):
        st.selectbox(
            page.say("resources.unit"),
            units,
            index=units.index(desk.unit),
            format_func=lambda unit: page.say(f"resources.unit.{unit or 'open'}"),
            key=f"{desk.place}.unit",
            width=240,
        )
        st.data_editor(
            desk.grid,
            key=desk.place,
            hide_index=True,
            num_rows="dynamic",
            placeholder="",
            column_config=_columns(page),
        )
        with st.container(horizontal=True):
            for name in ("spent", "saved"):
                st.number_input(
                    page.say(f"resources.hours.{name}"),
                    min_value=0.0,
                    value=getattr(hours, name),
                    step=None,
                    key=form.key(name),
                )
            st.text_input(
                page.say("resources.hours.source"), value=hours.source, key=form.key("source")
            )
        st.checkbox(page.say("resources.accept"), key=form.key("accept"))
        name_field(page, page.say("resources.by"), BY, width=240)
        st.form_submit_button(
            page.say("resources.save"), type="primary", on_click=_save, args=(page, form, desk)
        )


def _columns(page: Screen) -> dict[str, Any]:
    config = st.column_config
    labels = {name: page.say(f"resources.form.head.{name}") for name in (*HEADS, "status")}
    statuses = [status_label(status, page.lang) for status in STATUSES]
    words = {
        name: config.TextColumn(labels[name], width="medium" if name in WIDE else "small")
        for name in ("project", "account", "item", "note")
    }
    amounts = {
        name: config.NumberColumn(labels[name], step=1, format="localized", width="small")
        for name in AMOUNTS
    }
    status = config.SelectboxColumn(labels["status"], options=statuses, width="small")
    return {"number": None, "status": status, **words, **amounts}


HEADS: Final = ("project", "account", "item", *AMOUNTS, "note")


def _save(page: Screen, form: Form, desk: MoneyDesk) -> None:
    outcome.forget(form.act)
    edits = st.session_state[desk.place]
    unit = str(st.session_state.get(f"{desk.place}.unit") or "")
    rows = edited_rows(edits, rows_of(desk.grid))
    is_accepted = bool(st.session_state.get(form.key("accept")))
    read = read_grid(rows, desk.before, unit, page.lang, is_accepted=is_accepted)
    faults = [fault.sentence(page.lang) for fault in read.faults]
    asked = [imbalance_words(line, page.lang) for line in read.imbalanced]
    if asked:
        asked.append(page.say("resources.asked", answer=page.say("resources.accept")))
    if faults or asked:
        outcome.keep(form.act, *faults, *asked, tone="bad", big=page.say("resources.not_saved"))
        return
    by = signature(page, form.act, BY, "resources.by_missing")
    entered = entered_of(
        desk.initiative_no,
        desk.fiscal_year,
        lines=read.lines,
        hours=_hours(form),
        before=desk.before,
    )
    if not by:
        return
    if not any(entered.values()):
        outcome.keep(form.act, page.say("resources.unchanged"))
    elif save(page, form, entered, by):
        empty_file_box(desk.box)
        outcome.keep(form.act, page.say("resources.saved"))


def _hours(form: Form) -> WorkHours | None:
    spent, saved = (st.session_state.get(form.key(name)) for name in ("spent", "saved"))
    hours = WorkHours(spent, saved, form.told("source"))
    return hours if hours != WorkHours() else None
