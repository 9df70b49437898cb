"""What typed cells would change, the send, and the receipt."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.queries.reports.left_out.rows import left_out_table
from yamato_dx.queries.reports.owed import Owed
from yamato_dx.queries.reports.preview import Preview, TypedReport
from yamato_dx.queries.reports.receipt import receipt_of
from yamato_dx.queries.reports.tables import values_table
from yamato_dx.queries.rights.subjects import of_report
from yamato_dx.ui.comments.after_report import draw_still_asked
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.downloads import offer_file, table_downloads
from yamato_dx.ui.frame.filters import SHOWN
from yamato_dx.ui.frame.forms import name_field
from yamato_dx.ui.frame.templates import render
from yamato_dx.ui.reports.steps.correcting import draw_corrected, draw_reason
from yamato_dx.ui.reports.tables.progress import draw_progress
from yamato_dx.ui.reports.tables.values import draw_change_table, draw_lapsing, draw_lines
from yamato_dx.ui.reports.typing import state as typing_state
from yamato_dx.ui.reports.typing.attachments import (
    draw_attached,
    draw_attachments,
    warn_of_idle,
)
from yamato_dx.ui.reports.typing.cells import draw_cells
from yamato_dx.ui.reports.typing.desk import RECEIPT, Desk
from yamato_dx.ui.reports.typing.fields import draw_fields
from yamato_dx.ui.reports.typing.obstacles import draw_obstacles
from yamato_dx.ui.reports.typing.replacing import attachments_left_out
from yamato_dx.ui.reports.typing.rows import reason_part

if TYPE_CHECKING:
    from yamato_dx.queries.reports.receipt import ReportReceipt
    from yamato_dx.ui.frame.screen import Screen

MISSED = ("not_met", "nearly_met")


def draw_desk(page: Screen, desk: Desk, answer: Owed) -> None:
    """The cells, what comes of them beside them, always in sight, and what is sent below."""
    left, beside = st.columns([812, 356], gap="large")
    with left:
        shown = draw_cells(page, desk, answer)
        draw_attachments(page, desk, answer)
    with beside, st.container(key="typing-side"):
        preview = _draw_check_and_send(page, desk, answer, shown)
        outcome.draw_outcome(page)
    if preview:
        _draw_what_is_sent(page, desk, preview)


def _draw_check_and_send(
    page: Screen, desk: Desk, answer: Owed, shown: Collection[str]
) -> Preview | None:
    """Beside the cells (`shown`: of which work items): what they would change, what is in the way,
    the send. The preview that can be sent, where there is one."""
    page.section_head(page.say("reports.sending.changes.title"), _year(page, desk))
    if not desk.is_previewing:
        page.draw("note", lines=[page.say("reports.typing.preview.note")])
    st.button(
        page.say("reports.typing.preview"),
        type="secondary" if desk.is_previewing else "primary",
        key="typing-check",
        on_click=desk.preview,
    )
    if not desk.is_previewing:
        return None
    typed = typing_state.typed_report(page, desk, answer)
    preview = typing_state.preview_of(page, desk, typed)
    if preview.obstacles:
        draw_obstacles(page, desk, answer, preview, shown=shown)
        return None
    if not preview.is_sendable:
        nothing = "store.attachments_alone" if desk.files else "reports.typing.nothing"
        page.message(page.say(nothing), tone="bad")
        return None
    _draw_changes(page, desk, preview)
    draw_corrected(page, preview)
    _ask_reasons(page, desk, preview)
    _draw_send(page, desk, answer, typed, preview=preview)
    return preview


def _year(page: Screen, desk: Desk) -> str:
    return i18n.fiscal_year(desk.fiscal_year, page.lang)


def _draw_changes(page: Screen, desk: Desk, preview: Preview) -> None:
    page.draw("note", lines=[page.say("reports.sending.ready", **preview.counts)])
    if len(preview.values):
        draw_change_table(
            page,
            preview.changes,
            title_id="reports.sending.changes.title",
            none_id="reports.sending.changes.none",
            year=desk.fiscal_year.start_year,
        )
    draw_lapsing(page, preview.lapsed, attachments_left_out(page, desk))
    warn_of_idle(page, desk, preview.subjects)


def _draw_what_is_sent(page: Screen, desk: Desk, preview: Preview) -> None:
    """All that the send would bring, below the cells."""
    if len(preview.values):
        title = page.say("reports.sending.values.title")
        page.section_head(title)
        draw_lines(page, preview, title)
    draw_progress(page, preview.progress)
    draw_attached(page, desk)


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
        draw_reason(page, preview)
        name_field(
            page,
            page.say("reports.sending.by"),
            typing_state.SENDER,
            placeholder=page.say("reports.sending.by_help"),
        )
        if answer.section and not page.is_signed_in:
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
    if receipt and not page.permits(
        Act.READ_REPORT, partial(of_report, page.record, receipt.batch_id)
    ):
        return False
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
    draw_still_asked(page, receipt.values)
    page.draw("typing_receipt", receipt=receipt, is_paper=False)
    _draw_saves(page, receipt)
    _draw_ways_on(page, receipt)
    return True


def _draw_saves(page: Screen, receipt: ReportReceipt) -> None:
    """The receipt as a page, its values, what was not sent; and the way back to the desk."""
    with st.container(horizontal=True, key="typing-receipt"):
        out = HandedOut(receipt.batch_id, f"receipt_{receipt.batch_id}.html")
        offer_file(
            page,
            page.say("reports.typing.receipt.save"),
            out,
            lambda: str(render("typing_receipt_page", page.lang, receipt=receipt)),
            mime="text/html",
            key="reports.typing.receipt",
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
        if len(receipt.left_out):
            table_downloads(
                page,
                page.now(),
                "problems",
                partial(left_out_table, receipt.left_out, page.lang),
                title=receipt.batch_id,
                name=f"{receipt.batch_id}_left_out",
                menu_id="reports.left_out.download",
            )
        st.button(page.say("reports.typing.receipt.again"), on_click=close_receipt)


def _draw_ways_on(page: Screen, receipt: ReportReceipt) -> None:
    links = [
        (page.link("overview"), page.say("reports.sending.sent.overview")),
        (page.link("history", batch=receipt.batch_id), page.say("reports.sending.sent.history")),
    ]
    if receipt.is_open:
        replacing = page.link("report", replaces=receipt.batch_id)
        links.append((replacing, page.say("reports.history.replace")))
    page.draw_links(links)


def close_receipt() -> None:
    st.query_params.pop(RECEIPT, None)
    st.session_state.pop(typing_state.LAST, None)
