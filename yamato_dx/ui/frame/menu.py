"""The pages, by their addresses, what the menu calls them, and who may open them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.i18n import text
from yamato_dx.ui.frame.language import FIRST_PAGE
from yamato_dx.web.served import Served

# What everybody looks at stands in the menu itself, everything else one press away, by whose work
# it is. Here and in each group: in the order of the menu; the very first is the page that opens.
GROUPS: Final = {
    "looking": (
        "overview",
        "initiatives",
        "schedule",
        "plan",
        "population",
        "data",
        "glossary",
    ),
    "reporting": ("report", "history"),
    "progress": ("rounds", "meetings", "changes", "closing", "neglect", "decisions"),
    "administration": (
        "sections",
        "planning",
        "supplements",
        "publication",
        "accounts",
        "audit",
        "status",
    ),
}
PAGES: Final = tuple(name for names in GROUPS.values() for name in names)
# What opening a page takes: of a group, or of a page alone.
_SEEN_BY: Final = {
    "looking": Act.SEE_RESULTS,
    "report": Act.SEE_DESK,
    "history": Act.SEE_REPORTS,
    "progress": Act.SEE_PROGRESS,
    "administration": Act.SEE_REGISTERS,
    "audit": Act.READ_AUDIT,
    "status": Act.READ_STATUS,
    "accounts": Act.GIVE_LINK,
}


def act_of(page_name: str) -> Act:
    """Whoever may not do it may not open the page."""
    return _SEEN_BY.get(page_name) or _SEEN_BY[_group(page_name)]


def pages(lang: str, served: Served, may: Callable[[Act], bool]) -> dict[str, list[st.Page]]:
    """All of them, by what their group is called; «» for those in the menu itself. Those that the
    reader may not open are in no menu, and known, so that their address is answered."""
    return {
        _group_label(group, lang): [
            page_of(name, lang, served, is_shown=may(act_of(name))) for name in names
        ]
        for group, names in GROUPS.items()
    }


def group_of(page_name: str, lang: str) -> str:
    """What the group is called that has the page; «» where it stands in the menu itself."""
    return _group_label(_group(page_name), lang)


def _group(page_name: str) -> str:
    return next(group for group, names in GROUPS.items() if page_name in names)


def _group_label(group: str, lang: str) -> str:
    return "" if group == "looking" else text(f"frame.group.{group}", lang)


def page_of(name: str, lang: str, served: Served, *, is_shown: bool = True) -> st.Page:
    return st.Page(
        _shown(name, served),
        title=text(f"frame.page.{name}", lang),
        url_path=name,
        default=f"/{name}" == FIRST_PAGE,
        visibility="visible" if is_shown else "hidden",
    )


def _shown(name: str, served: Served) -> Callable[[], None]:
    """The framework calls a page without anything. Its script lies in the folder of its group."""

    def show() -> None:
        import_module(f"pages.{_group(name)}.{name}").show(served)

    return show
