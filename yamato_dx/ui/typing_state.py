"""What one section is typing for one year: its cells, their draft, and the way to a 報告番号."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.report import send_report
from yamato_dx.errors import YamatoDxError
from yamato_dx.questions.preview import (
    Preview,
    ProgressCells,
    TypedReport,
    TypedRow,
    preview_typed,
    read_cells,
)
from yamato_dx.ui import outcome
from yamato_dx.ui.typing_attachments import FILES, attachments_to_send
from yamato_dx.ui.typing_desk import Desk, keep_cell, settle

if TYPE_CHECKING:
    from yamato_dx.intake.problem import Problem
    from yamato_dx.plan.types import Kpi
    from yamato_dx.questions.owed import Owed, OwedItem
    from yamato_dx.ui.screen import Screen

RECEIPT: Final = "receipt"
LAST: Final = "typing.last_receipt"
SENDER: Final = "typing.by"
PROXY: Final = "typing.proxy"
FIGURE_CELLS: Final = (
    "actual_value",
    "numerator",
    "denominator",
    "weight",
    "measured_on",
    "value_status",
    "reason",
)
ITEM_CELLS: Final = ("status", "start_month", "finish_month", "evidence")
BY_MONTH: Final = "month"
BEYOND: Final = "typing.beyond_row"


def prepare(desk: Desk, name: str, start: str = "") -> str:
    """The key of a cell's widget, which shows what is typed; `start` where nothing is."""
    widget = desk.widget(name)
    st.session_state["typing.shown"][name] = start
    if widget not in st.session_state:
        st.session_state[widget] = desk.cells.get(name, start)
    return widget


def begin_drawing() -> None:
    """Of all of the page: forget which cells the run before showed."""
    st.session_state["typing.shown"] = {}
    st.session_state.pop(BEYOND, None)


def draw_all_if_needed() -> None:
    """A cell that is left runs its own row again; all of the page only where it bears on more."""
    if BEYOND in st.session_state:
        st.rerun()


def commit(page: Screen, desk: Desk, name: str) -> None:
    """Keep one cell, here and in the draft, as soon as it is left."""
    if _is_current(desk, name):
        put(page, desk, name, str(st.session_state[desk.widget(name)] or "").strip())


def confirm(page: Screen, desk: Desk, name: str, value: str) -> None:
    """«この値で間違いありません»: of this value, not of the next one."""
    if _is_current(desk, name):
        put(page, desk, name, value if st.session_state[desk.widget(name)] else "")


def _is_current(desk: Desk, name: str) -> bool:
    """Whether the cell is one of those on the page now.

    A browser whose connection broke before it heard that its report was received tells the cells
    of that report again: it is shown the receipt.
    """
    is_current = desk.widget(name) in st.session_state
    if not is_current and LAST in st.session_state:
        st.query_params[RECEIPT] = st.session_state[LAST]
        st.session_state[BEYOND] = True
    return is_current


def put(page: Screen, desk: Desk, name: str, words: str) -> None:
    if desk.is_previewing:
        st.session_state[BEYOND] = True
    try:
        keep_cell(page, desk, name, words)
    except YamatoDxError as error:
        st.session_state[BEYOND] = True
        outcome.keep(page.name, error.sentence(page.lang), tone="bad")


def _catch_up(page: Screen, desk: Desk) -> None:
    """Keep the cell that was left by the click on a button, should its own turn come later."""
    for name, start in dict(st.session_state.get("typing.shown", {})).items():
        widget = desk.widget(name)
        if widget in st.session_state:
            words = str(st.session_state[widget] or "").strip()
            if words != desk.cells.get(name, start):
                put(page, desk, name, words)


# --- what is typed, as the questions take it ---


def months_of(desk: Desk, on: date) -> tuple[date, ...]:
    """The months of the year that have begun."""
    return tuple(month for month in desk.fiscal_year.months if month <= on)


def is_by_month(desk: Desk, kpi: Kpi) -> bool:
    return desk.cells.get(f"kpi.{kpi.kpi_id}.period") == BY_MONTH


def typed_report(desk: Desk, owed: Owed, on: date) -> TypedReport:
    """All cells, row by row as they stand on the screen."""
    rows = tuple(row for one in owed.kpis for row in _rows(desk, one.kpi, on))
    items = tuple(_item(desk, one) for one in owed.items)
    return TypedReport(desk.fiscal_year, rows, tuple(one for one in items if one))


def _rows(desk: Desk, kpi: Kpi, on: date) -> list[TypedRow]:
    if not is_by_month(desk, kpi):
        return [_row(desk, kpi, f"kpi.{kpi.kpi_id}", None)]
    return [
        _row(desk, kpi, f"kpi.{kpi.kpi_id}.{month:%Y-%m}", month) for month in months_of(desk, on)
    ]


def _row(desk: Desk, kpi: Kpi, prefix: str, month: date | None) -> TypedRow:
    cells = {name: desk.cells.get(f"{prefix}.{name}", "") for name in FIGURE_CELLS}
    if month is not None and cells["actual_value"]:
        # The state and the reason of a KPI are said once, for all its months.
        said = {
            name: desk.cells.get(f"kpi.{kpi.kpi_id}.{name}", "")
            for name in ("value_status", "reason")
        }
        cells |= said
    asked = desk.cells.get(f"kpi.{kpi.kpi_id}.confirmed", "")
    typed = cells["actual_value"] or cells["numerator"]
    return TypedRow(kpi.kpi_id, month, **cells, is_confirmed=bool(asked) and asked == typed)


def _item(desk: Desk, one: OwedItem) -> ProgressCells | None:
    """A state that is chosen makes a report; else only what differs from the last one does."""
    prefix = f"item.{one.item_id}"
    standing = one.standing or {}
    status, start, finish, evidence = (
        desk.cells.get(f"{prefix}.{name}", "" if name == "status" else str(held or ""))
        for name, held in ((name, standing.get(name)) for name in ITEM_CELLS)
    )
    is_touched = any(f"{prefix}.{name}" in desk.cells for name in ITEM_CELLS)
    return ProgressCells(one.item_id, status, start, finish, evidence) if is_touched else None


def problems_of_kpi(page: Screen, desk: Desk, kpi: Kpi) -> list[Problem]:
    """As found when a cell of its row was left."""
    rows = tuple(_rows(desk, kpi, page.now().on))
    is_blank = all(row.is_blank for row in rows)
    return [] if is_blank else _problems(page, TypedReport(desk.fiscal_year, rows))


def problems_of_item(page: Screen, desk: Desk, one: OwedItem) -> list[Problem]:
    told = _item(desk, one)
    return _problems(page, TypedReport(desk.fiscal_year, progress=(told,))) if told else []


def _problems(page: Screen, typed: TypedReport) -> list[Problem]:
    return list(read_cells(page.record, typed, page.now()).problems)


def preview_of(page: Screen, desk: Desk, typed: TypedReport) -> Preview:
    """Of what is typed, against the record as it stands now; made once."""
    view = page.now()
    key = (desk.key, typed, view.revision, view.on)
    kept = st.session_state.get("typing.preview")
    if kept is None or kept[0] != key:
        kept = st.session_state["typing.preview"] = (
            key,
            preview_typed(page.record, typed, view),
        )
    made: Preview = kept[1]
    return made


def _figures(typed: TypedReport) -> TypedReport:
    """Without the reasons, which bear on no verdict."""
    return replace(typed, rows=tuple(replace(row, reason="") for row in typed.rows))


def send(page: Screen, desk: Desk, owed: Owed, typed: TypedReport, preview: Preview) -> None:
    """Send what was previewed, and nothing else; the page shows the outcome at its next run."""
    if not desk.cells:
        return
    name = str(st.session_state.get(SENDER) or "").strip()
    if not name:
        outcome.keep(page.name, page.say("ui.report.by_missing"), tone="bad")
        return
    _catch_up(page, desk)
    current = typed_report(desk, owed, page.now().on)
    if _figures(current) != _figures(typed):
        # A cell was left by the same click that meant to send: its effect was never seen.
        outcome.keep(page.name, page.say("typing.changed_since"), tone="bad")
        return
    reading = read_cells(page.record, current, page.now())
    is_proxy = owed.section is not None and bool(st.session_state.get(PROXY))
    section = owed.section.name.ja if owed.section else None
    try:
        receipt = send_report(
            page.record,
            data=None,
            file_name=None,
            values=reading.values,
            progress=reading.progress,
            actor=Actor(name, "proxy" if is_proxy else None, section),
            previewed_at=preview.revision,
            kind="proxy" if is_proxy else "typed",
            attachments=attachments_to_send(page, desk),
        )
    except YamatoDxError as error:
        outcome.keep(page.name, error.sentence(page.lang), tone="bad")
        return
    settle(page, desk)
    outcome.forget(page.name)
    outcome.forget(FILES)
    st.session_state[LAST] = st.query_params[RECEIPT] = receipt.batch_id
