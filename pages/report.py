"""実績の報告: what does my section owe, and how do I get it off my desk."""

import streamlit as st

from yamato_dx.ui.frame.outcome import draw_outcome
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.reports.chosen import draw_chosen_file
from yamato_dx.ui.reports.sending import (
    draw_replaced,
    draw_templates,
    file_box,
)
from yamato_dx.ui.reports.steps.answering import (
    draw_reason_of_return,
    draw_returned,
    returned_report,
)
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
    else:
        page.draw("note", lines=[page.say("reports.sending.lead")])
        replaces, answered = st.query_params.get("replaces"), returned_report(page)
        if replaces:
            draw_replaced(page, replaces)
        if answered:
            draw_reason_of_return(page, answered)
        with above:
            draw_returned(page, None)

        above = st.container()
        upload = file_box(page, replaces)
        if upload is None:
            with above:
                draw_outcome(page)
            draw_templates(page)
        else:
            answers_to = answered.batch_id if answered else None
            draw_chosen_file(page, upload, replaces, answers_to)
