"""The pages, by their addresses, and what the menu calls them."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Final

import streamlit as st

from yamato_dx.i18n import text
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.language import FIRST_PAGE

# In the order of the menu; the first is the one that opens.
PAGES: Final = (
    "overview",
    "initiatives",
    "schedule",
    "plan",
    "population",
    "report",
    "history",
    "decisions",
    "data",
    "glossary",
)
# Reached from other pages, not from the menu.
UNLISTED: Final = ("sections", "supplements", "planning")


def pages(lang: str) -> list[st.Page]:
    """For one run: a page notes that it has been run, and other visits run at the same time."""
    return [copy(page) for page in _pages(lang)]


@cache
def _pages(lang: str) -> tuple[st.Page, ...]:
    """Looked up in the file system once."""
    return tuple(
        st.Page(
            ROOT / "pages" / f"{name}.py",
            title=text(f"frame.page.{name}", lang),
            url_path=name,
            default=f"/{name}" == FIRST_PAGE,
            visibility="hidden" if name in UNLISTED else "visible",
        )
        for name in (*PAGES, *UNLISTED)
    )
