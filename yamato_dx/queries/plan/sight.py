"""Which plans a reader may look at, and which of them is shown to one who names none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan, in_force
from yamato_dx.queries.assessed import (
    Assessed,
    View,
    assessed,
    plan_at,
    plan_id_at,
    plan_ids_in_effect,
    plans_at,
)
from yamato_dx.queries.entries import standing
from yamato_dx.queries.reports.owed import year_to_report
from yamato_dx.store.record import Record

# Of a year: no figure is asked for; one is, and its day has not come.
NOT_ASKED: Final = ("no_target", "outside_period")
WAITED_FOR: Final = ("not_due", "in_progress")


@dataclass(frozen=True)
class ShownPlan:
    """A plan of the municipality by its version in force. `years`: the start years it holds."""

    plan_id: str
    title: str
    version: str
    years: range


@kept(16)
def plans_in_effect(record: Record, view: View, lang: str) -> tuple[ShownPlan, ...]:
    """Those that took effect by the day of `view`, the usual one first, then the newest: one that
    is registered ahead of its day shows nowhere yet, unless there is no other."""
    plans = plans_at(record, view.revision)
    usual = plan_id_at(record, view)
    versions = [
        in_force(tuple(plan for plan in plans if plan.plan_id == plan_id), view.on)
        for plan_id in plan_ids_in_effect(record, view)
    ]
    in_order = sorted(
        versions,
        key=lambda plan: (plan.plan_id != usual, -plan.first_year.start_year, plan.plan_id),
    )
    return tuple(_shown(plan, lang) for plan in in_order)


@kept(16)
def plan_shown(record: Record, view: View, lang: str) -> ShownPlan:
    """The plan in sight by the version in force at `view`."""
    return _shown(plan_at(record, view), lang)


def plan_titles(record: Record, view: View, lang: str) -> dict[str, str]:
    """By id, what the plans are called where several are in effect; empty where one is."""
    shown = plans_in_effect(record, view, lang)
    return {plan.plan_id: plan.title for plan in shown} if len(shown) > 1 else {}


@dataclass(frozen=True)
class PlanOwed:
    """What is owed to a plan that is not in sight: for the year `fiscal_year`, in words."""

    plan_id: str
    fiscal_year: int
    words: str


@kept(16)
def owed_to_others(record: Record, view: View, year: int, lang: str) -> tuple[PlanOwed, ...]:
    """To each other plan in effect: for `year` where its period holds it, else for the last of its
    years that has ended."""
    others = plan_ids_in_effect(record, view)[1:]
    answers = (assessed(record, replace(view, plan_id=plan_id)) for plan_id in others)
    return tuple(_owed_to(answer, FiscalYear(year), lang) for answer in answers)


def _owed_to(answer: Assessed, year: FiscalYear, lang: str) -> PlanOwed:
    plan = answer.plan
    if not plan.first_year <= year <= plan.last_year:
        year = year_to_report(plan, answer.on)
    of_year = answer.frame[answer.frame["fiscal_year"] == year.start_year]
    asked = of_year[~of_year["verdict"].isin(NOT_ASKED)]
    missing = int((asked["verdict"] == "not_reported").sum())
    waiting = int(asked["verdict"].isin(WAITED_FOR).sum())
    words = i18n.text(
        "plan.sight.owed" if missing or waiting else "plan.sight.complete",
        lang,
        plan=plan.title.in_language(lang),
        year=i18n.fiscal_year(year, lang),
        kpis=len(asked),
        count=missing,
    )
    if waiting:
        words = i18n.text("plan.sight.waiting", lang, owed=words, count=waiting)
    return PlanOwed(plan.plan_id, year.start_year, words)


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
