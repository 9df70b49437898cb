"""計画の概要: why this plan, its principles, period, history, organisation, people."""

import streamlit as st

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.plan.entering import draw_holders_form, draw_links_form
from yamato_dx.ui.plan.story import (
    draw_organisation,
    draw_people,
    draw_principles,
    draw_references,
    draw_story,
    pick_part,
)
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("plan", served)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        headline = st.container(key="headline")
        with st.container(horizontal=True, key="filters"):
            view = page.view()
    with headline:
        page.title("frame.page.plan")
    part = pick_part(page)

    if part == "story":
        draw_story(page, view)
        draw_principles(page, view)
        draw_links_form(page, view)
        page.draw_links([(page.link("planning"), page.say("frame.page.planning"))])
    elif part == "organisation":
        draw_organisation(page, view)
        draw_holders_form(page, view)
    elif part == "people":
        draw_people(page, view)
    else:
        draw_references(page, view)
