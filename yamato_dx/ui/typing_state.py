"""What one section is typing for one year: its cells, their draft, and the way to a 報告番号."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.drafting import drop_draft, keep_draft
from yamato_dx.acts.report import send_report
from yamato_dx.errors import YamatoDxError
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.questions.preview import (
    Preview,
    ProgressCells,
    TypedReport,
    TypedRow,
    preview_typed,
    read_cells,
)
from yamato_dx.ui import reporting

if TYPE_CHECKING:
    from yamato_dx.plan.types import Kpi
    from yamato_dx.questions.owed import Owed, OwedItem
    from yamato_dx.ui.screen import Screen

RECEIPT: Final = "receipt"
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
EVERYTHING: Final = "all"


@dataclass(frozen=True)
class Desk:
    """Where one section types for one year. Two people of a section share its draft."""

    section_id: str | None
    fiscal_year: FiscalYear

    @property
    def key(self) -> str:
        """Of the draft, of this visit's cells, and of the widgets."""
        return f"report.{self.section_id or EVERYTHING}.{self.fiscal_year.start_year}"

    # --- cells, by name: kpi.<id>.<column>, kpi.<id>.2024-04.<column>, item.<id>.<column> ---

    @property
    def cells(self) -> dict[str, str]:
        """What is typed in this visit; blank cells are left out."""
        kept: dict[str, str] = st.session_state.setdefault(f"typing.cells.{self.key}", {})
        return kept

    @property
    def is_open(self) -> bool:
        """Whether this visit has begun to type here, or chosen what becomes of the draft."""
        return f"typing.open.{self.key}" in st.session_state

    def open(self, cells: dict[str, str]) -> None:
        st.session_state[f"typing.open.{self.key}"] = True
        st.session_state[f"typing.cells.{self.key}"] = dict(cells)

    def widget(self, name: str) -> str:
        return f"typing.{st.session_state.get('typing.round', 0)}.{self.key}.{name}"

    @property
    def is_previewing(self) -> bool:
        return st.session_state.get("typing.previewing") == self.key

    def preview(self) -> None:
        st.session_state["typing.previewing"] = self.key


def found_draft(page: Screen, desk: Desk) -> dict[str, Any] | None:
    """What was left here before this visit, until it is taken up or dropped."""
    if desk.is_open:
        return None
    kept = page.record.draft(desk.key)
    if not kept or not kept.get("cells"):
        desk.open({})
        return None
    return kept


def take_up(page: Screen, desk: Desk) -> None:
    kept = page.record.draft(desk.key) or {}
    desk.open(kept.get("cells", {}))


def begin_anew(page: Screen, desk: Desk) -> None:
    drop_draft(page.record, desk.key)
    _empty(desk)


def _empty(desk: Desk) -> None:
    """New widgets, so that none keeps what it showed."""
    desk.open({})
    st.session_state["typing.round"] = st.session_state.get("typing.round", 0) + 1
    st.session_state.pop("typing.previewing", None)
    st.session_state.pop("typing.preview", None)


def prepare(desk: Desk, name: str, start: str = "") -> str:
    """The key of a cell's widget, which shows what is typed; `start` where nothing is."""
    widget = desk.widget(name)
    st.session_state["typing.shown"][name] = start
    if widget not in st.session_state:
        st.session_state[widget] = desk.cells.get(name, start)
    return widget


def begin_drawing() -> None:
    """Forget which cells the run before showed."""
    st.session_state["typing.shown"] = {}


def commit(page: Screen, desk: Desk, name: str) -> None:
    """Keep one cell, here and in the draft, as soon as it is left."""
    put(page, desk, name, str(st.session_state[desk.widget(name)] or "").strip())


def confirm(page: Screen, desk: Desk, name: str, value: str) -> None:
    """«この値で間違いありません»: of this value, not of the next one."""
    put(page, desk, name, value if st.session_state[desk.widget(name)] else "")


def put(page: Screen, desk: Desk, name: str, words: str) -> None:
    """Into this visit's cells and into the draft, where a colleague's other cells stay."""
    kept = page.record.draft(desk.key) or {}
    drafted = {**kept.get("cells", {}), **desk.cells}
    for cells in (desk.cells, drafted):
        if words:
            cells[name] = words
        else:
            cells.pop(name, None)
    moment = datetime.now(i18n.TOKYO).isoformat(timespec="seconds")
    try:
        keep_draft(page.record, desk.key, {"cells": drafted, "kept_at": moment})
    except YamatoDxError as error:
        reporting.keep(reporting.Sent(None, trouble=error.sentence(page.lang)))


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


def problems_by_row(page: Screen, typed: TypedReport) -> dict[str, list[Any]]:
    """Problems by KPI or item id, as found when the last cell was left."""
    found: dict[str, list[Any]] = {}
    for problem in read_cells(page.record, typed, page.now()).problems:
        row = typed.row_at(problem.row or 0)
        place = row.kpi_id if isinstance(row, TypedRow) else row.item_id
        found.setdefault(place, []).append(problem)
    return found


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
        reporting.keep(reporting.Sent(None, trouble=page.say("ui.report.by_missing")))
        return
    _catch_up(page, desk)
    current = typed_report(desk, owed, page.now().on)
    if _figures(current) != _figures(typed):
        # A cell was left by the same click that meant to send: its effect was never seen.
        reporting.keep(reporting.Sent(None, trouble=page.say("typing.changed_since")))
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
        )
    except YamatoDxError as error:
        reporting.keep(reporting.Sent(None, trouble=error.sentence(page.lang)))
        return
    drop_draft(page.record, desk.key)
    _empty(desk)
    st.query_params[RECEIPT] = receipt.batch_id
