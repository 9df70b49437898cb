"""Which plans a reader may look at, and which of them is shown to one who names none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from yamato_dx import i18n
from yamato_dx.entries.kinds import KINDS
from yamato_dx.plan.model.types import Plan, in_force
from yamato_dx.queries.assessed import View, plan_id_at, plans_at
from yamato_dx.queries.entries import standing
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class ShownPlan:
    """A plan of the municipality by its version in force. `years`: the start years it holds."""

    plan_id: str
    title: str
    version: str
    years: range


@lru_cache(maxsize=16)
def plans_in_effect(record: Record, view: View, lang: str) -> tuple[ShownPlan, ...]:
    """Those that took effect by the day of `view`, the usual one first, then the newest: one that
    is registered ahead of its day shows nowhere yet, unless there is no other."""
    plans = plans_at(record, view.revision)
    usual = plan_id_at(record, view)
    shown = {plan.plan_id for plan in plans if plan.effective_from <= view.on} | {usual}
    versions = [
        in_force(tuple(plan for plan in plans if plan.plan_id == plan_id), view.on)
        for plan_id in shown
    ]
    in_order = sorted(
        versions,
        key=lambda plan: (plan.plan_id != usual, -plan.first_year.start_year, plan.plan_id),
    )
    return tuple(_shown(plan, lang) for plan in in_order)


@dataclass(frozen=True)
class PlanNeed:
    """What was recorded of a plan: `kind` of entry, or the KPIs of that plan alone («value»)."""

    kind: str
    count: int

    def words(self, lang: str) -> str:
        return i18n.text(f"plan.loading.need.{self.kind}", lang, count=self.count)


def needs_of(record: Record, plan_id: str) -> tuple[PlanNeed, ...]:
    """What stands in the record that would hang in the air without the plan, by kind."""
    said = (
        PlanNeed(kind.name, sum(kind.is_of_plan(key) for key in standing(record, kind, plan_id)))
        for kind in KINDS.values()
    )
    known = plans_at(record, record.head())
    own, others = (
        {kpi.kpi_id for plan in known if (plan.plan_id == plan_id) is is_own for kpi in plan.kpis}
        for is_own in (True, False)
    )
    values = record.standing(record.municipality_code)["kpi_id"]
    reported = PlanNeed("value", int(values.isin(own - others).sum()))
    return tuple(need for need in (*said, reported) if need.count)


def _shown(plan: Plan, lang: str) -> ShownPlan:
    first, last = (
        i18n.fiscal_year(year, lang, "short") for year in (plan.first_year, plan.last_year)
    )
    return ShownPlan(
        plan.plan_id,
        plan.title.in_language(lang),
        i18n.text("frame.brand.version", lang, version=plan.plan_version, first=first, last=last),
        range(plan.first_year.start_year, plan.last_year.start_year + 1),
    )
