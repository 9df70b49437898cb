"""Charts answer: by mouse, finger and keyboard, in both languages and at every width."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.proving import in_turn
from yamato_dx.output.charts.marks import LEAST

ONLINE = {"initiative": 4, "year": 2025}
KPI = "convenience_store_certificates"
SCREENS = [
    ("initiatives", ONLINE, "ja", 1280),
    ("initiatives", ONLINE, "ja", 1920),
    ("initiatives", ONLINE, "en", 768),
    ("initiatives", ONLINE, "en", 375),
    ("initiatives", ONLINE, "ja", 320),
    ("initiatives", {"initiative": 8, "year": 2025}, "en", 1280),
    ("initiatives", ONLINE | {f"chart.{KPI}": "by_month"}, "ja", 320),
    ("initiatives", ONLINE | {f"chart.{KPI}": "by_month"}, "en", 1280),
    ("population", {}, "ja", 1280),
    ("population", {}, "en", 320),
    ("population", {"measure": "share"}, "ja", 768),
]


def marks(visit: Visit) -> Locator:
    return visit.main.locator(".ydx-mark .mark").filter(visible=True)


def open_cards(visit: Visit) -> Locator:
    return visit.main.locator(".ydx-mark .card").filter(visible=True)


def box(element: Locator) -> dict[str, float]:
    found = element.bounding_box()
    assert found, "it is not drawn"
    return dict(found)


# The plot as Vega drew it, and the list that is laid over it, by their edges on the screen.
PLOTS = """() => {
  const edges = ({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (selector) => all(selector).filter(one => one.offsetParent);
  const plots = shown('[data-testid=stVegaLiteChart]').map(
    chart => chart.querySelector('.root > g > path.background').getBoundingClientRect());
  return [plots.map(edges), shown('.ydx-marks').map(one => edges(one.getBoundingClientRect()))];
}"""


@pytest.mark.parametrize(("name", "query", "lang", "width"), in_turn(SCREENS, lambda s: s[0]))
def test_marks_lie_over_what_they_answer_for(
    visit: Visitor, sample: Server, name: str, query: dict[str, Any], lang: str, width: int
) -> None:
    reader = visit(sample, lang=lang, width=width).open(name, **query)
    plots, lists = reader.page.evaluate(PLOTS)
    assert len(plots) == len(lists) > 0
    for plot, laid_over in zip(plots, lists, strict=True):
        assert laid_over == pytest.approx(plot, abs=2), (plot, laid_over)
    sizes = [box(mark) for mark in marks(reader).all()]
    assert min(min(size["width"], size["height"]) for size in sizes) >= LEAST


@pytest.mark.parametrize(("query", "bars"), in_turn([({f"chart.{KPI}": "by_month"}, 12), ({}, 3)]))
def test_the_ring_is_around_its_bar(
    visit: Visitor, sample: Server, query: dict[str, str], bars: int
) -> None:
    reader = visit(sample).open("initiatives", **ONLINE, **query)
    drawn = reader.page.locator(".mark-rect path").filter(visible=True)
    tall = [path for path in drawn.all() if box(path)["height"] > 20]
    assert len(tall) == bars
    for path, mark in zip(tall[::-1], marks(reader).all()[::-1], strict=False):
        mark.focus()
        bar, ring = box(path), box(reader.page.locator(".ydx-mark:focus-within .ring"))
        assert ring["x"] < bar["x"] < bar["x"] + bar["width"] < ring["x"] + ring["width"]
        assert ring["y"] <= bar["y"] + 2
        foot = bar["y"] + bar["height"]
        assert foot <= ring["y"] + ring["height"] <= foot + 8


def test_resting_on_a_mark_tells_and_the_card_can_be_rested_on(
    visit: Visitor, sample: Server
) -> None:
    reader = visit(sample).open("initiatives", **ONLINE)
    expect(open_cards(reader)).to_have_count(0)
    marks(reader).nth(2).hover()
    card = open_cards(reader)
    expect(card).to_have_count(1)
    for words in ("令和6年度", "640件", "600件以上", "40件 上回る", "+328件", "R6年度計", "達成"):
        expect(card).to_contain_text(words)
    at = box(card)
    mark = box(marks(reader).nth(2))
    y = max(at["y"], mark["y"]) + 10
    for x in (mark["x"] + mark["width"] / 2, at["x"] + at["width"] / 2, at["x"] + 20):
        reader.page.mouse.move(x, y, steps=8)
        expect(card).to_contain_text("令和6年度")
    card.get_by_role("link", name="R8-").click()
    expect(reader.page).to_have_url(re.compile("/history"))


def test_the_keyboard_opens_closes_and_stays(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("initiatives", **ONLINE)
    reader.main.locator("[class*=st-key-filter-chart] button").last.focus()
    reader.page.keyboard.press("Tab")
    focused = reader.page.locator(":focus")
    expect(focused).to_have_accessible_name("令和4年度を選ぶ")
    expect(open_cards(reader)).to_contain_text("令和4年度")
    reader.page.keyboard.press("Escape")
    expect(open_cards(reader)).to_have_count(0)
    expect(focused).to_have_accessible_name("令和4年度を選ぶ")
    reader.page.keyboard.press("Tab")
    expect(focused).to_have_accessible_name("令和5年度を選ぶ")
    expect(focused).to_have_accessible_description(re.compile("312件.*300件以上.*12件 上回る"))
    reader.page.keyboard.press("Tab")  # into the card: 報告番号
    expect(open_cards(reader)).to_contain_text("令和5年度")
    reader.page.keyboard.press("Escape")
    expect(focused).to_have_accessible_name("令和5年度を選ぶ")


def test_a_year_pressed_is_chosen_and_the_reader_stays_at_it(
    visit: Visitor, sample: Server
) -> None:
    reader = visit(sample).open("initiatives", **ONLINE)
    reader.page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 150)")
    marks(reader).nth(1).focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile(r"initiatives\?initiative=4&year=2023$"))
    reader.settled()
    expect(reader.filter("year").get_by_role("combobox")).to_have_value("令和5年度")
    focused = reader.page.locator(":focus")
    expect(focused).to_have_accessible_name("令和5年度を選ぶ")
    expect(focused).to_have_attribute("aria-current", "true")
    assert reader.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") > 0
    marks(reader).nth(2).click()
    expect(reader.page).to_have_url(re.compile("year=2024$"))


def test_a_mouse_and_the_keyboard_open_one_card_at_a_time(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("initiatives", **ONLINE)
    marks(reader).nth(0).hover()
    marks(reader).nth(3).focus()
    expect(open_cards(reader)).to_have_count(1)
    expect(open_cards(reader)).to_contain_text("令和7年度")
    marks(reader).nth(1).hover()
    expect(open_cards(reader)).to_have_count(1)
    expect(open_cards(reader)).to_contain_text("令和5年度")


def tap(visit: Visit, element: Locator) -> None:
    at = box(element)
    point = {"x": at["x"] + at["width"] / 2, "y": at["y"] + at["height"] / 2}
    hand = visit.page.context.new_cdp_session(visit.page)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    hand.detach()


@pytest.mark.parametrize("width", in_turn([320, 375]))
def test_a_finger_asks_first_and_chooses_then(visit: Visitor, sample: Server, width: int) -> None:
    reader = visit(sample, width=width).open("initiatives", **ONLINE)
    second = marks(reader).nth(1)
    second.scroll_into_view_if_needed()
    tap(reader, second)
    card = open_cards(reader)
    expect(card).to_contain_text("令和6年度")
    expect(reader.page).to_have_url(re.compile("year=2025$"))
    at = box(card)
    assert at["x"] >= 0
    assert at["x"] + at["width"] <= width
    assert at["y"] >= 60 or at["y"] > box(second)["y"], "above the screen"
    tap(reader, second)
    expect(reader.page).to_have_url(re.compile("year=2024$"))


def test_cards_cover_no_other_figure(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("initiatives", **ONLINE)
    texts = reader.page.locator(".mark-text text").filter(visible=True)
    words = [text for text in texts.all() if re.search(r"\d", text.inner_html())]
    assert len(words) > 8
    boxes = [box(text) for text in words]
    for mark in marks(reader).all():
        mark.focus()
        card = box(open_cards(reader))
        for text in boxes:
            is_beside = (
                text["x"] + text["width"] <= card["x"] + 1
                or card["x"] + card["width"] <= text["x"] + 1
            )
            is_apart = (
                text["y"] + text["height"] <= card["y"] + 1
                or card["y"] + card["height"] <= text["y"] + 3
            )
            assert is_beside or is_apart, (card, text)


COVERS = """() => {
  const card = document.querySelector('.ydx-mark:focus-within .card').getBoundingClientRect();
  const meets = ({ left, right, top, bottom }) => left < card.right - 1 && card.left + 1 < right
    && top < card.bottom - 1 && card.top + 1 < bottom;
  const mark = document.querySelector('.ydx-mark:focus-within');
  const shown = [...mark.closest("[class*='st-key-chart-']").querySelectorAll("h2, h3")];
  return [
    ...shown.filter(one => meets(one.getBoundingClientRect())).map(one => one.innerText),
    ...(meets(document.querySelector('.ydx-mark:focus-within .ring').getBoundingClientRect())
      ? ['its mark'] : []),
  ];
}"""


@pytest.mark.parametrize(
    ("name", "query", "lang", "width"), in_turn(SCREENS, lambda screen: screen[0])
)
def test_a_card_covers_neither_its_charts_heading_nor_its_mark(
    visit: Visitor, sample: Server, name: str, query: dict[str, Any], lang: str, width: int
) -> None:
    """On a screen that has room below the chart."""
    reader = visit(sample, lang=lang, width=width).open(name, **query)
    reader.page.set_viewport_size({"width": width, "height": 4000})
    reader.rested()
    found = {}
    for mark in marks(reader).all()[:8]:
        mark.focus()
        found[mark.inner_text()] = reader.page.evaluate(COVERS)
    assert {at: covered for at, covered in found.items() if covered} == {}


def test_a_bar_of_the_schedule_tells_what_when_and_how_far(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("schedule")
    bar = marks(reader).nth(1)
    expect(bar).to_have_accessible_name("業務量調査及びBPRの実施")
    bar.hover()
    for words in ("完了", "計画 R6", "2024年4月〜2025年2月", "R8-0004"):
        expect(open_cards(reader)).to_contain_text(words)
    reader.page.keyboard.press("Escape")
    expect(open_cards(reader)).to_have_count(0)
    assert min(box(mark)["height"] for mark in marks(reader).all()) >= LEAST


def test_the_population_tells_all_series_of_a_year(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("population")
    reader.main.get_by_role("button", name="2020年10月1日").first.hover()
    for words in ("13,503人 国勢調査（確定）", "13,503人 社人研 2023年推計", "SSDSE-A-2025"):
        expect(open_cards(reader)).to_contain_text(words)
    reader.main.get_by_role("button", name=re.compile("50.54歳")).focus()
    expect(open_cards(reader)).to_have_count(1)
    expect(open_cards(reader)).to_contain_text("1980年 国勢調査 男")
