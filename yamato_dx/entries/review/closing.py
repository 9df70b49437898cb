"""期末評価: what the whole period came to, as people judge it, and what goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from yamato_dx import i18n
from yamato_dx.entries import fields
from yamato_dx.entries.kind import EntryContext, EntryKind, History
from yamato_dx.entries.review.snapshots import Snapshot
from yamato_dx.entries.review.subjects import of_initiative, subject_words
from yamato_dx.plan.model.types import OwnTreatment, Plan, Text

# 確認できた / 確認できない / 未確認.
EffectFound = Literal["found", "not_found", "unchecked"]
# 次期計画での扱い, unless the plan's data lists others.
TREATMENTS: Final = (
    "expanded",
    "continued",
    "revised",
    "merged",
    "reduced",
    "paused",
    "completed",
    "abolished",
)
# The KPI stands in the next plan no more; of these, what it goes into has to be named.
_ENDING: Final = ("merged", "completed", "abolished")
_INTO_ANOTHER: Final = ("merged",)


@dataclass(frozen=True)
class Effect:
    """Of an effect that the plan promised for an initiative."""

    found: EffectFound
    evidence: str


@dataclass(frozen=True)
class Judgement:
    """What the section says of the whole period, in words."""

    words: str
    section: str = ""


@dataclass(frozen=True)
class Opinion:
    """Of the council, a 審議会 or another from outside, with the section's answer: «» until it is
    there. `subject`: kpi:<id> or initiative:<no>; «» the whole plan. `asked`: the section that is
    to answer, by `due`."""

    by: str
    on: date | None
    words: str
    subject: str = ""
    answer: str = ""
    answered_by: str = ""
    asked: str = ""
    due: date | None = None


@dataclass(frozen=True)
class CarryOver:
    """次期計画での扱い of a KPI. `treatment`: one of `TREATMENTS`, or of the plan's own list.
    `successor`: what follows it, as it will be called."""

    treatment: str
    reason: str
    successor: str = ""


@dataclass(frozen=True)
class PlanClosing:
    """`snapshot` None: closed before, and opened again for `reason`. `missing`: what was missing
    then, as it was printed. `public`: the rows of confirmed figures, as papers for others have
    them; None of what an earlier release closed."""

    on: date
    snapshot: Snapshot | None
    reason: str = ""
    approval_no: str = ""
    missing: tuple[str, ...] = ()
    public: Snapshot | None = None


def _about(context: EntryContext, key: str, _value: object) -> str:
    if key == JUDGEMENT.key(WHOLE_PLAN, WHOLE_PLAN):
        return _about_plan(context, key, None)
    return context.say("review.changes.closing", subject=subject_words(context, key))


def _promised(context: EntryContext, initiative_no: str, number: str) -> str:
    """The effect in the plan's words; its initiative where the plan promises no such effect."""
    effects = [
        effect
        for initiative in context.plan.initiatives
        if str(initiative.initiative_no) == initiative_no
        for effect in initiative.effects[int(number) - 1 : int(number)]
    ]
    if not effects:
        return subject_words(context, of_initiative(int(initiative_no)))
    return effects[0].in_language(context.lang)


def _about_kpi(context: EntryContext, kpi_id: str, _value: object) -> str:
    return _about(context, f"kpi:{kpi_id}", None)


def _about_plan(context: EntryContext, _key: str, _value: object) -> str:
    title = context.plan.title.in_language(context.lang)
    return context.say("review.changes.closing", subject=title)


# A plan has one of each: the words on the whole of it, its closing.
WHOLE_PLAN: Final = "plan"
_HISTORY: Final = History("closing_words", "queries.moment.closing_words")
EFFECT: Final[EntryKind[Effect]] = EntryKind(
    name="effect",
    act="close_plan",
    parts=("initiative_no", "number"),
    read=fields.reader(Effect),
    write=fields.write,
    called=lambda context, key, _value: context.say(
        "review.changes.closing", subject=_promised(context, *EFFECT.parts_of(key))
    ),
    words=lambda context, _key, effect: context.joined(
        context.say(f"closing.effect.{effect.found}"), effect.evidence
    ),
    history=_HISTORY,
)
JUDGEMENT: Final[EntryKind[Judgement]] = EntryKind(
    name="judgement",
    act="close_plan",
    parts=("what", "id"),
    read=fields.reader(Judgement),
    write=fields.write,
    called=_about,
    words=lambda _context, _key, judgement: judgement.words,
    history=_HISTORY,
    is_of_plan=lambda _key: True,
)
OPINION: Final[EntryKind[Opinion]] = EntryKind(
    name="opinion",
    act="close_plan",
    parts=("number",),
    read=fields.reader(Opinion),
    write=fields.write,
    called=_about_plan,
    words=lambda context, _key, opinion: context.joined(opinion.by, opinion.words, opinion.answer),
    history=_HISTORY,
)
CARRY_OVER: Final[EntryKind[CarryOver]] = EntryKind(
    name="carry_over",
    act="close_plan",
    parts=("kpi_id",),
    read=fields.reader(CarryOver),
    write=fields.write,
    called=_about_kpi,
    words=lambda context, _key, carried: context.joined(
        treatment_words(carried.treatment, context.plan, context.lang),
        carried.successor,
        carried.reason,
    ),
    history=_HISTORY,
)
CLOSING: Final[EntryKind[PlanClosing]] = EntryKind(
    name="closing",
    act="close_plan",
    parts=("what",),
    read=fields.reader(PlanClosing),
    write=fields.write,
    called=_about_plan,
    words=lambda context, _key, closing: context.joined(
        context.say("closing.state.closed" if closing.snapshot else "closing.state.reopened"),
        i18n.day(closing.on, context.lang),
        closing.reason,
    ),
    history=History("closing", "queries.moment.closing"),
)


def treatments_of(plan: Plan) -> tuple[OwnTreatment, ...]:
    """What may become of a KPI of the plan: its own list, else the product's."""
    return plan.treatments or _usual_treatments()


def treatment_of(plan: Plan, treatment_id: str) -> OwnTreatment | None:
    """None where the plan has no such treatment (any more)."""
    known = {treatment.treatment_id: treatment for treatment in treatments_of(plan)}
    return known.get(treatment_id)


def treatment_words(treatment_id: str, plan: Plan, lang: str) -> str:
    """One that the plan has no more stands for itself."""
    treatment = treatment_of(plan, treatment_id)
    return treatment.name.in_language(lang) if treatment else treatment_id


@cache
def _usual_treatments() -> tuple[OwnTreatment, ...]:
    return tuple(
        OwnTreatment(
            treatment_id,
            Text(*(i18n.text(f"closing.treatment.{treatment_id}", lang) for lang in ("ja", "en"))),
            goes_on=treatment_id not in _ENDING,
            needs_successor=treatment_id in _INTO_ANOTHER,
        )
        for treatment_id in TREATMENTS
    )
