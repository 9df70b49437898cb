"""期末評価書 on «期末評価»: a draft before the plan is closed, then what the closing kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.queries.papers.table import paper_choices
from yamato_dx.queries.papers.wish import wish_at
from yamato_dx.ui.papers.downloads import draw_download

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.closing.story import ClosingStory
    from yamato_dx.ui.frame.screen import Screen


def draw_papers(page: Screen, view: View, story: ClosingStory) -> None:
    """Each made only when it is asked for; what was kept is handed out as it is."""
    wish = wish_at(page.record, view, page.lang)
    choices = list(paper_choices(wish, of_end=True))
    notes = [page.say(f"closing.papers.{'kept' if story.is_closed else 'draft'}")]
    if story.is_closed and any(line.later for line in story.lines):
        choices += paper_choices(replace(wish, with_later=True), of_end=True)
        notes.append(page.say("closing.papers.later"))
    page.draw("note", lines=notes)
    with st.container(key="closing-papers"):
        for choice in choices:
            draw_download(page, view, choice, key="closing.paper")
