"""全体スケジュール, 計画の概要, 用語・出典: read, filtered, searched, filled in, taken away."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server
from tests.forms import DOWNLOAD
from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES

PLACES: Final = (
    ("schedule", {}),
    ("schedule", {"show": "list"}),
    ("plan", {}),
    ("plan", {"part": "organisation"}),
    ("plan", {"part": "people"}),
    ("plan", {"part": "references"}),
    ("glossary", {}),
)
STATES: Final = ("empty", "sample", "minato")
# Languages and widths in turn, so that each place is seen in both.
SCREENS: Final = [
    (name, query, state, LANGUAGES[(place + number) % 2], (1280, 375)[(place + number // 2) % 2])
    for (place, (name, query)), (number, state) in product(enumerate(PLACES), enumerate(STATES))
]


@pytest.mark.parametrize(
    ("name", "query", "state", "lang", "width"), in_turn(SCREENS, lambda screen: screen[0])
)
def test_place(
    request: pytest.FixtureRequest,
    visit: Visitor,
    name: str,
    query: dict[str, str],
    state: str,
    lang: str,
    width: int,
) -> None:
    server: Server = request.getfixturevalue(state)
    reader = visit(server, lang=lang, width=width).open(name, **query)
    expect(reader.heading).to_have_count(1)
    expect(reader.heading).to_have_text(reader.say(f"frame.page.{name}"))
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)
    assert sideways(reader) <= 0
    assert serious(reader) == []


@pytest.mark.parametrize("name", in_turn(["schedule", "plan", "glossary"]))
def test_small_screens(visit: Visitor, empty: Server, name: str) -> None:
    assert sideways(visit(empty, width=320).open(name)) <= 0


def test_the_schedule_is_taken_away_as_filtered(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("schedule", initiative=5)
    content = reader.saved_from("schedule", DOWNLOAD.buttons["table"], "frame.download.csv")
    rows = content.decode("utf-8-sig").splitlines()
    assert sum("w5_" in row for row in rows) == 3
    assert not any("w4_" in row for row in rows)


def test_a_box_opens_and_closes_at_once(visit: Visitor, empty: Server) -> None:
    """Nothing moves under the pointer meanwhile: a press that ends elsewhere is lost."""
    reader = visit(empty).open("plan")
    box = reader.main.locator(".stExpander details")
    cut_off, closed = box.evaluate(
        """async box => {
          const frame = () => new Promise(requestAnimationFrame);
          const [head, content] = box.children;
          const bottom = one => one.getBoundingClientRect().bottom;
          head.click();
          let most = 0;
          for (let n = 0; n < 30; n++) {
            await frame();
            most = Math.max(most, bottom(content) - bottom(box));
          }
          head.click();
          await frame(); await frame();
          return [most, bottom(box) - bottom(head)];
        }"""
    )
    assert cut_off <= 1
    assert closed <= 2
