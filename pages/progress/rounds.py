"""照会: who owes what, who has answered, what is to be done next."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.rounds.board import draw_board, draw_headline, pick_round
from yamato_dx.ui.rounds.confirming import draw_confirming
from yamato_dx.ui.rounds.holding import draw_closing, draw_deadline
from yamato_dx.ui.rounds.linking import draw_links
from yamato_dx.ui.rounds.opening import draw_first, draw_opened, draw_opening
from yamato_dx.ui.rounds.papers import draw_papers
from yamato_dx.ui.rounds.reminding import draw_reminders
from yamato_dx.ui.rounds.returned import draw_returned
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("rounds", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            held = pick_round(page)
    if held is None:
        with headline:
            draw_first(page)
        draw_opening(page)
        return

    with headline:
        board = draw_headline(page, held)
    draw_opened(page)
    draw_board(page, board)
    draw_confirming(page, board)
    with st.container(key="round-below"):
        returned, reminders = st.columns([676, 376], gap="large")
    with returned, st.container(gap=None):
        draw_papers(page, board)
        draw_returned(page, board)
        draw_deadline(page, board)
        draw_closing(page, board)
    with reminders, st.container(gap=None):
        draw_reminders(page, board)
        draw_links(page, board)
    draw_opening(page)
