"""The fields of the forms of «期末評価», and what each of them enters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

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
    Judgement,
    Opinion,
)
from yamato_dx.entries.review.subjects import of_initiative, of_kpi
from yamato_dx.queries.closing.entered import ON_PLAN, entered_at
from yamato_dx.queries.closing.grids import (
    carried_by,
    carry_grid,
    effect_grid,
    effects_by,
    found_names,
    treatment_names,
)
from yamato_dx.queries.closing.people import subject_name
from yamato_dx.ui.closing.writing import Fields, asked_form, draw_writing

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.elements.lib.column_types import ColumnConfig

    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.closing.entered import ClosingEntries
    from yamato_dx.queries.closing.grids import Edits
    from yamato_dx.queries.closing.story import ClosingStory
    from yamato_dx.ui.closing.writing import Saving
    from yamato_dx.ui.frame.forms import Form
    from yamato_dx.ui.frame.screen import Screen

WIDE: Final = 640
NARROW: Final = 420
LINES: Final = 100
ColumnWidth = Literal["small", "medium", "large"]


def draw_asked(page: Screen, view: View, story: ClosingStory) -> None:
    """The form that the address asks for, above all else: whoever pressed a line of what is
    missing sees it at once."""
    name = asked_form()
    if name in _FORMS:
        _draw(page, view, story, name)


def draw_form(page: Screen, view: View, story: ClosingStory, name: str) -> None:
    """In its place, unless it stands above."""
    if asked_form() != name:
        _draw(page, view, story, name)


def _draw(page: Screen, view: View, story: ClosingStory, name: str) -> None:
    kind, fields = _FORMS[name]
    draw_writing(page, view, story, name, kind=kind, fields=fields)


def _entries(page: Screen, form: Form) -> ClosingEntries:
    """As they were when the form was made: what stands in its fields."""
    return entered_at(page.record, form.made_at, page.plan.plan_id)


def _effects(page: Screen, story: ClosingStory, form: Form) -> Saving:
    """All at once: what is left unchecked stays so."""
    _grid(
        form,
        effect_grid(story),
        page.say("closing.effects.title"),
        {
            "initiative": _read(page.say("closing.form.initiative"), "medium"),
            "effect": _read(page.say("closing.form.effect_promised"), "large"),
            "found": _picked(page.say("closing.form.found"), found_names(page.lang)),
            "evidence": _typed(page.say("closing.form.evidence"), "large"),
        },
    )
    return lambda name, at: enter_effects(
        page.record, effects_by(story, _edits(form)), page.actor(name), at=at
    )


def _carry(page: Screen, story: ClosingStory, form: Form) -> Saving:
    """All at once, each beside its verdict and the figure from which the next plan begins."""
    _grid(
        form,
        carry_grid(story),
        page.say("closing.form.carry"),
        {
            "kpi": _read(page.say("closing.form.kpi"), "medium"),
            "verdict": _read(page.say("closing.head.verdict"), "small"),
            "last": _read(page.say("closing.form.baseline"), "small"),
            "treatment": _picked(
                page.say("closing.form.treatment"), treatment_names(page.plan, page.lang)
            ),
            "successor": _typed(page.say("closing.form.successor"), "medium"),
            "reason": _typed(page.say("closing.form.reason"), "medium"),
        },
    )
    return lambda name, at: enter_carry_over(
        page.record, carried_by(story, _edits(form)), page.actor(name), at=at
    )


GRID: Final = "grid"


def _grid(form: Form, frame: pd.DataFrame, label: str, columns: Mapping[str, Any]) -> None:
    read_only = [name for name, column in columns.items() if column.get("disabled")]
    st.data_editor(
        frame,
        key=form.key(GRID),
        num_rows="fixed",
        hide_index=True,
        placeholder="",
        width="stretch",
        height="content",
        alt=label,
        disabled=read_only,
        column_config=dict(columns),
    )


def _read(label: str, width: ColumnWidth) -> ColumnConfig:
    return st.column_config.TextColumn(label, width=width, disabled=True)


def _typed(label: str, width: ColumnWidth) -> ColumnConfig:
    return st.column_config.TextColumn(label, width=width)


def _picked(label: str, names: Iterable[str]) -> ColumnConfig:
    return st.column_config.SelectboxColumn(label, options=list(names), width="medium")


def _edits(form: Form) -> Edits:
    state: Mapping[str, Edits] = st.session_state.get(form.key(GRID)) or {}
    return state.get("edited_rows", {})


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


_FORMS: Final[Mapping[str, tuple[str, Fields]]] = {
    "effect": (EFFECT.name, _effects),
    "judgement": (JUDGEMENT.name, _judgement),
    "opinion": (OPINION.name, _opinion),
    "carry": (CARRY_OVER.name, _carry),
}
