"""What came with a report, handed back as it was received; never opened here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.queries.reports.attachments import attached_words
from yamato_dx.rows import is_missing
from yamato_dx.ui.audit.received import draw_removing, offer_received

if TYPE_CHECKING:
    from yamato_dx.queries.reports.history import ReportDetail
    from yamato_dx.ui.frame.screen import Screen

FILE_COLUMNS = (9, 3)


def draw_received_file(page: Screen, detail: ReportDetail) -> None:
    sha256 = detail.batch["sha256"]
    if not is_missing(sha256):
        name = str(detail.batch["file_name"])
        label = page.say("reports.history.file")
        offer_received(page, label, str(sha256), name, key=f"file.{sha256}")


def draw_attachments(page: Screen, detail: ReportDetail) -> None:
    """What the report brought beside its values."""
    if not detail.attachments:
        return
    title = page.say("reports.typing.attachments")
    page.section_head(
        title, page.say("reports.history.attachments.count", count=len(detail.attachments))
    )
    words = attached_words(detail.attachments, page.reported_things, page.lang)
    with st.container(key="report-attachments"):
        for attachment, shown in zip(detail.attachments, words, strict=True):
            about, button = st.columns(FILE_COLUMNS, vertical_alignment="center")
            with about:
                page.draw("history_attachment", number=attachment.number, attachment=shown)
            with button:
                offer_received(
                    page,
                    page.say("reports.history.attachments.save", number=attachment.number),
                    attachment.sha256,
                    attachment.file_name,
                    key=f"attachment.{detail.batch['batch_id']}.{attachment.number}",
                )


def draw_removing_of(page: Screen, detail: ReportDetail) -> None:
    """Whatever came with the report."""
    files = {attachment.sha256: attachment.file_name for attachment in detail.attachments}
    if not is_missing(detail.batch["sha256"]):
        files[str(detail.batch["sha256"])] = str(detail.batch["file_name"])
    draw_removing(page, files)
