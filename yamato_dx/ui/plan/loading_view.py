"""The parts of «計画の登録»: what is recorded, workbooks to take, difference, load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.starting import starter
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.lettering import unmarked
from yamato_dx.output.tables.formats import SPREADSHEET
from yamato_dx.queries.assessed import plan_at, texts_at
from yamato_dx.queries.plan.books import plan_workbook, workbook_name
from yamato_dx.queries.plan.difference import difference_table
from yamato_dx.queries.plan.extending import extension_in_effect, text_in_force
from yamato_dx.queries.plan.registrations import registration_of
from yamato_dx.queries.plan.sight import needs_of
from yamato_dx.queries.plan.starter_book import STARTER_NAME, starter_workbook
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import offer_file, table_downloads
from yamato_dx.ui.frame.file_boxes import draw_file_box
from yamato_dx.ui.frame.forms import name_field
from yamato_dx.ui.plan import loading as plan_loading
from yamato_dx.ui.plan.faults import draw_faults, draw_faults_download, draw_notes
from yamato_dx.ui.plan.known_kpis import draw_confirmations, draw_known_kpis

if TYPE_CHECKING:
    from yamato_dx.acts.planning import Proposal
    from yamato_dx.plan.model.types import Plan
    from yamato_dx.ui.frame.file_boxes import ChosenFile
    from yamato_dx.ui.frame.screen import Screen

# More than a person reads; «表を保存» has them all.
SHOWN_CHANGES: Final = 80


def plans_in_force(page: Screen) -> list[Plan]:
    """Each plan of the record by its version in force."""
    view = page.now()
    ids = _ids(texts_at(page.record, view.revision))
    return [plan_at(page.record, replace(view, plan_id=plan_id)) for plan_id in ids]


def draw_recorded(page: Screen) -> None:
    """The versions that are recorded, the newest first; which one verdicts use today."""
    view = page.now()
    plans = texts_at(page.record, view.revision)
    held = [text_in_force(page.record, replace(view, plan_id=plan_id)) for plan_id in _ids(plans)]
    page.section_head(page.say("plan.loading.recorded.title"))
    names = ("version", "plan_title", "effective_from", "period", "kpis", "registered", "state")
    heads = [Head(page.say(f"plan.loading.recorded.{name}"), name == "kpis") for name in names]
    rows = [_version_row(page, plan, is_held=plan in held) for plan in reversed(plans)]
    draw_table(page, page.say("plan.loading.recorded.title"), heads, rows)
    if len(held) > 1 and page.offers(Act.LOAD_PLAN):
        _draw_taking_back(page, held)


def _ids(plans: Sequence[Plan]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plan.plan_id for plan in plans))


def _draw_taking_back(page: Screen, plans: Sequence[Plan]) -> None:
    """A plan that nothing recorded needs; of another, what needs it."""
    page.section_head(page.say("plan.loading.back.title"), page.say("plan.loading.back.note"))
    outcome.draw_outcome(page, plan_loading.BACK)
    name_field(page, page.say("plan.loading.by"), plan_loading.BACK_BY, width=420)
    for plan in plans:
        title = plan.title.in_language(page.lang)
        needs = needs_of(page.record, plan.plan_id)
        if needs:
            what = page.say("queries.list").join(need.words(page.lang) for need in needs)
            page.draw("note", lines=[page.say("plan.loading.back.needed", title=title, what=what)])
            continue
        st.button(
            page.say("plan.loading.back.button", title=unmarked(title)),
            key=f"planning.back.{plan.plan_id}",
            on_click=plan_loading.take_back_plan,
            args=(page, plan.plan_id, title),
        )


def _version_row(page: Screen, plan: Plan, *, is_held: bool) -> list[Cell]:
    state = "held" if is_held else "later" if plan.effective_from > page.now().on else "earlier"
    return [
        Cell(plan.plan_version, is_code=True),
        Cell(plan.title.in_language(page.lang)),
        Cell(i18n.day(plan.effective_from, page.lang)),
        Cell(_period(page, plan)),
        Cell(str(len(plan.kpis)), is_number=True),
        _registered(page, plan),
        Cell(page.say(f"plan.loading.recorded.{state}"), tone="good" if is_held else "second"),
    ]


def _period(page: Screen, plan: Plan) -> str:
    """As the text has it, and how far it was extended."""
    years = page.say("plan.loading.recorded.years", **_span(page, plan))
    extension = extension_in_effect(page.record, page.now().revision, plan)
    if extension is None:
        return years
    last = i18n.fiscal_year(extension.last_year, page.lang)
    return page.say("plan.loading.recorded.extended", years=years, last=last)


def _registered(page: Screen, plan: Plan) -> Cell:
    """When and by whom; below, which KPIs they said to be the figures known before."""
    found = registration_of(page.record, page.now().revision, plan.plan_id, plan.plan_version)
    if found is None:
        return Cell(i18n.MISSING)
    day = i18n.day(found.at, page.lang)
    words = "by" if found.by else "at_start"
    numbers = [kpi.kpi_no for kpi in plan.kpis if kpi.kpi_id in found.same_kpis]
    more = page.say(
        "plan.loading.recorded.same_kpis", numbers=page.say("queries.list").join(numbers)
    )
    return Cell(
        page.say(f"plan.loading.recorded.{words}", day=day, by=found.by),
        more=more if numbers else "",
    )


def draw_workbooks(page: Screen, plans: tuple[Plan, ...]) -> None:
    """The workbook of each recorded version, newest first, the empty form, and the starter."""
    note = "plan.loading.take.note" if plans else "plan.loading.take.form_note"
    page.section_head(page.say("plan.loading.take.title"), page.say(note))
    with st.container(horizontal=True, key="planning-books"):
        for plan in (*reversed(plans), None):
            version = plan.plan_version if plan else ""
            title = plan.title.in_language(page.lang) if plan and len(_ids(plans)) > 1 else ""
            label = (
                f"{title} {page.say('plan.loading.take.version', version=version)}".strip()
                if plan
                else page.say("plan.loading.take.empty")
            )
            name = workbook_name(plan)
            offer_file(
                page,
                label,
                HandedOut(label, name),
                partial(plan_workbook, plan, page.lang),
                mime=SPREADSHEET,
                key=f"planning.take.{plan.plan_id}.{version}" if plan else "planning.take.",
            )
        label = page.say("plan.loading.take.starter")
        out = HandedOut(label, STARTER_NAME)
        offer_file(
            page,
            label,
            out,
            lambda: starter_workbook(starter(), page.lang),
            mime=SPREADSHEET,
            key="planning.take.starter",
        )


def file_box(page: Screen, act: Act = Act.LOAD_PLAN) -> ChosenFile | None:
    page.section_head(page.say("plan.loading.load.title"), page.say("plan.loading.load.note"))
    if not page.offers(act):
        return None
    return draw_file_box(page, plan_loading.BOX, page.say("plan.loading.load.choose"))


def draw_proposal(page: Screen, proposal: Proposal, file_name: str) -> None:
    """The faults, or that nothing is new, or the difference and who takes it over."""
    if not proposal.is_loadable:
        outcome.draw_outcome(page, plan_loading.LOAD)
    if proposal.faults:
        draw_faults(page, proposal.faults, file_name)
        draw_faults_download(page, proposal.faults, file_name)
    draw_notes(page, proposal.notes)
    if not proposal.new:
        if not proposal.faults:
            page.message(page.say("plan.loading.nothing_new"))
        return
    (plan,) = proposal.new
    if proposal.is_another:
        if not proposal.faults:
            _draw_another(page, proposal, plan)
        return
    make = partial(difference_table, proposal.held, plan, page.lang)
    changes = make()
    if not proposal.faults:
        _draw_offer(page, proposal, plan, len(changes))
    _draw_changes(page, proposal, plan, changes, make=make)


def _draw_offer(page: Screen, proposal: Proposal, plan: Plan, count: int) -> None:
    """What would hold from when, then the name and the button."""
    held, on = proposal.held, page.now().on
    if plan.effective_from > on:
        effect = "later"
    else:
        effect = "now" if plan.effective_from > held.effective_from else "earlier"
    page.message(
        page.say(
            f"plan.loading.offer.{effect}",
            day=i18n.day(plan.effective_from, page.lang),
            version=plan.plan_version,
            held=held.plan_version,
        ),
        big=page.say(
            "plan.loading.offer.title",
            version=plan.plan_version,
            held=held.plan_version,
            count=count,
        ),
    )
    _draw_kpis_and_loader(page, proposal)


def _draw_another(page: Screen, proposal: Proposal, plan: Plan) -> None:
    """What it would be beside the plans in the record, then the name and the button."""
    title = plan.title.in_language(page.lang)
    big = page.say("plan.loading.another.title", title=title, **_span(page, plan))
    page.message(*_another_words(page, proposal, plan), big=big)
    _draw_kpis_and_loader(page, proposal)


def _draw_kpis_and_loader(page: Screen, proposal: Proposal) -> None:
    draw_known_kpis(page, proposal)
    draw_loader(
        page,
        partial(plan_loading.take, page, proposal),
        partial(draw_confirmations, page, proposal),
    )


def _another_words(page: Screen, proposal: Proposal, plan: Plan) -> list[str]:
    """Which plan judges which years, and from when it is seen."""
    held = plan_at(page.record, replace(page.now(), plan_id=proposal.held.plan_id))
    order = "next" if plan.first_year > held.last_year else "beside"
    since = "from" if plan.effective_from > page.now().on else "now"
    return [
        page.say(
            f"plan.loading.another.{order}",
            held=held.title.in_language(page.lang),
            **_span(page, plan),
        ),
        page.say(f"plan.loading.another.{since}", day=i18n.day(plan.effective_from, page.lang)),
    ]


def _span(page: Screen, plan: Plan) -> dict[str, str]:
    years = {"first": plan.first_year, "last": plan.last_year}
    return {name: i18n.fiscal_year(year, page.lang) for name, year in years.items()}


def draw_loader(
    page: Screen, on_click: Callable[[], None], draw_first: Callable[[], None] = lambda: None
) -> None:
    """What must be said first, who loads, and the button."""
    with st.form("plan.loading.load", border=False):
        draw_first()
        name_field(
            page,
            page.say("plan.loading.by"),
            plan_loading.LOADER,
            placeholder=page.say("plan.loading.by_help"),
        )
        st.form_submit_button(
            page.say("plan.loading.load.button"), type="primary", on_click=on_click
        )
    outcome.draw_outcome(page, plan_loading.LOAD)


def _draw_changes(
    page: Screen,
    proposal: Proposal,
    plan: Plan,
    changes: pd.DataFrame,
    *,
    make: Callable[[], pd.DataFrame],
) -> None:
    title = page.say(
        "plan.loading.changes.title", version=plan.plan_version, held=proposal.held.plan_version
    )
    page.section_head(title, page.say("plan.loading.changes.count", count=len(changes)))
    names = ("table", "item", "field", "change", "before", "after")
    heads = [Head(page.say(f"plan.loading.changes.{name}")) for name in names]
    columns = ("table_label", "item_label", "field_label", "change_label")
    rows = [
        [
            *(Cell(row[name]) for name in columns),
            *(Cell(_words(row[name])) for name in ("before_words", "after_words")),
        ]
        for row in rows_of(changes.head(SHOWN_CHANGES))
    ]
    left = len(changes) - len(rows)
    draw_table(
        page, title, heads, rows, foot=page.say("plan.loading.more", count=left) if left else ""
    )
    table_downloads(page, page.now(), "plan_difference", make, title=title, name="plan_difference")


def _words(value: object) -> str:
    return i18n.MISSING if is_missing(value) else str(value)
