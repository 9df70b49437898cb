"""Terms and words explain themselves in place: by mouse, by keyboard, by touch, for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES


def mark(reader: Visit, words: str) -> Locator:
    return reader.main.locator(".ydx-word", has_text=words).first


def opened(reader: Visit) -> Locator:
    return reader.page.locator(".ydx-meaning:popover-open")


def test_by_mouse(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("initiatives", initiative=1)
    mark(reader, "BPR").click()
    expect(opened(reader)).to_contain_text("BPR")
    expect(opened(reader)).to_contain_text(reader.say("glossary.origin.lost", number=7))
    opened(reader).get_by_text("BPR").first.hover()  # what is pointed at stays
    expect(opened(reader)).to_have_count(1)
    assert serious(reader) == []
    mark(reader, "LGWAN").click()  # one at a time
    expect(opened(reader)).to_have_count(1)
    expect(opened(reader)).to_contain_text("LGWAN")
    reader.heading.click()
    expect(opened(reader)).to_have_count(0)


def test_by_keyboard(visit: Visitor, empty: Server) -> None:
    reader = visit(empty, lang="en").open("initiatives", initiative=1)
    found = mark(reader, "BPR")
    found.focus()
    reader.page.keyboard.press("Enter")
    expect(opened(reader)).to_be_visible()
    reader.page.keyboard.press("Tab")
    expect(opened(reader).get_by_role("link")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(opened(reader)).to_have_count(0)
    expect(found).to_be_focused()


def test_the_link_leads_to_the_term(visit: Visitor, empty: Server) -> None:
    reader = visit(empty, lang="en").open("initiatives", initiative=1)
    mark(reader, "BPR").click()
    opened(reader).get_by_role("link").click()
    reader.page.wait_for_url(lambda url: "/glossary?" in url and "lang=en" in url)
    reader.settled()
    asked = reader.main.locator(".ydx-asked-term")
    expect(asked).to_contain_text("BPR")
    assert asked.bounding_box()["y"] < 300  # type: ignore[index]
    expect(reader.main.locator("#term-bpr")).to_have_count(1)


@pytest.mark.parametrize("lang", in_turn(LANGUAGES))
def test_by_touch_on_a_phone(visit: Visitor, sample: Server, lang: str) -> None:
    reader = visit(sample, lang=lang, width=375).open("data")
    # The head of the last explained column, in a table that scrolls sideways.
    reader.main.locator("th .ydx-word").last.click()
    box = opened(reader).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    assert sideways(reader) <= 0
    assert serious(reader) == []
