"""実績の報告: what does my section owe, and how do I get it off my desk."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from yamato_dx.ui.frame.outcome import draw_outcome
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.reports import state as reporting
from yamato_dx.ui.reports.reading.view import draw_recognised
from yamato_dx.ui.reports.sending import (
    draw_changes_and_send,
    draw_file_head,
    draw_problems,
    draw_templates,
    draw_values_to_send,
    file_box,
    offer_typing,
)
from yamato_dx.ui.reports.steps.answering import draw_returned
from yamato_dx.ui.reports.typing.rounds import draw_round
from yamato_dx.ui.reports.typing.sending import draw_desk, draw_receipt
from yamato_dx.ui.reports.typing.view import (
    draw_owed,
    offer_draft,
    owed_of,
    pick_desk,
    pick_way,
    section_name,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("report", served)
    page.title("reports.sending.title")
    way, above = pick_way(page), st.container()
    if way == "typing":
        if not draw_receipt(page):
            _type(page, above)
    else:
        _send_file(page, above)


def _type(page: Screen, above: DeltaGenerator) -> None:
    desk = pick_desk(page)
    with above:
        draw_returned(page, section_name(page, desk))
    if desk:
        owed = owed_of(page, desk)
        draw_round(page, desk)
        draw_owed(page, owed)
        if offer_draft(page, desk):
            draw_outcome(page)
        else:
            draw_desk(page, desk, owed)


def _send_file(page: Screen, above: DeltaGenerator) -> None:
    replaces, answered = draw_file_head(page, above)
    outcome = st.container()
    upload = file_box(page, replaces)
    if upload is None:
        with outcome:
            draw_outcome(page)
        draw_templates(page)
        return
    preview = reporting.preview_of(page, upload, replaces, answered)
    if preview is None:
        return
    is_section_asked = draw_recognised(page, preview, upload.file_id)
    draw_problems(page, preview, upload.file_id)
    if preview.is_sendable:
        draw_changes_and_send(page, preview)
        draw_outcome(page)
        draw_values_to_send(page, preview)
    else:
        draw_outcome(page)
        if preview.faults:
            offer_typing(page, preview)
            draw_templates(page, has_section_box=is_section_asked)
