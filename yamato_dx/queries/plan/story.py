"""計画の概要: why this plan, its principles, period, history, organisation, people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.assessment.words.ratios import coverage_words
from yamato_dx.entries.story import PRINCIPLE_LINK, Holder, PrincipleLink
from yamato_dx.entries.supplements import CopiedText
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, Passage, Plan, Role, Text
from yamato_dx.queries.assessed import Assessed, View, assessed, extension_at, plan_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.plan.extending import decided_words
from yamato_dx.queries.selection import Selection, selected_rows
from yamato_dx.queries.town import Town, town_at
from yamato_dx.queries.words import Verdict, verdict_of
from yamato_dx.rows import Row
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class PlanPassage:
    """What the plan says, and in which chapter. `head`: a month, a name, an issuer, or nothing."""

    text: str
    chapter: str
    head: str = ""


@dataclass(frozen=True)
class PrincipleLine:
    """`initiatives`: numbers that the municipality itself has linked to it."""

    principle_no: int
    text: str
    chapter: str
    initiatives: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class PlanStory:
    plan: Plan
    facts: tuple[tuple[str, str], ...]
    purpose: tuple[PlanPassage, ...]
    background: tuple[PlanPassage, ...]
    review_rule: tuple[PlanPassage, ...]
    readings: tuple[PlanPassage, ...]
    history: tuple[PlanPassage, ...]
    related_plans: tuple[PlanPassage, ...]
    principles: tuple[PrincipleLine, ...]


@dataclass(frozen=True)
class RoleBox:
    """`held_by`: an office, as the plan states it. `holder`, `section`: the municipality's data."""

    role_id: str
    name: str
    held_by: str
    description: str
    chapter: str
    holder: str
    section: str


@dataclass(frozen=True)
class Relation:
    role: RoleBox
    words: str
    chapter: str


@dataclass(frozen=True)
class Branch:
    """A role with those that the plan relates to it."""

    role: RoleBox
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Level:
    name: str
    position: str
    abilities: str
    note: str
    chapter: str


@dataclass(frozen=True)
class TrainingYear:
    year: str
    target: str
    sessions: str
    people: str
    coverage: str
    verdict: Verdict


@dataclass(frozen=True)
class Training:
    """A KPI that counts trainings and who took part."""

    kpi_no: str
    name: str
    initiative_no: int
    years: tuple[TrainingYear, ...]


@dataclass(frozen=True, eq=False)
class Organisation:
    """`roles`: all of them, in the plan's order. `alone`: those without a stated relation."""

    roles: tuple[RoleBox, ...]
    branches: tuple[Branch, ...]
    alone: tuple[RoleBox, ...]
    chart: CopiedText | None
    levels: tuple[Level, ...]
    securing: tuple[PlanPassage, ...]
    training: tuple[PlanPassage, ...]
    training_plan: CopiedText | None
    trainings: tuple[Training, ...]


@kept(16)
def plan_story(record: Record, view: View, lang: str) -> PlanStory:
    answer = assessed(record, view)
    plan = answer.plan
    linked = linked_initiatives(record, view)
    extension = extension_at(record, view.revision, plan.plan_id)
    decided = (
        decided_words(answer.promised, extension, lang) if answer.promised and extension else ""
    )
    return PlanStory(
        plan=plan,
        facts=_facts(plan, lang, decided),
        purpose=_passages(plan.purpose, lang),
        background=_passages(plan.background, lang),
        review_rule=_passages(plan.review_rule, lang),
        readings=_passages(plan.readings, lang),
        history=tuple(
            PlanPassage(event.text.in_language(lang), event.chapter, _month(event.month, lang))
            for event in plan.history
        ),
        related_plans=tuple(
            PlanPassage(
                related.name.in_language(lang), related.chapter, _words(related.issuer, lang)
            )
            for related in plan.related_plans
        ),
        principles=tuple(
            PrincipleLine(
                principle.principle_no,
                principle.text.in_language(lang),
                principle.chapter,
                linked.get(principle.principle_no, ()),
            )
            for principle in plan.principles
        ),
    )


@kept(16)
def organisation(record: Record, view: View, lang: str) -> Organisation:
    answer = assessed(record, view)
    plan, town = answer.plan, town_at(record, view.revision, answer.plan.plan_id)
    boxes = {role.role_id: _box(role, town, lang) for role in plan.roles}
    related = {relation.role_id for relation in plan.role_relations} | set(_targets(plan))
    return Organisation(
        roles=tuple(boxes.values()),
        branches=tuple(_branch(plan, boxes, target_box, lang) for target_box in _targets(plan)),
        alone=tuple(box for role_id, box in boxes.items() if role_id not in related),
        chart=town.organisation,
        levels=tuple(
            Level(
                career_level.name.in_language(lang),
                career_level.position.in_language(lang),
                career_level.abilities.in_language(lang),
                _words(career_level.note, lang),
                career_level.chapter,
            )
            for career_level in plan.career_levels
        ),
        securing=_passages(plan.securing_policies, lang),
        training=_passages(plan.training_policies, lang),
        training_plan=town.training_plan,
        trainings=tuple(
            _training(answer, kpi, lang)
            for kpi in plan.kpis
            if kpi.value_form == "count_with_coverage"
        ),
    )


def linked_initiatives(record: Record, view: View) -> dict[int, tuple[int, ...]]:
    """By principle, the initiatives that the municipality has linked to it; none by itself."""
    found: dict[int, list[int]] = {}
    plan_id = plan_at(record, view).plan_id
    for key, entry in standing(record, PRINCIPLE_LINK, plan_id, view.revision).items():
        principle_no, initiative_no = PRINCIPLE_LINK.parts_of(key)
        if entry.value.is_linked:
            found.setdefault(int(principle_no), []).append(int(initiative_no))
    return {principle_no: tuple(sorted(numbers)) for principle_no, numbers in found.items()}


def links_to_enter(
    before: dict[int, tuple[int, ...]], after: dict[int, tuple[int, ...]]
) -> dict[str, PrincipleLink | None]:
    """By key, what has to be entered so that `after` holds; None takes a link away."""
    pairs_before, pairs_after = (
        {
            (principle, initiative_no)
            for principle, numbers in links.items()
            for initiative_no in numbers
        }
        for links in (before, after)
    )
    added: dict[str, PrincipleLink | None] = {
        _link_key(pair): PrincipleLink(is_linked=True) for pair in pairs_after - pairs_before
    }
    return added | {_link_key(pair): None for pair in pairs_before - pairs_after}


def _link_key(pair: tuple[int, int]) -> str:
    return PRINCIPLE_LINK.key(*map(str, pair))


def holders_to_enter(
    roles: Iterable[RoleBox], after: Mapping[str, Holder]
) -> dict[str, Holder | None]:
    """What has to be entered so that each role is held as in `after`."""
    before = {role.role_id: Holder(role.holder, role.section) for role in roles}
    return {
        role_id: holder if holder.name or holder.section else None
        for role_id, holder in after.items()
        if holder != before[role_id]
    }


def _facts(plan: Plan, lang: str, extension: str) -> tuple[tuple[str, str], ...]:
    """The plan's own particulars: name of the fact, words. `extension`: of its period, «» where
    there is none."""
    years = plan.fiscal_years
    values = {
        "period": i18n.text(
            "plan.page.period",
            lang,
            first=i18n.fiscal_year(years[0], lang),
            last=i18n.fiscal_year(years[-1], lang),
            count=len(years),
        ),
        "extension": extension,
        "version": i18n.text(
            "plan.page.version",
            lang,
            version=plan.plan_version,
            month=_month(plan.established, lang),
        ),
        "revises": plan.revises or "",
        "steering_body": plan.steering_body.in_language(lang),
        "secretariat": plan.secretariat.in_language(lang),
        "source": plan.source.in_language(lang),
    }
    return tuple((name, value) for name, value in values.items() if value)


def _passages(passages: tuple[Passage, ...], lang: str) -> tuple[PlanPassage, ...]:
    return tuple(
        PlanPassage(passage.text.in_language(lang), passage.chapter) for passage in passages
    )


def _words(text: Text | None, lang: str) -> str:
    return text.in_language(lang) if text else ""


def _month(written: str, lang: str) -> str:
    """«FY2023», «2023», «2024-04» or «2020-12-25», as exact as the plan says."""
    if written.startswith("FY"):
        return i18n.fiscal_year(int(written.removeprefix("FY")), lang)
    if len(written) == len("2023"):
        return i18n.text("plan.page.year", lang, year=written)
    if len(written) == len("2024-04"):
        return i18n.month(date.fromisoformat(f"{written}-01"), lang)
    return i18n.day(date.fromisoformat(written), lang)


def _box(role: Role, town: Town, lang: str) -> RoleBox:
    holder = town.holders.get(role.role_id)
    return RoleBox(
        role.role_id,
        role.name.in_language(lang),
        _words(role.held_by, lang),
        role.description.in_language(lang),
        role.chapter,
        holder.name if holder else "",
        holder.section if holder else "",
    )


def _targets(plan: Plan) -> list[str]:
    """The roles to which others are related, in the plan's order."""
    return list(dict.fromkeys(relation.to_role_id for relation in plan.role_relations))


def _branch(plan: Plan, boxes: dict[str, RoleBox], role_id: str, lang: str) -> Branch:
    return Branch(
        boxes[role_id],
        tuple(
            Relation(boxes[relation.role_id], relation.relation.in_language(lang), relation.chapter)
            for relation in plan.role_relations
            if relation.to_role_id == role_id
        ),
    )


def _training(answer: Assessed, kpi: Kpi, lang: str) -> Training:
    rows = selected_rows(answer, Selection(kpi_id=kpi.kpi_id))
    return Training(
        kpi.kpi_no,
        kpi.name.in_language(lang),
        kpi.initiative_no,
        tuple(_training_year(row, kpi, lang) for row in rows),
    )


def _training_year(row: Row, kpi: Kpi, lang: str) -> TrainingYear:
    people = wording.actual_detail(row, kpi, lang)
    return TrainingYear(
        i18n.fiscal_year(row["fiscal_year"], lang),
        spoken(wording.target_figure(row, kpi, lang), lang),
        spoken(wording.actual_figure(row, kpi, lang), lang),
        spoken(people, lang) if people else i18n.MISSING,
        coverage_words(row, lang),
        verdict_of(row, lang),
    )
