"""答弁用の事実, to copy, on «取組事項»; 引継書 on «担当課の登録»."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.queries.publishing.facts import initiative_facts, kpi_facts
from yamato_dx.queries.publishing.papers import PublicPaperWish, make_paper, paper_name
from yamato_dx.queries.reports.owed import sections_on
from yamato_dx.ui.frame.downloads import offer_file
from yamato_dx.ui.frame.filters import choose

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.kpis.initiatives import InitiativeStory
    from yamato_dx.ui.frame.screen import Screen

WHOLE: Final = "all"
HANDOVER: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}


def draw_facts(page: Screen, view: View, story: InitiativeStory) -> None:
    """Of one KPI of the initiative, or of all of it."""
    with st.expander(page.say("publishing.facts.open"), on_change="rerun") as box:
        if not box.open:
            return
        page.draw("note", lines=[page.say("publishing.facts.note")])
        kpis = {
            kpi.kpi.kpi_id: f"{kpi.kpi.kpi_no} {kpi.kpi.short_name.in_language(page.lang)}"
            for kpi in story.kpis
        }
        chosen = WHOLE
        if len(kpis) > 1:
            names = {WHOLE: page.say("publishing.facts.whole")} | kpis
            chosen = choose("facts", page.say("publishing.facts.about"), names, WHOLE)
        number = story.initiative.initiative_no
        if chosen == WHOLE:
            text = initiative_facts(page.record, view, number, page.lang)
        else:
            text = kpi_facts(page.record, view, chosen, page.lang)
        st.code(text, language=None, wrap_lines=True)


def draw_handover(page: Screen, view: View) -> None:
    """One section's 引継書, once a section is registered."""
    names = {
        section.section_id: section.name.in_language(page.lang)
        for section in sections_on(page.record, view)
    }
    if not names:
        return
    page.section_head(page.say("publishing.handover"), page.say("publishing.handover.note"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="handover"):
        chosen = choose("handover", page.say("publishing.handover.section"), names)
        wish = PublicPaperWish(page.lang, chosen)
        for ending, media_type in HANDOVER.items():
            name = paper_name("handover", f"_{names[chosen]}{ending}", view, page.lang)
            label = page.say(f"publishing.handover.button{ending}")
            made = partial(make_paper, page.record, view, ("handover", ending), wish)
            offer_file(
                page,
                label,
                HandedOut(label, name, view, kpi_ids=None),
                made,
                mime=media_type,
                key=f"publishing.handover{ending}",
            )
