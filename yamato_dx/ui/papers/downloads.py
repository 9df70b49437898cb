"""«資料を作る»: the papers of a moment, each made only when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.papers.table import paper_choices
from yamato_dx.queries.papers.wish import wish_at
from yamato_dx.ui.frame.downloads import offer_file

# As the menus beside it are called, so that it stands in line with them.
KEY: Final = "save.papers"
OPENED: Final = "opened.save.papers"

if TYPE_CHECKING:
    from yamato_dx.entries.review.meetings import Meeting
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.papers.table import PaperChoice
    from yamato_dx.ui.frame.screen import Screen


def paper_downloads(
    page: Screen, view: View, *, fiscal_year: int | None = None, meeting: Meeting | None = None
) -> None:
    """A menu of every paper. Of a `meeting`: give the view that it saw; what it kept is handed out
    as it is. `fiscal_year`: the one in sight unless told.

    A paper is made in the thread of its download; the button shows that it is under way.
    """
    menu = st.popover(page.say("papers.menu"), key=KEY, on_change="rerun")
    if menu.open:
        st.session_state[OPENED] = True
    # Drawn from its first opening on, as `save_menu` does and for its reason.
    if OPENED not in st.session_state:
        return
    year = FiscalYear(fiscal_year) if fiscal_year else None
    wish = wish_at(page.record, view, page.lang, fiscal_year=year, meeting=meeting)
    with menu:
        page.draw("note", lines=[page.say("papers.menu.note")])
        for choice in paper_choices(wish):
            draw_download(page, view, choice, key="paper")


def draw_download(page: Screen, view: View, choice: PaperChoice, *, key: str) -> None:
    """Made only when it is asked for; what was kept is handed out as it is. `key`: of the place."""
    name = choice.file_name(page.record, view)
    out = HandedOut(choice.label, name, view, kpi_ids=None)
    offer_file(
        page,
        choice.label,
        out,
        partial(choice.handed_out, page.record, view),
        mime=choice.media_type,
        key=f"{key}.{choice.label}",
        is_wide=True,
    )
