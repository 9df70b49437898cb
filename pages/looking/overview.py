"""概要: are we on track, what needs a decision, how fresh is it."""

import streamlit as st

from yamato_dx.ui.frame.backups import draw_overdue_backup
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.kpis.overview import (
    answer_of,
    draw_counts,
    draw_downloads,
    draw_first_steps,
    draw_headline,
    draw_lines,
    draw_owed,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("overview", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            year = page.fiscal_year()
            initiative = page.initiative()
            view = page.view()

    answer = answer_of(page, view, year, initiative)
    with headline:
        draw_headline(page, answer)
    draw_overdue_backup(page)
    draw_counts(page, view, answer, initiative)

    if answer.is_empty:
        steps, owed = st.columns([640, 544], gap="medium")
        with steps:
            draw_first_steps(page, view, answer)
        with owed:
            draw_owed(page, view, answer)
    else:
        draw_lines(page, view, answer)
        draw_downloads(page, view, answer, year=year, initiative=initiative)
