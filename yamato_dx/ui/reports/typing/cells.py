"""The cells of «実績の報告» without a file, drawn: each row with what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.fiscal_year import FIRST_MONTH
from yamato_dx.queries.schedule.words import planned_of_all
from yamato_dx.ui.frame.filters import choose
from yamato_dx.ui.frame.templates import render
from yamato_dx.ui.glossary.problems import problem_address
from yamato_dx.ui.reports.typing import state as typing_state
from yamato_dx.ui.reports.typing.desk import hear_again
from yamato_dx.ui.reports.typing.fields import draw_fields
from yamato_dx.ui.reports.typing.rows import (
    NO_INITIATIVE,
    YEAR_MONTHS,
    DeskPart,
    item_part,
    items_of,
    kpi_part,
    month_slot,
)

if TYPE_CHECKING:
    from yamato_dx.intake.problem import Problem
    from yamato_dx.queries.reports.owed import Owed
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.reports.typing.desk import Desk

# So many work items stand on the page together; of more, one initiative's.
ITEMS_TOGETHER: Final = 8


def draw_cells(page: Screen, desk: Desk, answer: Owed) -> Sequence[str]:
    """One row per KPI, one per work item; of which work items."""
    hear_again()
    typing_state.begin_drawing()
    if answer.kpis:
        page.section_head(
            page.say("reports.typing.kpis"), page.say("reports.typing.kpis.note"), "forecast"
        )
        _draw_kpis(page, desk, answer)
    if not answer.items:
        return ()
    page.section_head(page.say("reports.typing.items"), page.say("reports.typing.items.note"))
    initiative_no = _initiative_in_sight(page, desk, answer)
    _draw_items(page, desk, answer, initiative_no)
    return [item.item_key for item in items_of(answer, initiative_no)]


@st.fragment
def _draw_kpis(page: Screen, desk: Desk, answer: Owed) -> None:
    typing_state.draw_all_if_needed()
    months = typing_state.months_of(desk, page.now().on)
    part = kpi_part(answer, page.lang, months, typing_state.reported_by_month(desk, answer))
    slots: dict[str, str] = {}
    asked: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for kpi_id, reading in typing_state.readings_of_kpis(page, desk, answer).items():
        answerable = [answered.problem for answered in reading.answered]
        answerable += [problem for problem in reading.problems if problem.is_answerable]
        slots |= _slots(page, f"kpi.{kpi_id}", reading.problems, answerable)
        wrong |= {
            cell: problem.severity
            for problem in reading.problems
            if problem.is_obstacle and (cell := cell_name(problem))
        }
        asked |= {f"{typing_state.ANSWER}{problem.problem_id}": "" for problem in answerable}
    for kpi_id, year in typing_state.years_of_months(page, desk, answer).items():
        slots[f"kpi.{kpi_id}.year"] = render("typing_year", page.lang, year=year)
    draw_fields(
        page,
        desk,
        typing_state.KPIS,
        DeskPart(part.html, {**part.starts, **asked}),
        slots=slots,
        wrong=wrong,
    )


def _slots(
    page: Screen, key: str, problems: Sequence[Problem], answerable: Sequence[Problem]
) -> dict[str, str]:
    """What is said of one KPI's cells, and what is asked: at its year, or under the line of months
    that has the cell. What is only unlikely is asked about, never forbidden; of two readings one is
    chosen."""
    slots: dict[str, str] = {}
    for slot, told in _by_slot(key, problems).items():
        slots[f"{slot}.checks"] = _checks(page, told)
    for slot, told in _by_slot(key, answerable).items():
        slots[f"{slot}.asked"] = render(
            "typing_asked",
            page.lang,
            groups=[
                (place, [(problem, cell_name(problem)) for problem in of_month])
                for place, of_month in _by_month(told).items()
            ],
            answer=typing_state.ANSWER,
        )
    return slots


def _by_slot(key: str, problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    slots: dict[str, list[Problem]] = {}
    for problem in problems:
        slot = month_slot(key, problem.column if _month_of(problem) else None)
        slots.setdefault(slot, []).append(problem)
    return slots


def _by_month(problems: Sequence[Problem]) -> dict[int, list[Problem]]:
    """By the place of their month in the fiscal year, 1 for April; 0 for the year's own."""
    groups: dict[int, list[Problem]] = {}
    for problem in sorted(problems, key=_place_of):
        groups.setdefault(_place_of(problem), []).append(problem)
    return groups


def _place_of(problem: Problem) -> int:
    month = _month_of(problem)
    return (month - FIRST_MONTH) % YEAR_MONTHS + 1 if month else 0


def _initiative_in_sight(page: Screen, desk: Desk, answer: Owed) -> int | None:
    """Of everything, the one whose work items are shown; None where all are: a section has all of
    its own in one table."""
    if answer.section is not None or len(answer.items) <= ITEMS_TOGETHER:
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
        begun = _replaced_initiative(desk, answer) if desk.replaces else None
        chosen = choose("items", page.say("reports.typing.items.pick"), options, begun)
    return int(chosen)


def _replaced_initiative(desk: Desk, answer: Owed) -> str | None:
    """Whose work items the report that is replaced spoke of first."""
    filled = (
        item.initiative_no or NO_INITIATIVE
        for item in answer.items
        if f"item.{item.item_key}.status" in desk.cells
    )
    return next(map(str, filled), None)


@st.fragment
def _draw_items(page: Screen, desk: Desk, answer: Owed, initiative_no: int | None) -> None:
    typing_state.draw_all_if_needed()
    items = items_of(answer, initiative_no)
    spans = planned_of_all(page.record, page.now(), page.lang)
    planned = tuple(spans.get(item.item_key, i18n.MISSING) for item in items)
    part = item_part(answer, page.lang, initiative_no, planned)
    slots: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for item_key, problems in typing_state.problems_of_items(page, desk, items).items():
        slots[f"item.{item_key}.checks"] = _checks(page, problems)
        wrong |= {
            f"item.{item_key}.{problem.column}": problem.severity
            for problem in problems
            if problem.is_obstacle
        }
    draw_fields(page, desk, typing_state.ITEMS, part, slots=slots, wrong=wrong)


def _typed_place(problem: Problem) -> str:
    """The KPI of a typed row, with its month where it has one; «» of what is no row's."""
    return (problem.cell or "").partition("=")[0]


def cell_name(problem: Problem) -> str:
    """The cell that it is said of; «» of what is no cell's."""
    place = _typed_place(problem)
    return f"kpi.{place}.{problem.column}" if place else ""


def _month_of(problem: Problem) -> int:
    """4, of a typed April; 0 of a year."""
    _, _, month = _typed_place(problem).partition(".")
    return int(month[-2:]) if month else 0


def _checks(page: Screen, problems: Sequence[Problem]) -> str:
    groups = [
        (
            place,
            [
                (problem, problem_address(problem.code, page.lang), month_of_cell(page, problem))
                for problem in of_month
            ],
        )
        for place, of_month in _by_month(problems).items()
    ]
    return render("typing_checks", page.lang, groups=groups)


def month_of_cell(page: Screen, problem: Problem) -> str:
    """«4月» or «4月の人数», of a month's cell; «» of a year."""
    month = _month_of(problem)
    if not month:
        return ""
    name = i18n.month_name(month, page.lang)
    if problem.column != "weight":
        return name
    return page.say("reports.typing.month_people", month=name)
