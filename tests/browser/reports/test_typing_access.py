"""Typing a report is for everybody, at each of its steps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.reports.test_attachments import attach, listed
from tests.browser.reports.test_typing import at, registered
from tests.browser.serving import Server
from tests.browser.visiting import PATIENCE, Visit
from tests.forms import HISTORY, SEND, TYPING
from tests.proving import in_turn

__all__ = ["registered"]

UNITS = {"ja": "件", "en": "issued"}


@pytest.mark.parametrize(("lang", "width"), in_turn([("ja", 1280), ("en", 375)]))
def test_each_step_from_the_section_to_the_receipt(
    visit: Visitor, registered: Server, lang: str, width: int
) -> None:
    reader = visit(registered, lang=lang, width=width)
    desk = at(reader)
    is_for_everybody(reader)

    desk.type("4", "abc", UNITS[lang])
    attach(desk, ("集計.pdf", b"%PDF"), ("空.pdf", b""), ("x" * 300, b"%PDF"))
    expect(listed(reader, 2)).to_be_visible()
    reader.shows("intake.attachment.empty", name="空.pdf")
    is_for_everybody(reader)

    desk.preview()
    reader.shows("reports.typing.refused", count=1)
    is_for_everybody(reader)

    desk.type("4", "640", UNITS[lang])  # below the target: the reason is asked
    expect(reader.field(SEND.by)).to_be_visible(timeout=PATIENCE)
    is_for_everybody(reader)

    number = desk.send().receipt()
    is_for_everybody(reader)
    reader.open("history", batch=number)
    expect(reader.button(HISTORY.buttons["attachment"], number=2)).to_be_visible()
    is_for_everybody(reader)
    is_offered_by_a_draft(visit(registered, lang=lang, width=width), lang)


def is_offered_by_a_draft(reader: Visit, lang: str) -> None:
    at(reader).type("4", "700", UNITS[lang])
    reader.open("report", section="s01")
    expect(reader.button(TYPING.buttons["take_up"])).to_be_visible()
    is_for_everybody(reader)


def is_for_everybody(reader: Visit) -> None:
    reader.settled()
    assert serious(reader) == []
    assert sideways(reader) <= 0
