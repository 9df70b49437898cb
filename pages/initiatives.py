"""取組事項: for one initiative, targets and actuals by year, why, who, what work is under way."""

import streamlit as st

from yamato_dx.ui.initiative_view import (
    draw_below,
    draw_head,
    draw_kpi,
    draw_plan_side,
    pick_initiative,
    wanted_kpis,
)
from yamato_dx.ui.screen import Screen

page = Screen("initiatives")
with st.container(horizontal=True, vertical_alignment="center", key="head"):
    picker = st.container(key="pick-initiative")
    with st.container(horizontal=True, key="filters"):
        year = page.fiscal_year()
        wanted = wanted_kpis(page, year)
        view = page.view()

with picker:
    story = pick_initiative(page, view, wanted, year)
if story is None:
    page.message(page.say("ui.initiative.no_match"))
    st.stop()

draw_head(page, story)
if len(story.kpis) == 1:
    charts, beside = st.columns([792, 376], gap="large")
    with charts:
        draw_kpi(page, view, story, story.kpis[0])
    with beside:
        draw_plan_side(page, view, story)
else:
    for pair in (story.kpis[place : place + 2] for place in range(0, len(story.kpis), 2)):
        for column, kpi in zip(st.columns(2, gap="large"), pair, strict=False):
            with column:
                draw_kpi(page, view, story, kpi)
    draw_plan_side(page, view, story, in_columns=True)
draw_below(page, view, story)
