"""What one section is typing for one year: its cells, their draft, and the way to a 報告番号."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx.acts.report import send_report
from yamato_dx.queries.reports.preview import (
    Preview,
    ProgressCells,
    ReportReading,
    TypedReport,
    TypedRow,
    preview_typed,
    read_cells,
    reading_of_cells,
)
from yamato_dx.queries.reports.typed_year import TypedYear, typed_year
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import done, shown_once, signature
from yamato_dx.ui.register.own_sections import is_of_sections
from yamato_dx.ui.reports.steps.answering import ANSWERS
from yamato_dx.ui.reports.steps.correcting import own_reasons_told, reason_told
from yamato_dx.ui.reports.tables.progress import progress_cells
from yamato_dx.ui.reports.typing.attachments import FILES, attachments_to_send
from yamato_dx.ui.reports.typing.desk import RECEIPT, SHOWN, Desk, keep_cells, settle
from yamato_dx.ui.reports.typing.rows import BY_MONTH, ITEM_CELLS

if TYPE_CHECKING:
    from yamato_dx.intake.problem import Problem
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.reports.owed import Owed, OwedItem
    from yamato_dx.ui.frame.screen import Screen

LAST: Final = "typing.last_receipt"
SENDER: Final = "typing.by"
PROXY: Final = "reports.typing.proxy"
# Cell of the answer to a problem: this and the problem's id.
ANSWER: Final = "answer."
FIGURE_CELLS: Final = (
    "actual_value",
    "numerator",
    "denominator",
    "weight",
    "measured_on",
    "value_status",
    "reason",
)
# Without any of these a row says no figure.
VALUE_CELLS: Final = ("actual_value", "numerator", "denominator")
BEYOND: Final = "typing.beyond_part"
# The parts of the page that are heard, each by itself.
KPIS: Final = "kpis"
ITEMS: Final = "items"
REASONS: Final = "reasons"
# Leads to cells, has none.
OBSTACLES: Final = "obstacles"
PLACES: Final = (KPIS, ITEMS, REASONS)

TypedCells = Mapping[str, str]


def begin_drawing() -> None:
    """Of all of the page."""
    st.session_state.pop(BEYOND, None)


def draw_all_if_needed() -> None:
    """A cell that is left runs its own part again; all of the page only where it bears on more."""
    if BEYOND in st.session_state:
        st.rerun()


def expect(key: str, starts: Mapping[str, str]) -> None:
    """Of the part of the page that has this `key`: its cells, and what they show until typed."""
    _expected()[key] = starts


def _expected() -> dict[str, Mapping[str, str]]:
    kept: dict[str, Mapping[str, str]] = st.session_state.setdefault("typing.starts", {})
    return kept


def hear(page: Screen, desk: Desk, place: str, key: str) -> None:
    """Keep what the browser tells of one part's cells, here and in the draft.

    A browser whose connection broke before it heard that its report was received tells the cells
    of that report again: it is shown the receipt.
    """
    if key == desk.widget(place):
        _take(page, desk, place)
    elif LAST in st.session_state:
        st.query_params[RECEIPT] = st.session_state[LAST]
        st.session_state[BEYOND] = True


def _catch_up(page: Screen, desk: Desk) -> None:
    """Keep the cell that was left by the click on a button, should its own turn come later."""
    for place in PLACES:
        _take(page, desk, place)


def _take(page: Screen, desk: Desk, place: str) -> None:
    """Each turn of the browser once: what a cell showed before may be another's by now."""
    key, cells = desk.widget(place), desk.cells
    starts = _expected().get(key)
    said: Mapping[str, Any] | None = (st.session_state.get(key) or {}).get("cells")
    if starts is None or not said or said["turn"] == st.session_state.get(f"{key}.turn"):
        return
    st.session_state[f"{key}.turn"] = said["turn"]
    changed = {
        name: None if words == starts[name] else words
        for name, words in said["told"].items()
        if name in starts and words != cells.get(name, starts[name])
    }
    if not changed:
        return
    if desk.is_previewing and place != REASONS:  # which bear on no verdict
        st.session_state[BEYOND] = True
    # A colleague's cells may stand anywhere; None: they were not kept, which the page tells.
    if done(page, page.name, lambda: keep_cells(page, desk, changed)) is not False:
        st.session_state[BEYOND] = True


# --- what is typed, as the questions take it ---


def months_of(desk: Desk, on: date) -> tuple[date, ...]:
    """The months of the year that have begun."""
    return tuple(month for month in desk.fiscal_year.months if month <= on)


def reported_by_month(desk: Desk, owed: Owed) -> frozenset[str]:
    """The KPIs for which the reader wants a cell per month."""
    cells = desk.cells
    return frozenset(
        owed_kpi.kpi.kpi_id for owed_kpi in owed.kpis if _is_by_month(cells, owed_kpi.kpi)
    )


def typed_report(page: Screen, desk: Desk, owed: Owed) -> TypedReport:
    """All cells, row by row as they stand on the screen."""
    cells, months = desk.cells, months_of(desk, page.now().on)
    usual = owed.usual_status
    rows = tuple(row for owed_kpi in owed.kpis for row in _rows(cells, owed_kpi.kpi, months, usual))
    items = tuple(_item(cells, item) for item in owed.items)
    told = tuple(progress for progress in items if progress)
    return TypedReport(desk.fiscal_year, rows, told, _answers(cells))


def _answers(cells: TypedCells) -> tuple[tuple[str, str], ...]:
    """What was answered to the questions about typed cells, by problem."""
    answers = {
        name.removeprefix(ANSWER): choice
        for name, choice in cells.items()
        if name.startswith(ANSWER)
    }
    return tuple(sorted(answers.items()))


def _is_by_month(cells: TypedCells, kpi: Kpi) -> bool:
    """A calendar year has no months to report, whatever an older draft says."""
    is_wanted = cells.get(f"kpi.{kpi.kpi_id}.period") == BY_MONTH
    return is_wanted and not kpi.is_of_calendar_year


def _rows(cells: TypedCells, kpi: Kpi, months: Sequence[date], usual: str) -> list[TypedRow]:
    """`usual`: the state of a figure of which no other was chosen."""
    key = f"kpi.{kpi.kpi_id}"
    if usual and f"{key}.value_status" not in cells and _is_figure_typed(cells, key):
        cells = {**cells, f"{key}.value_status": usual}
    if not _is_by_month(cells, kpi):
        return [_row(cells, kpi, key, None)]
    return [_row(cells, kpi, f"{key}.{month:%Y-%m}", month) for month in months]


def _is_figure_typed(cells: TypedCells, key: str) -> bool:
    """Whether anything stands in a cell of its value, of the year or of a month."""
    return any(
        words.strip() and name.startswith(f"{key}.") and name.rpartition(".")[2] in VALUE_CELLS
        for name, words in cells.items()
    )


def _row(cells: TypedCells, kpi: Kpi, prefix: str, month: date | None) -> TypedRow:
    own = {name: cells.get(f"{prefix}.{name}", "") for name in FIGURE_CELLS}
    if month is not None and own["actual_value"]:
        # The state and the reason of a KPI are said once, for all its months.
        said = {
            name: cells.get(f"kpi.{kpi.kpi_id}.{name}", "") for name in ("value_status", "reason")
        }
        own |= said
    return TypedRow(kpi.kpi_id, month, **own)


def _item(cells: TypedCells, item: OwedItem) -> ProgressCells | None:
    """A state that is chosen makes a report; else only what differs from the last one does."""
    prefix = f"item.{item.item_key}"
    if not any(f"{prefix}.{name}" in cells for name in ITEM_CELLS):
        return None
    held = {"status": ""} | progress_cells(item.standing)
    status, start, finish, evidence = (
        cells.get(f"{prefix}.{name}", held[name]) for name in ITEM_CELLS
    )
    return ProgressCells(item.item_key, status, start, finish, evidence)


def readings_of_kpis(page: Screen, desk: Desk, owed: Owed) -> dict[str, ReportReading]:
    """By KPI, as read when a cell of its row was left; of rows in which something is typed."""
    cells, months = desk.cells, months_of(desk, page.now().on)
    typed = {
        owed_kpi.kpi.kpi_id: tuple(_rows(cells, owed_kpi.kpi, months, owed.usual_status))
        for owed_kpi in owed.kpis
    }
    return {
        kpi_id: _reading(page, TypedReport(desk.fiscal_year, rows, answers=_answers(cells)))
        for kpi_id, rows in typed.items()
        if not all(row.is_blank for row in rows)
    }


def years_of_months(page: Screen, desk: Desk, owed: Owed) -> dict[str, TypedYear]:
    """By KPI, of those that are typed by month."""
    cells, months, view = desk.cells, months_of(desk, page.now().on), page.now()
    return {
        kpi.kpi_id: typed_year(
            page.record,
            TypedReport(
                desk.fiscal_year,
                tuple(_rows(cells, kpi, months, owed.usual_status)),
                answers=_answers(cells),
            ),
            view,
            kpi,
            lang=page.lang,
            replaces=desk.replaces,
        )
        for kpi in (owed_kpi.kpi for owed_kpi in owed.kpis)
        if _is_by_month(cells, kpi)
    }


def problems_of_items(
    page: Screen, desk: Desk, items: Sequence[OwedItem]
) -> dict[str, tuple[Problem, ...]]:
    """By work item or commitment; of rows in which something is typed."""
    cells = desk.cells
    typed = {item.item_key: _item(cells, item) for item in items}
    return {
        item_key: _reading(page, TypedReport(desk.fiscal_year, progress=(told,))).problems
        for item_key, told in typed.items()
        if told
    }


def _reading(page: Screen, typed: TypedReport) -> ReportReading:
    return reading_of_cells(page.record, typed, page.now())


def preview_of(page: Screen, desk: Desk, typed: TypedReport) -> Preview:
    """Of what is typed, against the record as it stands now; made once."""
    view = page.now()
    key = (desk.key, typed, view.revision, view.on)
    return shown_once(
        SHOWN,
        key,
        lambda: preview_typed(page.record, typed, view, replaces=desk.replaces),
    )


def _figures(typed: TypedReport) -> TypedReport:
    """Without the reasons, which bear on no verdict."""
    return replace(typed, rows=tuple(replace(row, reason="") for row in typed.rows))


def _is_proxy(page: Screen) -> bool:
    """Whether somebody else types for the section: asked, where no account tells it."""
    if page.is_signed_in:
        return not is_of_sections(page)
    return bool(st.session_state.get(PROXY))


def send(page: Screen, desk: Desk, owed: Owed, typed: TypedReport, *, preview: Preview) -> None:
    """Send what was previewed, and nothing else; the page shows the outcome at its next run."""
    if not desk.cells:
        return
    name = signature(page, page.name, SENDER, "reports.sending.by_missing")
    if not name:
        return
    _catch_up(page, desk)
    current = typed_report(page, desk, owed)
    if _figures(current) != _figures(typed):
        # A cell was left by the same click that meant to send: its effect was never seen.
        outcome.keep(page.name, page.say("reports.typing.changed_since"), tone="bad")
        return
    reading = read_cells(page.record, current, page.now())
    is_proxy = owed.section is not None and _is_proxy(page)
    section = owed.section.name.ja if owed.section else None
    receipt = done(
        page,
        page.name,
        lambda: send_report(
            page.record,
            data=None,
            file_name=None,
            values=reading.values,
            progress=reading.progress,
            answered=reading.answered,
            actor=page.actor(name, section),
            previewed_at=preview.revision,
            replaces=desk.replaces,
            answers_to=desk.answers,
            correction_reason=reason_told(preview),
            own_reasons=own_reasons_told(preview),
            kind="proxy" if is_proxy else "typed",
            attachments=attachments_to_send(page, desk),
        ),
    )
    if receipt is None:
        return
    st.session_state[LAST] = st.query_params[RECEIPT] = receipt.batch_id
    for name in ("replaces", ANSWERS):
        st.query_params.pop(name, None)
    outcome.forget(page.name)
    outcome.forget(FILES)
    settle(page, desk)
