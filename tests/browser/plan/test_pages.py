"""全体スケジュール, 計画の概要, 用語・出典: read, filtered, searched, filled in, taken away."""

from __future__ import annotations

from itertools import product
from typing import Final
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server
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
    ("name", "query", "state", "lang", "width"), in_turn(SCREENS, lambda screen: screen[:2])
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


def test_the_schedule_draws_no_year_that_nothing_proves(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("schedule")
    table = reader.table("schedule.caption")
    expect(table.locator("tbody .track i.arrow")).to_have_count(11)
    expect(table.locator("tbody .track i.copied")).to_have_count(0)
    expect(table.get_by_text(reader.say("schedule.plan.unknown"))).to_have_count(21)
    assert "未着手" not in table.inner_text()


def test_a_filter_stands_in_the_address_and_can_be_sent(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("schedule", initiative=3, show="list")
    assert len(reader.rows(reader.table("schedule.caption.list"))) == 3  # 2 and a commitment
    reader.choose("status", reader.say("schedule.status.done"), "done")
    reader.shows("schedule.no_match")
    assert parse_qs(reader.query) == {"initiative": ["3"], "show": ["list"], "status": ["done"]}


def test_the_schedule_is_taken_away_as_filtered(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("schedule", initiative=5)
    content = reader.saved_from("schedule", "frame.download.table", "frame.download.csv")
    rows = content.decode("utf-8-sig").splitlines()
    assert sum("w5_" in row for row in rows) == 3
    assert not any("w4_" in row for row in rows)


def test_links_and_names_are_entered_on_the_page(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("plan")
    reader.main.get_by_text(reader.say("plan.page.links.open")).click()
    choices = reader.main.get_by_test_id("stButtonGroup").filter(has_text="9")
    expect(choices).to_have_count(6)  # one group of initiatives per principle
    choices.first.get_by_role("button", name="4", exact=True).click()
    reader.field("plan.page.by").fill("企画係")
    reader.button("plan.page.links.save").click()
    reader.shows("plan.page.saved", number=1)
    expect(reader.main.locator(".ydx-principles li").first.get_by_role("link")).to_have_count(1)
    reader.open("plan", part="organisation")
    reader.main.get_by_text(reader.say("plan.page.holders.open")).click()
    cio = reader.main.get_by_role(
        "textbox", name=reader.say("plan.page.holders.name", role="CIO"), exact=True
    )
    cio.fill("山田 太郎")
    reader.button("plan.page.holders.save").click()
    reader.shows("plan.page.by_missing")
    reader.rested()  # the form is drawn anew with it
    cio.fill("山田 太郎")
    reader.field("plan.page.by").fill("企画係")
    reader.button("plan.page.holders.save").click()
    reader.shows("plan.page.holder", holder="山田 太郎")


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


def test_a_word_is_found_and_the_search_can_be_sent(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("glossary")
    box = reader.main.get_by_role("textbox", name=reader.say("glossary.search"))
    box.fill("ＢＰＲ")
    box.press("Enter")
    reader.page.wait_for_url(lambda url: "q=" in url)
    reader.settled()
    expect(reader.main.locator(".ydx-terms").first.locator("dt")).to_have_text(["BPR"])
    again = visit(empty).open("glossary", q="ＢＰＲ")
    expect(again.main.locator(".ydx-terms").first.locator("dt")).to_have_text(["BPR"])


def test_another_town_is_shown_no_figures_of_this_one(visit: Visitor, minato: Server) -> None:
    reader = visit(minato).open("plan", part="references")
    reader.shows("plan.page.reference.none")
    assert "山都" not in reader.words()
