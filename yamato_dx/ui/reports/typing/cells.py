"""The cells of «実績の報告» without a file, drawn: each row with what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.ui.frame.filters import choose
from yamato_dx.ui.frame.templates import render
from yamato_dx.ui.glossary.problems import problem_address
from yamato_dx.ui.reports.typing import state as typing_state
from yamato_dx.ui.reports.typing.desk import hear_again
from yamato_dx.ui.reports.typing.fields import draw_fields
from yamato_dx.ui.reports.typing.rows import NO_INITIATIVE, DeskPart, item_part, items_of, kpi_part

if TYPE_CHECKING:
    from yamato_dx.intake.problem import Problem
    from yamato_dx.queries.reports.owed import Owed
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.reports.typing.desk import Desk

# So many work items stand on the page together; of more, one initiative's.
ITEMS_TOGETHER: Final = 8


def draw_cells(page: Screen, desk: Desk, answer: Owed) -> None:
    """One row per KPI, one per work item."""
    hear_again()
    typing_state.begin_drawing()
    if answer.kpis:
        page.section_head(
            page.say("reports.typing.kpis"), page.say("reports.typing.kpis.note"), "forecast"
        )
        _draw_kpis(page, desk, answer)
    if answer.items:
        page.section_head(page.say("reports.typing.items"), page.say("reports.typing.items.note"))
        _draw_items(page, desk, answer, _initiative_in_sight(page, answer))


@st.fragment
def _draw_kpis(page: Screen, desk: Desk, answer: Owed) -> None:
    typing_state.draw_all_if_needed()
    months = typing_state.months_of(desk, page.now().on)
    part = kpi_part(answer, page.lang, months, typing_state.reported_by_month(desk, answer))
    slots: dict[str, str] = {}
    asked: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for kpi_id, reading in typing_state.readings_of_kpis(page, desk, answer).items():
        slots |= _checks(page, f"kpi.{kpi_id}", reading.problems)
        wrong |= {
            f"kpi.{place}.{problem.column}": problem.severity
            for problem in reading.problems
            if problem.is_obstacle and (place := _typed_place(problem))
        }
        answerable = [answered.problem for answered in reading.answered]
        answerable += [problem for problem in reading.problems if problem.is_answerable]
        slots[f"kpi.{kpi_id}.asked"] = _questions(page, answerable)
        asked |= {f"{typing_state.ANSWER}{problem.problem_id}": "" for problem in answerable}
    draw_fields(
        page,
        desk,
        typing_state.KPIS,
        DeskPart(part.html, {**part.starts, **asked}),
        slots=slots,
        wrong=wrong,
    )


def _questions(page: Screen, problems: Sequence[Problem]) -> str:
    """What is only unlikely is asked about, never forbidden; of two readings one is chosen."""
    return render("typing_asked", page.lang, problems=problems, answer=typing_state.ANSWER)


def _initiative_in_sight(page: Screen, answer: Owed) -> int | None:
    """The one whose work items are shown; None where all are."""
    if len(answer.items) <= ITEMS_TOGETHER:
        return None
    names = {
        str(initiative.initiative_no): page.say(
            "frame.filter.initiative_option",
            number=initiative.initiative_no,
            name=initiative.name.in_language(page.lang),
        )
        for initiative in page.plan.initiatives
    } | {str(NO_INITIATIVE): page.say("reports.typing.items.other")}
    groups = {str(item.initiative_no or NO_INITIATIVE) for item in answer.items}
    options = {code: name for code, name in names.items() if code in groups}
    with st.container(key="typing-items"):
        chosen = choose("items", page.say("reports.typing.items.pick"), options)
    return int(chosen)


@st.fragment
def _draw_items(page: Screen, desk: Desk, answer: Owed, initiative_no: int | None) -> None:
    typing_state.draw_all_if_needed()
    part = item_part(answer, page.lang, initiative_no)
    slots: dict[str, str] = {}
    wrong: dict[str, str] = {}
    items = items_of(answer, initiative_no)
    for item_id, problems in typing_state.problems_of_items(page, desk, items).items():
        slots |= _checks(page, f"item.{item_id}", problems)
        wrong |= {
            f"item.{item_id}.{problem.column}": problem.severity
            for problem in problems
            if problem.is_obstacle
        }
    draw_fields(page, desk, typing_state.ITEMS, part, slots=slots, wrong=wrong)


def _typed_place(problem: Problem) -> str:
    """The KPI of a typed row, with its month where it has one; «» of what is no row's."""
    return (problem.cell or "").partition("=")[0]


def _month(page: Screen, problem: Problem) -> str:
    """4月, of a typed month; «» of a year."""
    _, _, month = _typed_place(problem).partition(".")
    return page.say("reports.typing.month", month=int(month[-2:])) if month else ""


def _checks(page: Screen, key: str, problems: Sequence[Problem]) -> dict[str, str]:
    told = [
        (problem, problem_address(problem.code, page.lang), _month(page, problem))
        for problem in problems
    ]
    return {f"{key}.checks": render("typing_checks", page.lang, problems=told)}
