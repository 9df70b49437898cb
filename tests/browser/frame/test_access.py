"""What axe does not see of a page: where the focus is, room at 400 % and for letters set wider, and
the size of what is pressed (WCAG 2.2, 1.4.10, 1.4.12, 2.4.7, 2.4.11, 2.5.8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_widths import unread
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.forms import DOWNLOAD
from tests.proving import in_turn
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.menu import PAGES

FOCUS: Final = (ROOT / "tests" / "browser" / "focus.js").read_text(encoding="utf-8")
TARGETS: Final = (ROOT / "tests" / "browser" / "targets.js").read_text(encoding="utf-8")
# 1280×1024 at 400 %: a quarter of each, four dots of the screen for one of ours.
ZOOMED: Final = {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False}
WINDOWS: Final = ((1280, 800), (375, 812), (320, 256))
# As in WCAG 1.4.12; a reader's own style sheet.
SPACED: Final = """
*, *::before, *::after {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
# The part of the window's height under what stays where it is while the page scrolls.
STAYING: Final = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const stays = one => ['fixed', 'sticky'].includes(getComputedStyle(one).position);
  const over = (x, y) => {
    for (let box = document.elementFromPoint(x, y); box && box !== main; box = box.parentElement)
      if (stays(box)) return true;
    return false;
  };
  main.scrollTop = main.scrollHeight / 2;
  const rows = [...Array(innerHeight).keys()];
  const covered = rows.filter(y => [.1, .3, .5, .7, .9].some(x => over(innerWidth * x, y)));
  main.scrollTop = 0;
  return covered.length / innerHeight;
}"""
# What can be reached by Tab, and was not; of a group of choices the arrows reach the others.
UNREACHED: Final = """() => {
  const stops = 'a[href], button:not([role=radio], [role=toolbar] *), input:not([type=radio]), '
    + 'select, textarea, summary';
  const isStop = one => one.tabIndex >= 0 && !one.disabled && !one.closest('[inert]')
    && one.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(stops)]
    .filter(one => isStop(one) && !window.walkOfFocus.reached.has(one))
    .map(one => one.outerHTML.slice(0, 200));
}"""
STEPS: Final = 400


def at_first(reader: Visit, name: str) -> Visit:
    return reader.open("" if name == PAGES[0] else name)


def resized(reader: Visit, width: int, height: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": height})
    reader.rested()


@contextmanager
def zoomed(reader: Visit) -> Iterator[None]:
    screen = reader.page.context.new_cdp_session(reader.page)
    screen.send("Emulation.setDeviceMetricsOverride", ZOOMED)
    reader.rested()
    yield
    screen.detach()


def walked(reader: Visit, key: str) -> list[str]:
    """What is wrong with the stops from one end of the page to the other."""
    faults: list[str] = []
    stops = 0
    for _ in range(STEPS):
        reader.page.keyboard.press(key)
        stop: dict[str, Any] = reader.page.evaluate(FOCUS)
        faults += stop["faults"]
        if stop["name"] is not None:
            stops += 1
        elif stops:
            return faults
    raise AssertionError(f"{key} finds no end: {faults}")


@pytest.mark.parametrize("name", in_turn(PAGES))
def test_each_stop_of_tab_is_seen_and_shown(visit: Visitor, sample: Server, name: str) -> None:
    reader = at_first(visit(sample), name)
    faults: dict[str, list[str]] = {}
    for width, height in WINDOWS:
        resized(reader, width, height)
        for key in ("Tab", "Shift+Tab"):
            faults[f"{key}, {width}×{height}"] = walked(reader, key)
        faults[f"not reached, {width}×{height}"] = reader.page.evaluate(UNREACHED)
    assert {at: told for at, told in faults.items() if told} == {}


@pytest.mark.parametrize("name", in_turn(PAGES))
def test_zoomed_set_wider_and_touched(visit: Visitor, sample: Server, name: str) -> None:
    reader = at_first(visit(sample), name)
    faults: dict[str, list[str]] = {}
    for width in (1280, 375):
        resized(reader, width, 800)
        faults[f"too small, {width} px"] = reader.page.evaluate(TARGETS)
    with zoomed(reader):
        faults["400 %"] = unread(reader)
        assert reader.page.evaluate(STAYING) <= 1 / 3
    reader.page.add_style_tag(content=SPACED)
    for width in (1280, 375):
        resized(reader, width, 800)
        faults[f"set wider, {width} px"] = unread(reader)
    assert {at: told for at, told in faults.items() if told} == {}


def can_be_used(opened: Locator) -> None:
    """Its last entry can be brought wholly into the window, which it does not leave sideways."""
    entry = opened.locator("a, button, [role=option]").last
    expect(entry).to_be_visible()
    entry.scroll_into_view_if_needed()
    expect(entry).to_be_in_viewport(ratio=1)
    is_within(opened)


def is_within(opened: Locator) -> None:
    box = opened.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= ZOOMED["width"]


def test_what_opens_can_be_used_at_400_percent(visit: Visitor, sample: Server) -> None:
    reader = visit(sample, width=320).open("data")
    with zoomed(reader):
        reader.page.get_by_test_id("stExpandSidebarButton").click()
        can_be_used(reader.page.get_by_test_id("stSidebarContent"))
        reader.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()

        reader.options(reader.filter("verdict").get_by_role("combobox"))
        can_be_used(reader.page.get_by_role("listbox"))
        reader.page.keyboard.press("Escape")

        reader.button(DOWNLOAD.buttons["table"]).first.click()
        can_be_used(reader.page.get_by_role("dialog"))
        reader.page.keyboard.press("Escape")

        reader.main.locator(".ydx-word").filter(visible=True).first.click()
        meaning = reader.page.locator(".ydx-meaning:popover-open")
        expect(meaning).to_be_visible()
        expect(meaning).to_be_in_viewport(ratio=1)


def test_the_cell_chosen_in_a_grid_stays_in_sight(visit: Visitor, sample: Server) -> None:
    """The framework draws its cells on a canvas, where no other test of the focus looks."""
    reader = visit(sample).open("supplements")
    resized(reader, *WINDOWS[-1])
    grid = reader.main.get_by_test_id("stDataFrame").first
    for _ in range(STEPS):
        reader.page.keyboard.press("Tab")
        if grid.evaluate("grid => grid.contains(document.activeElement)"):
            break
    scroller = grid.locator(".dvn-scroller")
    expect(scroller).to_have_js_property("scrollTop", 0)
    for _ in range(8):
        reader.page.keyboard.press("ArrowDown")
    expect(scroller).not_to_have_js_property("scrollTop", 0)
    box = grid.bounding_box()
    assert box is not None
    header = reader.page.get_by_test_id("stHeader").bounding_box()
    assert header is not None
    assert box["y"] >= header["height"]
    assert box["y"] + box["height"] <= ZOOMED["height"]
