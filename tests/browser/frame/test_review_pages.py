"""会議, 前回から, 期末評価, 公表 and what they leave on other pages, with much on them and with
nothing: for readers of every kind, on a narrow screen, and by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_keyboard import tab_to
from tests.browser.frame.test_pages import serious
from tests.browser.frame.test_widths import unread
from tests.browser.serving import Server, served
from tests.browser.visiting import Visit
from tests.forms import MEETING_POINTS
from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES

# What is opened, and how: forms unfolded, a moment that a meeting saw.
FILLED: Final[tuple[tuple[str, dict[str, object]], ...]] = (
    ("meetings", {}),
    ("meetings", {"meeting": "prepare"}),
    ("changes", {}),
    ("closing", {}),
    ("closing", {"write": "carry"}),
    ("closing", {"write": "effect"}),
    ("closing", {"write": "opinion"}),
    ("publication", {}),
    ("initiatives", {"initiative": 1}),
    ("overview", {"as_of": "meeting:2026-1"}),
)
EMPTY: Final = ("meetings", "changes", "closing", "publication")
CASES: Final = [
    *(("sample", page, query, lang) for page, query in FILLED for lang in LANGUAGES),
    *(("empty", page, {}, lang) for page in EMPTY for lang in LANGUAGES),
]


@pytest.mark.parametrize(
    ("state", "page", "query", "lang"), in_turn(CASES, lambda case: (case[1], case[2]))
)
def test_wide_and_narrow_it_can_be_read_by_everybody(
    request: pytest.FixtureRequest,
    visit: Visitor,
    state: str,
    page: str,
    query: dict[str, object],
    lang: str,
) -> None:
    server: Server = request.getfixturevalue(state)
    reader = visit(server, lang=lang).open("" if page == "overview" else page, **query)
    found: dict[str, list[str]] = {}
    for width in (1280, 320):
        reader.page.set_viewport_size({"width": width, "height": 800})
        reader.rested()
        found[f"{width} px"] = [*unread(reader), *serious(reader)]
    assert {at: told for at, told in found.items() if told} == {}


@pytest.mark.prove
def test_a_decision_is_recorded_without_a_mouse(visit: Visitor, tmp_path: Path) -> None:
    """Of the sample's third point, of which nothing is recorded yet."""
    with served(tmp_path / "record.duckdb", "--sample") as server:
        reader = visit(server).open("meetings")
        keyboard = reader.page.keyboard
        tab_to(reader, reader.say(MEETING_POINTS.by))
        keyboard.type("企画政策課")
        to_point(reader, 3)
        keyboard.press("Space")
        keyboard.press("Tab")
        keyboard.type("標準仕様のある20業務とする")
        tab_to(reader, reader.say(MEETING_POINTS.button, number=3))
        keyboard.press("Enter")
        recorded = reader.main.get_by_text("標準仕様のある20業務とする").first
        expect(recorded).to_be_visible()
        expect(reader.button(MEETING_POINTS.buttons["correct"], number=3)).to_have_count(0)


def to_point(reader: Visit, number: int) -> None:
    """Tab to the choice of what was decided of a point: the first one in its box."""
    box = reader.page.locator(f".st-key-meeting-point-{number}").get_by_role("radio").first
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach the choices of point {number}")
