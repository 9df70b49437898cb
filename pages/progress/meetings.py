"""会議: what is decided today, what came of the last one, what each of them saw."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.meetings.follow_ups import draw_follow_ups
from yamato_dx.ui.meetings.minutes import draw_minutes
from yamato_dx.ui.meetings.picking import (
    draw_facts,
    draw_first,
    draw_headline,
    draw_made,
    pick_meeting,
)
from yamato_dx.ui.meetings.points import draw_points
from yamato_dx.ui.meetings.preparing import draw_preparing
from yamato_dx.ui.meetings.seen import draw_seen
from yamato_dx.ui.meetings.taking_back import draw_taking_back
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("meetings", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            held = pick_meeting(page)
    if held is None:
        with headline:
            draw_first(page)
        draw_made(page)
        draw_preparing(page)
        draw_follow_ups(page)
        return

    with headline:
        draw_headline(page, held)
    draw_made(page)
    draw_facts(page, held)
    draw_points(page, held)
    draw_follow_ups(page, held)
    draw_seen(page, held)
    draw_minutes(page, held)
    draw_taking_back(page, held)
