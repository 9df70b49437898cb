"""The cells of «実績の報告» without a file: one row per KPI and work item, each with its faults."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from yamato_dx import i18n
from yamato_dx.questions.owed import Owed, OwedItem, OwedKpi
from yamato_dx.questions.preview import TypedReport
from yamato_dx.ui import typing_state
from yamato_dx.ui.filters import choose
from yamato_dx.ui.progress_view import progress_words
from yamato_dx.ui.typing_desk import Desk, hear_again

if TYPE_CHECKING:
    from yamato_dx.plan.types import Kpi
    from yamato_dx.ui.screen import Screen

STATUSES = ("", "forecast", "preliminary", "final", "awaiting")
ITEM_STATUSES = (
    "",
    "not_started",
    "under_way",
    "done",
    "continuing",
    "under_review",
    "cancelled",
)
# What is asked about and not forbidden.
ASKED = ("far_from_last_year", "cumulative_below_last_year")
# So many work items stand on the page together; of more, one initiative's.
ITEMS_TOGETHER = 8
NO_INITIATIVE = "0"
COLUMNS = (4, 8)
FIELD_WIDTH = 132
EVIDENCE_WIDTH = 300
MONTH_WIDTH = 104


def draw_cells(page: Screen, desk: Desk, answer: Owed) -> TypedReport:
    """One row per KPI, one per work item; each with what is wrong with it. Returns the cells."""
    hear_again()
    typing_state.begin_drawing()
    if answer.kpis:
        page.section_head(page.say("typing.kpis"), page.say("typing.kpis.note"), "forecast")
    for kpi in answer.kpis:
        _draw_kpi(page, desk, kpi)
    if answer.items:
        page.section_head(page.say("typing.items"), page.say("typing.items.note"))
        for item in _items_in_sight(page, answer):
            _draw_item(page, desk, item)
    return typing_state.typed_report(desk, answer, page.now().on)


@st.fragment
def _draw_kpi(page: Screen, desk: Desk, one: OwedKpi) -> None:
    typing_state.draw_all_if_needed()
    kpi, prefix = one.kpi, f"kpi.{one.kpi.kpi_id}"
    problems = typing_state.problems_of_kpi(page, desk, kpi)
    with st.container(key=f"typing-row-{kpi.kpi_id}"):
        about, fields = st.columns(COLUMNS, gap="medium")
        with about:
            last = i18n.fiscal_year(desk.fiscal_year.start_year - 1, page.lang)
            name = kpi.short_name.in_language(page.lang)
            page.draw("typing_kpi", one=one, name=name, last_year=last)
        with fields, st.container(horizontal=True, vertical_alignment="bottom"):
            if typing_state.is_by_month(desk, kpi):
                _draw_months(page, desk, kpi)
            else:
                _draw_value(page, desk, kpi)
            _choose(page, desk, f"{prefix}.value_status", _label(page, kpi, "status"), "status")
            if kpi.value_form != "count_with_coverage":
                _choose(page, desk, f"{prefix}.period", _label(page, kpi, "period"), "period")
        page.draw("typing_checks", problems=problems)
        _ask_to_confirm(page, desk, kpi, problems)


def _draw_value(page: Screen, desk: Desk, kpi: Kpi) -> None:
    prefix, unit = f"kpi.{kpi.kpi_id}", kpi.unit.in_language(page.lang)
    people = page.say("assessment.unit.people")
    if kpi.value_form == "fraction":
        hint = page.say("typing.of_plan", total=f"{kpi.total:g}") if kpi.total else ""
        _type(page, desk, f"{prefix}.numerator", _label(page, kpi, "numerator", unit))
        _type(page, desk, f"{prefix}.denominator", _label(page, kpi, "denominator", unit), hint)
    elif kpi.value_form == "count_with_coverage":
        _type(page, desk, f"{prefix}.actual_value", _label(page, kpi, "count", unit))
        _type(page, desk, f"{prefix}.numerator", _label(page, kpi, "attended", people))
        _type(page, desk, f"{prefix}.denominator", _label(page, kpi, "eligible", people))
    else:
        _type(page, desk, f"{prefix}.actual_value", _label(page, kpi, "value", unit))
    if kpi.aggregation == "last":
        hint = page.say("typing.measured_on.hint")
        _type(page, desk, f"{prefix}.measured_on", _label(page, kpi, "measured_on"), hint)


def _draw_months(page: Screen, desk: Desk, kpi: Kpi) -> None:
    """A field per month that has begun, and one for its number of people where a mean needs it."""
    unit = kpi.unit.in_language(page.lang)
    for month in typing_state.months_of(desk, page.now().on):
        prefix, name = f"kpi.{kpi.kpi_id}.{month:%Y-%m}", _month_name(page, month)
        label = page.say("typing.field.month", number=kpi.kpi_no, month=name, unit=unit)
        _type(page, desk, f"{prefix}.actual_value", label, width=MONTH_WIDTH)
        if kpi.aggregation == "weighted_mean":
            label = page.say("typing.field.month_people", number=kpi.kpi_no, month=name)
            _type(page, desk, f"{prefix}.weight", label, width=MONTH_WIDTH)


def _month_name(page: Screen, month: date) -> str:
    return page.say("typing.month", month=month.month)


def _label(page: Screen, kpi: Kpi, field: str, unit: str = "") -> str:
    """Named with the KPI's number: heard alone, it still says which cell it is."""
    return page.say(f"typing.field.{field}", number=kpi.kpi_no, unit=unit)


def _type(
    page: Screen,
    desk: Desk,
    name: str,
    label: str,
    hint: str = "",
    *,
    start: str = "",
    width: int = FIELD_WIDTH,
) -> None:
    st.text_input(
        label,
        key=typing_state.prepare(desk, name, start),
        placeholder=hint,
        on_change=typing_state.commit,
        args=(page, desk, name),
        width=width,
    )


def _choose(page: Screen, desk: Desk, name: str, label: str, family: str) -> None:
    options = {
        "status": STATUSES,
        "period": ("", typing_state.BY_MONTH),
        "progress": ITEM_STATUSES,
    }[family]
    st.selectbox(
        label,
        options,
        format_func=lambda code: page.say(f"typing.{family}.{code or 'none'}"),
        key=typing_state.prepare(desk, name),
        on_change=typing_state.commit,
        args=(page, desk, name),
        width=FIELD_WIDTH,
    )


def _ask_to_confirm(page: Screen, desk: Desk, kpi: Kpi, problems: list[Any]) -> None:
    """A value that is only unlikely is asked about, never forbidden."""
    asked = [one for one in problems if one.code in ASKED]
    if not asked:
        return
    name, prefix = f"kpi.{kpi.kpi_id}.confirmed", f"kpi.{kpi.kpi_id}"
    value = desk.cells.get(f"{prefix}.actual_value") or desk.cells.get(f"{prefix}.numerator", "")
    widget = desk.widget(name)
    st.session_state[widget] = desk.cells.get(name) == value
    st.checkbox(
        page.say("typing.confirm", number=kpi.kpi_no, raw=value),
        key=widget,
        on_change=typing_state.confirm,
        args=(page, desk, name, value),
    )


def _items_in_sight(page: Screen, answer: Owed) -> tuple[OwedItem, ...]:
    if len(answer.items) <= ITEMS_TOGETHER:
        return answer.items
    names = {
        str(one.initiative_no): page.say(
            "ui.filter.initiative_option",
            number=one.initiative_no,
            name=one.name.in_language(page.lang),
        )
        for one in page.plan.initiatives
    } | {NO_INITIATIVE: page.say("typing.items.other")}
    groups = {str(one.initiative_no or NO_INITIATIVE) for one in answer.items}
    options = {code: name for code, name in names.items() if code in groups}
    with st.container(key="typing-items"):
        chosen = choose("items", page.say("typing.items.pick"), options, next(iter(options)))
    return tuple(one for one in answer.items if str(one.initiative_no or NO_INITIATIVE) == chosen)


@st.fragment
def _draw_item(page: Screen, desk: Desk, one: OwedItem) -> None:
    typing_state.draw_all_if_needed()
    problems = typing_state.problems_of_item(page, desk, one)
    with st.container(key=f"typing-row-{one.item_id}"):
        about, fields = st.columns(COLUMNS, gap="medium")
        with about:
            page.draw("typing_item", one=one, standing=progress_words(page, one.standing))
        with fields, st.container(horizontal=True, vertical_alignment="bottom"):
            _draw_item_cells(page, desk, one)
        page.draw("typing_checks", problems=problems)


def _draw_item_cells(page: Screen, desk: Desk, one: OwedItem) -> None:
    prefix, label = f"item.{one.item_id}", partial(page.say, number=one.number)
    _choose(page, desk, f"{prefix}.status", label("typing.field.progress"), "progress")
    for column in typing_state.ITEM_CELLS[1:]:
        is_month = column != "evidence"
        _type(
            page,
            desk,
            f"{prefix}.{column}",
            label(f"typing.field.{column}"),
            page.say("typing.month.hint") if is_month else "",
            start=str((one.standing or {}).get(column) or ""),
            width=FIELD_WIDTH if is_month else EVIDENCE_WIDTH,
        )
