"""What people said at the plan's end, in words: effects, judgements, opinions and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.review.closing import EffectFound
from yamato_dx.entries.review.subjects import INITIATIVE, KPI
from yamato_dx.plan.model.types import Initiative, Plan
from yamato_dx.queries.closing.entered import ON_PLAN, ClosingEntries
from yamato_dx.queries.closing.lines import kpi_words

FOUND: Final[tuple[EffectFound, ...]] = ("found", "not_found", "unchecked")
_TONES: Final[Mapping[str, str]] = {"found": "good", "not_found": "bad", "unchecked": "second"}


@dataclass(frozen=True)
class EffectLine:
    """One effect that the plan promised. `number`: from 1, in its initiative."""

    number: int
    promised: str
    found: EffectFound
    words: str
    tone: str
    evidence: str


@dataclass(frozen=True)
class JudgementWords:
    """`subject` «»: the whole plan. `key`: as it is entered."""

    key: str
    subject: str
    words: str
    section: str
    day: str


@dataclass(frozen=True)
class InitiativeEffects:
    initiative_no: int
    name: str
    lines: tuple[EffectLine, ...]
    judgement: JudgementWords | None


@dataclass(frozen=True)
class OpinionWords:
    """`answer` «»: none yet; then `asked` is who owes it, by `due`."""

    number: int
    by: str
    day: str
    subject: str
    words: str
    answer: str
    answered_by: str
    asked: str
    due: str


def effects_of(plan: Plan, entries: ClosingEntries, lang: str) -> tuple[InitiativeEffects, ...]:
    """Of each initiative that promises any; what nobody entered is unchecked."""
    return tuple(
        InitiativeEffects(
            initiative.initiative_no,
            initiative.name.in_language(lang),
            _lines(initiative, entries, lang),
            _judgement(f"{INITIATIVE}:{initiative.initiative_no}", plan, entries, lang),
        )
        for initiative in plan.initiatives
        if initiative.effects
    )


def _lines(initiative: Initiative, entries: ClosingEntries, lang: str) -> tuple[EffectLine, ...]:
    lines = []
    for number, promised in enumerate(initiative.effects, 1):
        entry = entries.effects.get((initiative.initiative_no, number))
        found: EffectFound = entry.value.found if entry else "unchecked"
        lines.append(
            EffectLine(
                number,
                promised.in_language(lang),
                found,
                i18n.text(f"closing.effect.{found}", lang),
                _TONES[found],
                entry.value.evidence if entry else "",
            )
        )
    return tuple(lines)


def judgements_of(plan: Plan, entries: ClosingEntries, lang: str) -> tuple[JudgementWords, ...]:
    """Of the whole plan first, then as its initiatives and KPIs stand in it."""
    keys = (
        ON_PLAN,
        *(f"{INITIATIVE}:{initiative.initiative_no}" for initiative in plan.initiatives),
        *(f"{KPI}:{kpi.kpi_id}" for kpi in plan.kpis),
    )
    found = (_judgement(key, plan, entries, lang) for key in keys)
    return tuple(judgement for judgement in found if judgement)


def _judgement(key: str, plan: Plan, entries: ClosingEntries, lang: str) -> JudgementWords | None:
    entry = entries.judgements.get(key)
    if entry is None:
        return None
    day = i18n.moment(entry.recorded_at, "ja")[:10]
    subject = "" if key == ON_PLAN else subject_name(key, plan, lang)
    return JudgementWords(key, subject, entry.value.words, entry.value.section, day)


def opinions_of(plan: Plan, entries: ClosingEntries, lang: str) -> tuple[OpinionWords, ...]:
    return tuple(
        OpinionWords(
            number,
            opinion.by,
            _day(opinion.on, lang),
            subject_name(opinion.subject, plan, lang) if opinion.subject else "",
            opinion.words,
            opinion.answer,
            opinion.answered_by,
            opinion.asked,
            _day(opinion.due, lang),
        )
        for number, opinion in ((number, entry.value) for number, entry in entries.opinions.items())
    )


def _day(day: date | None, lang: str) -> str:
    return i18n.day(day, lang) if day else ""


def subject_name(key: str, plan: Plan, lang: str) -> str:
    """As the plan has it; its key where it has it no more."""
    what, _, own = key.partition(":")
    if what == INITIATIVE:
        names = {
            str(one.initiative_no): f"{one.initiative_no} {one.name.in_language(lang)}"
            for one in plan.initiatives
        }
        return names.get(own, key)
    return next((kpi_words(kpi, lang) for kpi in plan.kpis if kpi.kpi_id == own), key)
