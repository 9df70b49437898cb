"""What came with a report, handed back as it was received; never opened here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.acts.reading import received_file
from yamato_dx.queries.reports.attachments import attached_words
from yamato_dx.queries.rows import is_missing

if TYPE_CHECKING:
    from yamato_dx.queries.reports.history import ReportDetail
    from yamato_dx.ui.frame.screen import Screen

FILE_COLUMNS = (9, 3)


def draw_received_file(page: Screen, detail: ReportDetail) -> None:
    sha256 = detail.batch["sha256"]
    if not is_missing(sha256):
        st.download_button(
            page.say("reports.history.file"),
            data=partial(received_file, page.record, sha256, actor=page.actor()),
            file_name=str(detail.batch["file_name"]),
            mime="application/octet-stream",
            key=f"file.{sha256}",
            on_click="ignore",
        )


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
                st.download_button(
                    page.say("reports.history.attachments.save", number=attachment.number),
                    data=partial(received_file, page.record, attachment.sha256, actor=page.actor()),
                    file_name=attachment.file_name,
                    mime="application/octet-stream",
                    key=f"attachment.{detail.batch['batch_id']}.{attachment.number}",
                    on_click="ignore",
                )
