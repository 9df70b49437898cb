"""The frame around every page: navigation, brand, language, sample strip."""

from __future__ import annotations

from functools import partial

import streamlit as st

from yamato_dx.acts.permissions import may
from yamato_dx.ui.frame.arrival import note_page
from yamato_dx.ui.frame.asked_view import keep_plan, plan_in_sight
from yamato_dx.ui.frame.chrome import chrome
from yamato_dx.ui.frame.language import current_language, keep_language
from yamato_dx.ui.frame.menu import PAGES, pages
from yamato_dx.ui.frame.screen import actor_here
from yamato_dx.ui.plan.first_plan import draw_first_plan
from yamato_dx.web.served import Served


def draw_dashboard(served: Served) -> None:
    lang = current_language()
    if served.awaiting:
        draw_first_plan(lang, served)
        return
    current = st.navigation(pages(lang, served, partial(may, actor_here())), position="top")
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    name = current.url_path or PAGES[0]
    note_page(name)
    keep_language(lang)
    plans = served.plans_in_effect(lang)
    keep_plan(plan_in_sight(plans), plans[0].plan_id)
    with chrome(lang, name, served):
        current.run()
