"""The pages, by their addresses, and what the menu calls them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

import streamlit as st

from yamato_dx.i18n import text
from yamato_dx.ui.frame.language import FIRST_PAGE
from yamato_dx.web.served import Served

# In the order of the menu; the first is the one that opens.
PAGES: Final = (
    "overview",
    "initiatives",
    "schedule",
    "plan",
    "population",
    "report",
    "history",
    "rounds",
    "decisions",
    "data",
    "glossary",
)
# Reached from other pages, not from the menu.
UNLISTED: Final = ("sections", "supplements", "planning", "neglect")


def pages(lang: str, served: Served) -> list[st.Page]:
    """All of them, in the order of the menu."""
    return [page_of(name, lang, served) for name in (*PAGES, *UNLISTED)]


def page_of(name: str, lang: str, served: Served) -> st.Page:
    return st.Page(
        _shown(name, served),
        title=text(f"frame.page.{name}", lang),
        url_path=name,
        default=f"/{name}" == FIRST_PAGE,
        visibility="hidden" if name in UNLISTED else "visible",
    )


def _shown(name: str, served: Served) -> Callable[[], None]:
    """The framework calls a page without anything."""

    def show() -> None:
        import_module(f"pages.{name}").show(served)

    return show
