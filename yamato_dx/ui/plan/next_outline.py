"""«次の計画を始める»: the years and the id of the next plan, and its workbook to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.tables.formats import SPREADSHEET
from yamato_dx.plan.model.outline import PlanSpan
from yamato_dx.queries.closing.next_plan import carried_workbook
from yamato_dx.queries.plan.next_book import next_name, require_span
from yamato_dx.ui.frame.downloads import offer_file

if TYPE_CHECKING:
    from yamato_dx.plan.model.types import Plan
    from yamato_dx.ui.frame.screen import Screen

KEY: Final = "planning.next"
# How far behind the old plan's end the next may begin, and how long it may be, on this page.
_OFFERED: Final = 10


def draw_next_outline(page: Screen, plans: Sequence[Plan]) -> None:
    """`plans`: each plan of the record by its version in force."""
    page.section_head(page.say("plan.loading.next.title"), page.say("plan.loading.next.note"))
    with st.container(key="planning-next"):
        plan = _old_plan(page, plans)
        span = _span(page, plan)
        try:
            require_span(page.record, span)
        except Refused as refusal:
            page.message(refusal.sentence(page.lang), tone="bad")
            return
        view = replace(page.now(), plan_id=plan.plan_id)
        label = page.say("plan.loading.next.save")
        out = HandedOut(label, next_name(span), view, kpi_ids=None)
        offer_file(
            page,
            label,
            out,
            partial(carried_workbook, page.record, view, span, page.lang),
            mime=SPREADSHEET,
            key=f"{KEY}.save",
        )


def _old_plan(page: Screen, plans: Sequence[Plan]) -> Plan:
    """The one that runs last is offered first."""
    by_id = {plan.plan_id: plan for plan in plans}
    offered = sorted(by_id, key=lambda plan_id: by_id[plan_id].last_year, reverse=True)
    if len(offered) == 1:
        return by_id[offered[0]]
    chosen = st.selectbox(
        page.say("plan.loading.next.from"),
        offered,
        format_func=lambda plan_id: by_id[plan_id].title.in_language(page.lang),
        key=f"{KEY}.from",
        width=420,
    )
    return by_id[chosen]


def _span(page: Screen, plan: Plan) -> PlanSpan:
    """The years after the old plan, as many as it has, unless the reader chooses others."""
    after = plan.last_year.start_year + 1
    with st.container(horizontal=True):
        first = _year(page, "first", range(plan.first_year.start_year + 1, after + _OFFERED), after)
        until = first + len(plan.fiscal_years) - 1
        last = _year(page, "last", range(first, first + _OFFERED), until)
        plan_id = st.text_input(
            page.say("plan.loading.next.plan_id"),
            value=f"{plan.plan_id}_{after}",
            key=f"{KEY}.id.{plan.plan_id}",
            width=260,
        )
    return PlanSpan(str(plan_id).strip(), FiscalYear(first), FiscalYear(last))


def _year(page: Screen, name: str, years: range, proposed: int) -> int:
    """A choice of its own for each proposal: another first year proposes another last one."""
    return st.selectbox(
        page.say(f"plan.loading.next.{name}"),
        years,
        index=years.index(min(proposed, years[-1])),
        format_func=lambda year: i18n.fiscal_year(year, page.lang),
        key=f"{KEY}.{name}.{years.start}",
        width=200,
    )
