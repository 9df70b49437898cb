"""The parts of «担当課の登録»: sections, the grid of owners, one save, who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.entries.sections import ACT, OWNER, SECTION
from yamato_dx.queries.register.sections import (
    Register,
    missing_words,
    owner_grid,
    read_register,
    section_grid,
    section_names,
)
from yamato_dx.queries.reports.owned import without_owner
from yamato_dx.queries.town import town_at
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, draw_news, follow, form_of, name_field, name_of, save

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

SENDER = "register.by"
SAVE = "register.save"
GRID_HEIGHT = 560
KINDS = ("kpi", "work_item", "commitment")
ABOUT = ((SECTION.name, ""), (OWNER.name, ""))
GRIDS = ("sections", "owners")


def draw_missing(page: Screen, view: View) -> None:
    """Who is missing: by kind, each by name."""
    town = town_at(page.record, view.revision, page.plan.plan_id)
    missing = without_owner(town, page.plan, view.on, page.lang)
    if not missing:
        page.message(page.say("register.complete"))
        return
    separator = page.say("frame.list")
    groups = {kind: [thing for thing in missing if thing.kind == kind] for kind in KINDS}
    page.draw(
        "sections_missing",
        title=page.say("register.missing", count=len(missing)),
        groups=[
            (page.say(f"register.kind.{kind}"), len(group), missing_words(group, separator))
            for kind, group in groups.items()
            if group
        ],
    )


def draw_register(page: Screen, view: View) -> None:
    """Both grids and the one save; to who may not save, the grids to read."""
    is_open = page.offers(Act.REGISTER)
    form = form_of(page, ACT, ABOUT, SAVE)
    if not _is_edited(form):
        form = follow(page, form)
    draw_news(page, form)
    town = town_at(page.record, form.made_at, page.plan.plan_id)
    note = page.say("register.sections.note") if is_open else ""
    page.section_head(page.say("register.sections"), note)
    sections = _edit_sections(page, form, section_grid(town), is_open=is_open)
    note = page.say("register.owners.note") if is_open else ""
    page.section_head(page.say("register.owners"), note)
    names = section_names(sections, view.on)
    drawn = owner_grid(town, page.plan, view.on, page.lang)
    owners = _edit_owners(page, form, drawn, names, is_open=is_open)
    if not is_open:
        return
    with st.form("sections-save", border=False):
        name_field(page, page.say("register.by"), SENDER, placeholder=page.say("register.by_help"))
        is_saving = st.form_submit_button(page.say("register.save"), type="primary")
    if is_saving:
        # Read after the grids, so that the cell just left is in it.
        register = read_register(
            page.record,
            town,
            sections,
            owners,
            plan_id=page.plan.plan_id,
            on=view.on,
            drawn=drawn,
        )
        _save(page, form, register)
    outcome.draw_outcome(page, SAVE)


def _is_edited(form: Form) -> bool:
    """Whether anything in the grids was changed: they tell what, and nothing else."""
    grids = (st.session_state.get(form.key(grid)) or {} for grid in GRIDS)
    return any(any(edits.values()) for edits in grids)


def _edit_sections(page: Screen, form: Form, grid: pd.DataFrame, *, is_open: bool) -> pd.DataFrame:
    day = st.column_config.DateColumn
    edited: pd.DataFrame = st.data_editor(
        grid,
        key=form.key("sections"),
        num_rows="dynamic",
        disabled=not is_open,
        hide_index=True,
        placeholder="",
        width="stretch",
        alt=page.say("register.sections"),
        column_config={
            "section_id": None,
            "name_ja": st.column_config.TextColumn(page.say("register.column.name_ja")),
            "name_en": st.column_config.TextColumn(page.say("register.column.name_en")),
            "valid_from": day(page.say("register.column.valid_from"), format="YYYY-MM-DD"),
            "valid_to": day(page.say("register.column.valid_to"), format="YYYY-MM-DD"),
        },
    )
    return edited


def _edit_owners(
    page: Screen, form: Form, grid: pd.DataFrame, names: list[str], *, is_open: bool
) -> pd.DataFrame:
    printed = st.column_config.TextColumn
    held = [section for section in grid["section"].dropna().unique() if section not in names]
    shown = grid.assign(kind=[page.say(f"register.kind.{kind}") for kind in grid["kind"]])
    edited: pd.DataFrame = st.data_editor(
        shown,
        key=form.key("owners"),
        num_rows="fixed",
        disabled=not is_open,
        hide_index=True,
        placeholder="",
        width="stretch",
        height=GRID_HEIGHT,
        alt=page.say("register.owners"),
        column_config={
            "key": None,
            "kind": printed(page.say("register.column.kind"), disabled=True, width="small"),
            "number": printed(page.say("register.column.number"), disabled=True, width="small"),
            "name": printed(page.say("register.column.name"), disabled=True, width="large"),
            "section": st.column_config.SelectboxColumn(
                page.say("register.column.section"), options=[*names, *held], width="medium"
            ),
            "report_due": printed(
                page.say("register.column.report_due"), help=page.say("register.due_help")
            ),
        },
    )
    return edited


def _save(page: Screen, form: Form, register: Register) -> None:
    """What became of it is told under the button."""
    name = name_of(page, SENDER)
    outcome.forget(SAVE)
    if register.faults:
        page.message(
            *(
                page.say(f"register.fault.{fault.code}", **fault.values)
                for fault in register.faults
            ),
            tone="bad",
            big=page.say("register.refused", count=len(register.faults)),
        )
    elif not name or not register.count:
        page.message(page.say("register.by_missing" if not name else "register.same"), tone="bad")
    elif save(page, form, register.entered, name):
        sections, owners = len(register.sections), len(register.owners)
        outcome.keep(SAVE, page.say("register.saved", sections=sections, owners=owners))
        st.rerun()
