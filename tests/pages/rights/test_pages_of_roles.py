"""Every page × every role: what is in the menu, and what an address answers all the same."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any, Final

import pytest
import streamlit as st

from tests.pages.conftest import Visitor
from tests.pages.rights.readers import SignIn, account, link
from tests.pages.visiting import Visit
from yamato_dx.acts.actor import Actor, ActorRole, SignedIn
from yamato_dx.acts.permissions import may
from yamato_dx.i18n import text
from yamato_dx.ui.frame.menu import GROUPS, PAGES, pages
from yamato_dx.web.served import Served

LOOKING: Final = set(GROUPS["looking"])
REPORTING: Final = set(GROUPS["reporting"])
OF_WHOEVER_RUNS_IT: Final = {"audit", "status"}
# role → whoever has it, the pages that it may open
ROLES: Final[dict[str, tuple[SignedIn, AbstractSet[str]]]] = {
    "reader": (account(ActorRole.READER), LOOKING),
    "section": (account(ActorRole.SECTION, "s01"), LOOKING | REPORTING),
    "link": (link("s01", "2025-1"), {"report"}),
    "office": (account(ActorRole.OFFICE), set(PAGES) - OF_WHOEVER_RUNS_IT),
    "administrator": (account(ActorRole.ADMINISTRATOR), set(PAGES)),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_has_what_the_role_may_open(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by, opened = ROLES[role]
    actor = Actor.signed_in(by, None)
    monkeypatch.setattr(st, "Page", lambda _show, **told: told)
    menu: Any = pages("ja", Served(), partial(may, actor))
    shown = {
        page["url_path"]: page["visibility"] for of_group in menu.values() for page in of_group
    }
    assert shown == {name: "visible" if name in opened else "hidden" for name in PAGES}


@pytest.mark.parametrize("role", ["reader", "section", "link"])
def test_an_address_of_another_page_is_answered_with_one_sentence(
    visit: Visitor, sign_in: SignIn, role: str
) -> None:
    by, opened = ROLES[role]
    sign_in(by)
    for name in sorted(set(PAGES) - opened):
        reader = visit("sample").open(name)
        assert reader.heading == page_title(name)
        assert reader.shows("rights.page.refused", page=page_title(name))
        assert not reader.app.button
        assert not reader.app.get("download_button")
        assert reader.tables == {}
        assert link_words(reader) == {page_title(page) for page in opened}


def page_title(name: str) -> str:
    return text(f"frame.page.{name}", "ja")


def link_words(reader: Visit) -> set[str]:
    (links,) = reader.html.all("p", "ydx-links")
    return {link.words() for link in links.all("a")}


@pytest.mark.parametrize("role", ["reader", "section"])
def test_a_page_offers_nothing_that_its_reader_may_not_do(
    visit: Visitor, sign_in: SignIn, role: str
) -> None:
    """Of a section's own, its own: it owns nothing of the pages that are looked at here."""
    sign_in(account(ActorRole(role), *(["s99"] if role == "section" else [])))
    for name in GROUPS["looking"]:
        reader = visit("sample").open(name)
        assert not reader.shows("rights.page.refused", page=page_title(name))
        assert not [button for button in reader.app.button if button.proto.is_form_submitter]
        assert not reader.app.file_uploader


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_record_leads_a_reader_to_no_form(
    visit: Visitor, sign_in: SignIn, lang: str
) -> None:
    sign_in(account(ActorRole.READER))
    reader = visit("empty", lang).open("overview")
    assert reader.shows("kpis.overview.waiting")
    assert not reader.shows("kpis.overview.first.note")
    assert not reader.app.button
    links = {link.attributes["href"].partition("?")[0] for link in reader.html.all("a")}
    assert not links & {f"/{name}" for name in set(PAGES) - LOOKING}
    sign_in(account(ActorRole.SECTION, "s01"))
    reader = visit("empty", lang).open("overview").press("kpis.overview.waiting.report")
    assert reader.page_name == "report"
