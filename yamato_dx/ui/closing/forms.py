"""The fields of the forms of «期末評価», and what each of them enters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.closing.entering import (
    PlanInSight,
    enter_carry_over,
    enter_effects,
    enter_judgement,
    enter_opinion,
)
from yamato_dx.entries.review.closing import (
    CARRY_OVER,
    EFFECT,
    JUDGEMENT,
    OPINION,
    CarryOver,
    Effect,
    Judgement,
    Opinion,
    treatments_of,
)
from yamato_dx.entries.review.subjects import of_initiative, of_kpi
from yamato_dx.queries.closing.entered import ON_PLAN, entered_at
from yamato_dx.queries.closing.people import FOUND, subject_name
from yamato_dx.ui.closing.writing import draw_writing

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.closing.entered import ClosingEntries
    from yamato_dx.queries.closing.story import ClosingStory
    from yamato_dx.ui.closing.writing import Saving
    from yamato_dx.ui.frame.forms import Form
    from yamato_dx.ui.frame.screen import Screen

WIDE: Final = 640
NARROW: Final = 420
LINES: Final = 100


def draw_effect_form(page: Screen, view: View, story: ClosingStory) -> None:
    draw_writing(page, view, story, "effect", kind=EFFECT.name, fields=_effects)


def draw_judgement_form(page: Screen, view: View, story: ClosingStory) -> None:
    draw_writing(page, view, story, "judgement", kind=JUDGEMENT.name, fields=_judgement)


def draw_opinion_form(page: Screen, view: View, story: ClosingStory) -> None:
    draw_writing(page, view, story, "opinion", kind=OPINION.name, fields=_opinion)


def draw_carry_form(page: Screen, view: View, story: ClosingStory) -> None:
    draw_writing(page, view, story, "carry", kind=CARRY_OVER.name, fields=_carry)


def _entries(page: Screen, form: Form) -> ClosingEntries:
    """As they were when the form was made: what stands in its fields."""
    return entered_at(page.record, form.made_at, page.plan.plan_id)


def _effects(page: Screen, story: ClosingStory, form: Form) -> Saving:
    """One initiative at a time, all its effects beneath each other."""
    by_number = {one.initiative_no: one for one in story.effects}
    chosen = st.selectbox(
        page.say("closing.form.initiative"),
        list(by_number),
        format_func=lambda number: f"{number} {by_number[number].name}",
        key=form.key("initiative"),
        width=WIDE,
    )
    stood = _entries(page, form).effects
    numbers = [line.number for line in by_number[chosen].lines]
    for line in by_number[chosen].lines:
        entry = stood.get((chosen, line.number))
        st.radio(
            page.say("closing.form.found", number=line.number, effect=line.promised),
            FOUND,
            index=FOUND.index(entry.value.found if entry else "unchecked"),
            format_func=lambda found: page.say(f"closing.effect.{found}"),
            key=form.key(f"found.{chosen}.{line.number}"),
            horizontal=True,
        )
        st.text_input(
            page.say("closing.form.evidence"),
            value=entry.value.evidence if entry else "",
            key=form.key(f"evidence.{chosen}.{line.number}"),
            width=WIDE,
        )

    def save(name: str, at: PlanInSight) -> object:
        told = {
            (chosen, number): Effect(
                st.session_state[form.key(f"found.{chosen}.{number}")],
                form.told(f"evidence.{chosen}.{number}"),
            )
            for number in numbers
        }
        changed = {
            key: effect
            for key, effect in told.items()
            if effect != (stood[key].value if key in stood else Effect("unchecked", ""))
        }
        return enter_effects(page.record, changed, page.actor(name), at=at)

    return save


def _judgement(page: Screen, _story: ClosingStory, form: Form) -> Saving:
    subject = _subject(page, form, first=ON_PLAN)
    entry = _entries(page, form).judgements.get(subject)
    st.text_area(
        page.say("closing.form.words"),
        value=entry.value.words if entry else "",
        key=form.key(f"words.{subject}"),
        height=LINES,
    )
    st.text_input(
        page.say("closing.form.section"),
        value=entry.value.section if entry else "",
        key=form.key(f"section.{subject}"),
        width=NARROW,
    )

    def save(name: str, at: PlanInSight) -> object:
        judgement = Judgement(form.told(f"words.{subject}"), form.told(f"section.{subject}"))
        return enter_judgement(page.record, subject, judgement, page.actor(name), at=at)

    return save


def _subject(page: Screen, form: Form, *, first: str, chosen: str | None = None) -> str:
    """The whole plan, which is called `first`, an initiative or a KPI."""
    plan = page.plan
    subjects = [
        first,
        *(of_initiative(initiative.initiative_no) for initiative in plan.initiatives),
        *(of_kpi(kpi.kpi_id) for kpi in plan.kpis),
    ]

    def name_of(subject: str) -> str:
        whole = page.say("closing.whole_plan")
        return whole if subject == first else subject_name(subject, plan, page.lang)

    return st.selectbox(
        page.say("closing.form.subject"),
        subjects,
        index=subjects.index(chosen) if chosen in subjects else 0,
        format_func=name_of,
        key=form.key(f"subject.{chosen}"),
        width=WIDE,
    )


def _opinion(page: Screen, _story: ClosingStory, form: Form) -> Saving:
    """A new one, or one that is there with its answer; the first that waits is offered."""
    stood = {number: entry.value for number, entry in _entries(page, form).opinions.items()}
    waiting = [number for number, opinion in stood.items() if not opinion.answer]
    numbers = [0, *stood]
    number = st.selectbox(
        page.say("closing.form.number"),
        numbers,
        index=numbers.index(waiting[0]) if waiting else 0,
        format_func=lambda number: _opinion_name(page, number, stood),
        key=form.key("number"),
        width=WIDE,
    )
    before = stood.get(number, Opinion("", None, ""))
    _opinion_fields(page, form, number, before)
    subject = _subject(page, form, first="", chosen=before.subject)

    def save(name: str, at: PlanInSight) -> object:
        opinion = _told_opinion(form, number, subject)
        own = number or None
        return enter_opinion(page.record, opinion, page.actor(name), at=at, number=own)

    return save


def _opinion_name(page: Screen, number: int, stood: dict[int, Opinion]) -> str:
    if not number:
        return page.say("closing.form.new_opinion")
    return page.say("closing.opinions.name", by=stood[number].by, number=number)


_OPINION_TEXTS: Final = {
    "by": "opinion_by",
    "words": "opinion_words",
    "asked": "asked",
    "answer": "answer",
    "answered_by": "answered_by",
}
_LONG: Final = ("words", "answer")
_DAYS: Final = ("on", "due")


def _opinion_fields(page: Screen, form: Form, number: int, before: Opinion) -> None:
    for field, label in _OPINION_TEXTS.items():
        draw = st.text_area if field in _LONG else st.text_input
        draw(
            page.say(f"closing.form.{label}"),
            value=getattr(before, field),
            key=form.key(f"{field}.{number}"),
            width=WIDE if field in _LONG else NARROW,
        )
    for field in _DAYS:
        st.date_input(
            page.say(f"closing.form.{field}"),
            value=getattr(before, field),
            format="YYYY-MM-DD",
            key=form.key(f"{field}.{number}"),
            width=NARROW,
        )


def _told_opinion(form: Form, number: int, subject: str) -> Opinion:
    days = {field: st.session_state.get(form.key(f"{field}.{number}")) for field in _DAYS}
    on, due = (day if isinstance(day, date) else None for day in days.values())
    texts = {field: form.told(f"{field}.{number}") for field in _OPINION_TEXTS}
    return Opinion(**texts, on=on, due=due, subject=subject)


def _carry(page: Screen, story: ClosingStory, form: Form) -> Saving:
    """One KPI at a time; the first that is undecided is offered."""
    by_id = {line.kpi_id: line for line in story.lines}
    stood = _entries(page, form).carried
    open_ids = [kpi_id for kpi_id in by_id if kpi_id not in stood]
    kpi_ids = list(by_id)
    kpi_id = st.selectbox(
        page.say("closing.form.kpi"),
        kpi_ids,
        index=kpi_ids.index(open_ids[0]) if open_ids else 0,
        format_func=lambda own: f"{by_id[own].kpi_no} {by_id[own].name}",
        key=form.key("kpi"),
        width=WIDE,
    )
    line, before = by_id[kpi_id], stood[kpi_id].value if kpi_id in stood else None
    page.draw("note", lines=[line.evidence, _baseline_words(page, story, kpi_id)])
    treatments = {one.treatment_id: one for one in treatments_of(page.plan)}
    codes = list(treatments)
    st.selectbox(
        page.say("closing.form.treatment"),
        codes,
        index=codes.index(before.treatment) if before and before.treatment in codes else None,
        format_func=lambda code: treatments[code].name.in_language(page.lang),
        key=form.key(f"treatment.{kpi_id}"),
        width=NARROW,
    )
    for field in ("successor", "reason"):
        st.text_input(
            page.say(f"closing.form.{field}"),
            value=getattr(before, field) if before else "",
            key=form.key(f"{field}.{kpi_id}"),
            width=WIDE,
        )

    def save(name: str, at: PlanInSight) -> object:
        carried = CarryOver(
            treatment=form.told(f"treatment.{kpi_id}"),
            reason=form.told(f"reason.{kpi_id}"),
            successor=form.told(f"successor.{kpi_id}"),
        )
        return enter_carry_over(page.record, {kpi_id: carried}, page.actor(name), at=at)

    return save


def _baseline_words(page: Screen, story: ClosingStory, kpi_id: str) -> str:
    last = next(line.new_baseline for line in story.lines if line.kpi_id == kpi_id)
    if last is None or not last.is_final:
        return page.say("closing.form.no_baseline")
    return page.say("closing.form.baseline", value=last.words)
