"""An empty start: there is no plan yet. Take the empty form, or load a filled one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.ui.frame.chrome import draw_languages
from yamato_dx.ui.frame.outcome import draw_outcome
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.plan import loading as plan_loading
from yamato_dx.ui.plan.faults import draw_explanations, draw_faults, draw_notes
from yamato_dx.ui.plan.loading_view import draw_loader, draw_workbooks, file_box
from yamato_dx.web.served import Served


def draw_first_plan(lang: str, served: Served) -> None:
    """The only page until there is a plan; then the next run draws the dashboard."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    page = Screen("planning", served)
    draw_languages(lang, served)
    page.title("plan.loading.first.title", "plan.loading.first.lead")
    draw_outcome(page)
    draw_workbooks(page, ())
    upload = file_box(page, Act.BEGIN_PLAN)
    if upload is None:
        return
    offer = plan_loading.offer_of(page, upload)
    if offer.faults:
        draw_faults(page, offer.faults, upload.name)
        draw_explanations(page, offer.faults)
        return
    draw_notes(page, offer.notes)
    plan = offer.plans[-1]
    years = [i18n.fiscal_year(year, lang) for year in (plan.first_year, plan.last_year)]
    page.message(
        page.say(
            "plan.loading.first.found",
            municipality=plan.municipality.name.in_language(lang),
            first=years[0],
            last=years[1],
            initiatives=len(plan.initiatives),
            kpis=len(plan.kpis),
        ),
        big=page.say(
            "plan.loading.first.ready",
            title=plan.title.in_language(lang),
            version=plan.plan_version,
        ),
    )
    draw_loader(page, partial(plan_loading.take_first, page, offer))
