"""The KPIs of an offered version beside those that are known, and the ticks that they are the
same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.lettering import unmarked
from yamato_dx.ui.frame.cells import Cell, Head, draw_table

if TYPE_CHECKING:
    from yamato_dx.acts.planning import Proposal
    from yamato_dx.plan.model.types import Kpi, Plan
    from yamato_dx.queries.plan.known_kpis import OfferedKpi, PlanKpi
    from yamato_dx.ui.frame.screen import Screen

HEADS = ("kpi", "known", "state", "differs")


def draw_known_kpis(page: Screen, proposal: Proposal) -> None:
    """One row per KPI; one sentence where all are as their plan has them already."""
    kpis = proposal.kpis
    title = page.say("plan.loading.kpis.title")
    if all(offered.state == "same" and not offered.waits for offered in kpis):
        page.section_head(title, page.say("plan.loading.kpis.all_same", count=len(kpis)))
        return
    known = [offered.known.plan for offered in kpis if offered.known]
    known_in = list({(plan.plan_id, plan.plan_version): plan for plan in known}.values())
    page.section_head(title, _counts(page, kpis, known_in))
    heads = [Head(page.say(f"plan.loading.kpis.{name}")) for name in HEADS]
    rows = [_row(page, offered, is_plan_told=len(known_in) > 1) for offered in kpis]
    draw_table(page, title, heads, rows)


def draw_confirmations(page: Screen, proposal: Proposal) -> None:
    """One tick for all that have the same definition, one for each that is defined anew."""
    if proposal.waiting:
        page.draw("note", lines=[page.say("plan.loading.kpis.confirm")])
    for group in _groups(proposal):
        st.checkbox(_confirmation(page, group), key=_tick(proposal, group))


def confirmed_kpis(proposal: Proposal) -> frozenset[str]:
    """The ids of those that are ticked."""
    return frozenset(
        offered.kpi.kpi_id
        for group in _groups(proposal)
        if st.session_state.get(_tick(proposal, group))
        for offered in group
    )


def _groups(proposal: Proposal) -> list[tuple[OfferedKpi, ...]]:
    same = tuple(offered for offered in proposal.waiting if offered.state == "same")
    changed = [(offered,) for offered in proposal.waiting if offered.state == "changed"]
    return [same, *changed] if same else [*changed]


def _tick(proposal: Proposal, group: Sequence[OfferedKpi]) -> str:
    """Of what is offered and known now: another file, or another record, is ticked anew."""
    return f"plan.loading.same.{proposal.fingerprint}.{group[0].state}.{group[0].kpi.kpi_id}"


def _confirmation(page: Screen, group: Sequence[OfferedKpi]) -> str:
    first = group[0].kpi
    if group[0].state == "changed":
        name = unmarked(first.short_name.in_language(page.lang))
        return page.say("plan.loading.kpis.confirm.changed", number=first.kpi_no, name=name)
    numbers = page.say("queries.list").join(offered.kpi.kpi_no for offered in group)
    return page.say("plan.loading.kpis.confirm.same", count=len(group), numbers=numbers)


def _counts(page: Screen, kpis: Sequence[OfferedKpi], known_in: Sequence[Plan]) -> str:
    """How many are what, and beside which version, where it is one."""
    states = Counter(offered.state for offered in kpis)
    numbers = {state: states[state] for state in ("same", "changed", "new")}
    counts = page.say("plan.loading.kpis.note", **numbers)
    if len(known_in) != 1:
        return counts
    (plan,) = known_in
    title = plan.title.in_language(page.lang)
    version = plan.plan_version
    return page.say("plan.loading.kpis.beside", title=title, version=version, counts=counts)


def _row(page: Screen, offered: OfferedKpi, *, is_plan_told: bool) -> list[Cell]:
    kpi, state = offered.kpi, offered.state
    return [
        Cell(_named(page, kpi)),
        Cell(_known_as(page, offered.known, is_plan_told=is_plan_told)),
        Cell(
            page.say(f"plan.loading.kpis.state.{state}"), tone="bad" if state == "changed" else ""
        ),
        Cell(_differs(page, offered)),
    ]


def _named(page: Screen, kpi: Kpi) -> str:
    return f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"


def _known_as(page: Screen, known: PlanKpi | None, *, is_plan_told: bool) -> str:
    if known is None:
        return i18n.MISSING
    if not is_plan_told:
        return _named(page, known.kpi)
    return page.say(
        "plan.loading.kpis.of_plan",
        title=known.plan.title.in_language(page.lang),
        version=known.plan.plan_version,
        number=known.kpi.kpi_no,
        name=known.kpi.short_name.in_language(page.lang),
    )


def _differs(page: Screen, offered: OfferedKpi) -> str:
    if offered.alike:
        kpis = page.say("queries.list").join(_alike_as(page, known) for known in offered.alike)
        return page.say("plan.loading.kpis.alike", kpis=kpis)
    changes = [change.words(page.lang) for change in offered.changes]
    return page.say("plan.loading.kpis.changes").join(changes) or i18n.MISSING


def _alike_as(page: Screen, known: PlanKpi) -> str:
    return page.say(
        "plan.loading.kpis.alike_as",
        number=known.kpi.kpi_no,
        name=known.kpi.short_name.in_language(page.lang),
        kpi_id=known.kpi.kpi_id,
    )
