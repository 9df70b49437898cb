"""What typed cells would change, the send, and the receipt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.queries.reports.owed import Owed
from yamato_dx.queries.reports.preview import Preview, TypedReport, TypedRow
from yamato_dx.queries.reports.receipt import month_words, receipt_of
from yamato_dx.queries.reports.tables import values_table
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import SHOWN
from yamato_dx.ui.frame.templates import render
from yamato_dx.ui.glossary.problems import problem_address
from yamato_dx.ui.reports.tables.progress import draw_progress, item_names
from yamato_dx.ui.reports.tables.values import draw_changes, draw_lapsing, draw_lines
from yamato_dx.ui.reports.typing import state as typing_state
from yamato_dx.ui.reports.typing.attachments import draw_attached
from yamato_dx.ui.reports.typing.desk import RECEIPT, Desk
from yamato_dx.ui.reports.typing.fields import draw_fields
from yamato_dx.ui.reports.typing.replacing import attachments_left_out
from yamato_dx.ui.reports.typing.rows import reason_part

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

MISSED = ("not_met", "nearly_met")


def draw_preview_and_send(page: Screen, desk: Desk, answer: Owed) -> None:
    with st.container(key="typing-check"):
        st.button(page.say("reports.typing.preview"), type="primary", on_click=desk.preview)
    if not desk.is_previewing:
        return
    typed = typing_state.typed_report(page, desk, answer)
    preview = typing_state.preview_of(page, desk, typed)
    if preview.obstacles:
        _draw_obstacles(page, preview, typed)
    elif not preview.is_sendable:
        said = "store.attachments_alone" if desk.files else "reports.typing.nothing"
        page.message(page.say(said), tone="bad")
    else:
        _draw_preview(page, desk, preview)
        draw_attached(page, desk, preview.subjects)
        _ask_reasons(page, desk, preview)
        _draw_send(page, desk, answer, typed, preview=preview)


def _draw_obstacles(page: Screen, preview: Preview, typed: TypedReport) -> None:
    page.message(
        page.say("reports.typing.refused.note"),
        tone="bad",
        big=page.say("reports.typing.refused", count=len(preview.obstacles)),
    )
    kpis = {kpi.kpi_id: f"KPI {kpi.kpi_no}" for kpi in page.plan_of_reports.kpis}
    items = item_names(page)
    heads = [
        Head(page.say(f"reports.sending.column.{name}"))
        for name in ("place", "raw", "problem", "mend")
    ]
    rows = []
    for obstacle in preview.obstacles:
        row = typed.row_at(obstacle.row or 0)
        place = (
            f"{kpis[row.kpi_id]} {month_words(row.month, page.lang)}".strip()
            if isinstance(row, TypedRow)
            else items[row.item_id]
        )
        problem = Cell(
            obstacle.sentence(page.lang), explained=problem_address(obstacle.code, page.lang)
        )
        rows.append(
            [Cell(place), Cell(obstacle.raw or ""), problem, Cell(obstacle.mend(page.lang))]
        )
    draw_table(page, page.say("reports.sending.problems"), heads, rows)


def _draw_preview(page: Screen, desk: Desk, preview: Preview) -> None:
    page.message(big=page.say("reports.sending.ready", **preview.counts))
    if len(preview.values):
        draw_changes(
            page,
            preview.changes,
            title_id="reports.sending.changes.title",
            none_id="reports.sending.changes.none",
        )
        title = page.say("reports.sending.values.title")
        page.section_head(title)
        draw_lines(page, preview, title)
    draw_progress(page, preview.progress)
    draw_lapsing(page, preview.lapsed, attachments_left_out(page, desk))


def _ask_reasons(page: Screen, desk: Desk, preview: Preview) -> None:
    """Why, of each KPI whose target this report misses: asked, never demanded."""
    typed = set(preview.values["kpi_id"]) if len(preview.values) else set()
    missed = preview.changes[preview.changes["verdict_after"].isin(MISSED)]
    kpi_ids = [kpi_id for kpi_id in dict.fromkeys(missed["kpi_id"].astype(str)) if kpi_id in typed]
    if not kpi_ids:
        return
    page.section_head(page.say("reports.typing.reasons"), page.say("reports.typing.reasons.note"))
    _draw_reasons(
        page, desk, tuple((kpi_id, page.plan_of_reports.kpi(kpi_id).kpi_no) for kpi_id in kpi_ids)
    )


@st.fragment
def _draw_reasons(page: Screen, desk: Desk, kpis: tuple[tuple[str, str], ...]) -> None:
    typing_state.draw_all_if_needed()
    draw_fields(page, desk, typing_state.REASONS, reason_part(kpis, page.lang))


def _draw_send(
    page: Screen, desk: Desk, answer: Owed, typed: TypedReport, *, preview: Preview
) -> None:
    with st.form("typing-send", border=False):
        st.text_input(
            page.say("reports.sending.by"),
            key=typing_state.SENDER,
            placeholder=page.say("reports.sending.by_help"),
            persist_state="session",
        )
        if answer.section:
            section = answer.section.name.in_language(page.lang)
            st.checkbox(page.say("reports.typing.proxy", section=section), key=typing_state.PROXY)
        st.form_submit_button(
            page.say("reports.sending.send"),
            type="primary",
            on_click=typing_state.send,
            args=(page, desk, answer, typed),
            kwargs={"preview": preview},
        )


def draw_receipt(page: Screen) -> bool:
    """The receipt that the address names, to print or to save; whether there is one."""
    batch_id = st.query_params.get(RECEIPT)
    receipt = receipt_of(page.record, page.now(), batch_id, page.lang) if batch_id else None
    if receipt is None:
        if batch_id:
            shown = batch_id[:SHOWN]
            page.message(page.say("reports.typing.receipt.unknown", batch=shown), tone="bad")
        return False
    page.message(
        page.say("reports.typing.receipt.note"),
        big=page.say("reports.sending.sent", batch=receipt.batch_id),
    )
    outcome.draw_outcome(page, RECEIPT)
    page.draw("typing_receipt", receipt=receipt, is_paper=False)
    with st.container(horizontal=True, key="typing-receipt"):
        st.download_button(
            page.say("reports.typing.receipt.save"),
            data=lambda: str(render("typing_receipt_page", page.lang, receipt=receipt)),
            file_name=f"receipt_{receipt.batch_id}.html",
            mime="text/html",
            key="reports.typing.receipt",
            on_click="ignore",
        )
        if len(receipt.values):
            table_downloads(
                page,
                page.now(),
                "values",
                partial(values_table, receipt.values, page.plan_of_reports, page.lang),
                title=receipt.batch_id,
                name=f"receipt_{receipt.batch_id}",
            )
        st.button(page.say("reports.typing.receipt.again"), on_click=close_receipt)
    links = [
        (page.link("overview"), page.say("reports.sending.sent.overview")),
        (page.link("history", batch=receipt.batch_id), page.say("reports.sending.sent.history")),
    ]
    if not receipt.is_withdrawn:
        replacing = page.link("report", replaces=receipt.batch_id)
        links.append((replacing, page.say("reports.history.replace")))
    page.draw("links", links=links)
    return True


def close_receipt() -> None:
    st.query_params.pop(RECEIPT, None)
    st.session_state.pop(typing_state.LAST, None)
