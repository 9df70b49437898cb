"""実績の報告: what does my section owe, and how do I get it off my desk."""

import streamlit as st

from yamato_dx.ui import reporting
from yamato_dx.ui.report_view import (
    draw_changes_and_send,
    draw_problems,
    draw_sent,
    draw_templates,
    draw_values_to_send,
    file_box,
)
from yamato_dx.ui.screen import Screen

page = Screen("report")
page.title("ui.report.title", "ui.report.lead")
replaces = st.query_params.get("replaces")
if replaces:
    page.message(page.say("ui.report.replacing", batch=replaces))

sent = reporting.last_sent()
if sent:
    draw_sent(page, sent)

upload = file_box(page)
if upload is None:
    draw_templates(page)
else:
    preview = reporting.preview_of(page, upload, replaces)
    draw_problems(page, preview)
    if preview.is_sendable:
        draw_changes_and_send(page, preview)
        draw_values_to_send(page, preview)
