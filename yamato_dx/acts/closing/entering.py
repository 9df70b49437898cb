"""Effects, judgements, opinions with their answers, and what becomes of each KPI: entered while
the plan is not closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.entries.kind import EntryKind
from yamato_dx.entries.review.closing import (
    CARRY_OVER,
    EFFECT,
    JUDGEMENT,
    OPINION,
    CarryOver,
    Effect,
    Judgement,
    Opinion,
    treatment_of,
)
from yamato_dx.entries.review.subjects import of_initiative, of_kpi
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import plan_at, view_of
from yamato_dx.queries.closing.entered import ON_PLAN, ClosingEntries, entered_at
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class PlanInSight:
    """Whose end it is («» the usual plan), and the revision that whoever enters it has seen."""

    plan_id: str = ""
    seen_at: int | None = None


USUAL: Final = PlanInSight()


def enter_effects(
    record: Record,
    effects: Mapping[tuple[int, int], Effect],
    actor: Actor,
    *,
    at: PlanInSight = USUAL,
) -> int:
    """By initiative and number (from 1), whether the effect was found; the new revision. Raises
    NotPermitted; Refused where the plan promises no such effect, one that was looked into has no
    evidence, or the plan is closed; Stale."""
    require(record, actor, Act.CLOSE_PLAN)
    plan, _ = _open_plan(record, at)
    promised = {
        (initiative.initiative_no, number)
        for initiative in plan.initiatives
        for number in range(1, len(initiative.effects) + 1)
    }
    for (initiative_no, number), effect in effects.items():
        if (initiative_no, number) not in promised:
            raise Refused("closing.refused.no_effect", initiative=initiative_no, number=number)
        if effect.found != "unchecked" and not typed(effect.evidence):
            raise Refused("closing.refused.no_evidence", initiative=initiative_no, number=number)
    keyed = {EFFECT.key(*map(str, key)): effect for key, effect in effects.items()}
    return _enter(record, EFFECT, keyed, actor, plan=plan, at=at)


def enter_judgement(
    record: Record, subject: str, judgement: Judgement, actor: Actor, *, at: PlanInSight = USUAL
) -> int:
    """In words, of the whole plan («plan:plan»), an initiative or a KPI; the new revision. Raises
    NotPermitted; Refused where the plan has no such subject, nothing is said, or it is closed;
    Stale."""
    require(record, actor, Act.CLOSE_PLAN)
    plan, _ = _open_plan(record, at)
    if subject != ON_PLAN:
        _require_subject(plan, subject)
    if not typed(judgement.words):
        raise Refused("closing.refused.no_words")
    return _enter(record, JUDGEMENT, {subject: judgement}, actor, plan=plan, at=at)


def enter_opinion(
    record: Record,
    opinion: Opinion,
    actor: Actor,
    *,
    at: PlanInSight = USUAL,
    number: int | None = None,
) -> int:
    """From outside, with its answer once there is one; `number`: of one that is there, else it is
    the next. The number. Raises NotPermitted; Refused where nobody or nothing is named, there is
    no such opinion or subject, or the plan is closed; Stale."""
    require(record, actor, Act.CLOSE_PLAN)
    plan, entries = _open_plan(record, at)
    if number is not None and number not in entries.opinions:
        raise Refused("closing.refused.no_opinion", number=number)
    if not typed(opinion.by) or not typed(opinion.words):
        raise Refused("closing.refused.opinion_unsaid")
    if opinion.subject:
        _require_subject(plan, opinion.subject)
    own = number if number is not None else max(entries.opinions, default=0) + 1
    _enter(record, OPINION, {str(own): opinion}, actor, plan=plan, at=at)
    return own


def enter_carry_over(
    record: Record, carried: Mapping[str, CarryOver], actor: Actor, *, at: PlanInSight = USUAL
) -> int:
    """By KPI, what becomes of it in the next plan; the new revision. Raises NotPermitted; Refused
    where the plan has no such KPI or treatment, the reason is missing, what it goes into is not
    named, or the plan is closed; Stale."""
    require(record, actor, Act.CLOSE_PLAN)
    plan, _ = _open_plan(record, at)
    numbers = {kpi.kpi_id: kpi.kpi_no for kpi in plan.kpis}
    for kpi_id, carry_over in carried.items():
        if kpi_id not in numbers:
            raise Refused("closing.refused.no_kpi", kpi=kpi_id)
        treatment = treatment_of(plan, carry_over.treatment)
        if treatment is None:
            raise Refused("closing.refused.no_treatment", treatment=carry_over.treatment)
        if not typed(carry_over.reason):
            raise Refused("closing.refused.no_reason_for", kpi=numbers[kpi_id])
        if treatment.needs_successor and not typed(carry_over.successor):
            raise Refused("closing.refused.no_successor", kpi=numbers[kpi_id])
    return _enter(record, CARRY_OVER, carried, actor, plan=plan, at=at)


def _open_plan(record: Record, at: PlanInSight) -> tuple[Plan, ClosingEntries]:
    """The plan in force, and what is entered of its end. Raises Refused where it is closed."""
    view = view_of(record, plan_id=at.plan_id)
    plan = plan_at(record, view)
    entries = entered_at(record, view.revision, plan.plan_id)
    if entries.closed:
        raise Refused("closing.refused.closed")
    return plan, entries


def _require_subject(plan: Plan, subject: str) -> None:
    known = (
        *(of_initiative(initiative.initiative_no) for initiative in plan.initiatives),
        *(of_kpi(kpi.kpi_id) for kpi in plan.kpis),
    )
    if subject not in known:
        raise Refused("closing.refused.no_subject", subject=subject)


def _enter(
    record: Record,
    kind: EntryKind[Any],
    values: Mapping[str, Any],
    actor: Actor,
    *,
    plan: Plan,
    at: PlanInSight,
) -> int:
    if not values:
        raise Refused("closing.refused.nothing_changed")
    return enter(record, kind, values, actor, plan_id=plan.plan_id, expected_revision=at.seen_at)
