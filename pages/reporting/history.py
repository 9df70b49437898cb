"""報告履歴: what was reported when by whom; look into it, confirm it, give it back, withdraw it."""

import streamlit as st

from yamato_dx.ui.frame.backups import draw_overdue_backup
from yamato_dx.ui.frame.outcome import draw_outcome
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.reports.history import (
    draw_backup,
    draw_batches,
    draw_empty,
    draw_report,
    pick_report,
)
from yamato_dx.ui.reports.steps.confirming import draw_confirm_all, pick_state
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("history", served)
    view = page.now()
    reports = page.reports(view)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        with st.container(key="headline"):
            page.title("reports.history.title")
        with st.container(horizontal=True, key="filters"):
            shown = reports if reports.empty else pick_state(page, view, reports)

    draw_overdue_backup(page, with_reason=True)
    page.draw_links([(page.link("neglect"), page.say("neglect.link"))])
    if reports.empty:
        draw_empty(page)
    else:
        draw_batches(page, view, shown)
        draw_confirm_all(page, view)
        draw_report(page, view, pick_report(page, view, reports))
    draw_outcome(page)
    draw_backup(page)
