"""A file whose headings are not understood is mended on the page and sent, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.forms import READING, SEND
from tests.office_tables import A_YEAR_LATER, MISREAD, book
from yamato_dx.queries.reports.readings.read_as import Saying, place_words, saying_words


def pick(reader: Visit, field: str, words: str) -> None:
    """Typed until one option is left, then Enter."""
    box = reader.main.get_by_role("combobox", name=reader.say(READING.fields[field]))
    expect(reader.options_by_typing(box, words).first).to_contain_text(words)
    reader.page.keyboard.press("Enter")
    reader.rested()


def correct(reader: Visit, place: str, says: str) -> None:
    pick(reader, "where", place_words(place, reader.lang))
    pick(reader, "what", saying_words(Saying(says), reader.lang))
    reader.page.keyboard.press("Tab")
    expect(reader.button(READING.buttons["apply"])).to_be_focused()
    reader.page.keyboard.press("Enter")
    reader.rested()


@pytest.mark.prove
@pytest.mark.parametrize(("lang", "width"), [("ja", 1280), ("en", 375)])
def test_a_misread_file_is_mended_by_keyboard_and_sent(
    visit: Visitor, desk: Server, lang: str, width: int
) -> None:
    reader = visit(desk, lang=lang, width=width)
    reader.open("report", way="file").upload(book({"報告": MISREAD}), "報告.xlsx")
    reader.shows("readings.no_table")
    is_for_everybody(reader)
    correct(reader, "3", "header")
    correct(reader, "A", "label:kpi_no")
    correct(reader, "D", "role:actual")
    reader.shows("reports.sending.ready", new=2, changed=0, unchanged=0)
    is_for_everybody(reader)
    reader.field(SEND.by).focus()
    reader.page.keyboard.type("窓口係")
    reader.page.keyboard.press("Enter")
    assert reader.sent_number()

    # Next year's file of the form needs no hand.
    reader.open("report", way="file").upload(book({"報告": A_YEAR_LATER}), "報告_r7.xlsx")
    reader.shows("reports.sending.ready", new=2, changed=0, unchanged=0)
    expect(reader.button(READING.buttons["forget"])).to_be_visible()
    is_for_everybody(reader)


def is_for_everybody(reader: Visit) -> None:
    reader.settled()
    assert serious(reader) == []
    assert sideways(reader) <= 0
