"""Everything can be done without a mouse, and it is always seen where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FileChooser, Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.forms import DOWNLOAD, FIRST_STEPS, SEND
from tests.proving import in_turn
from tests.reports import year_csv
from yamato_dx.ui.frame.menu import GROUPS

# What has the focus: its role or tag, its name, and whether an outline shows it.
FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const shown = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
    || style.boxShadow !== 'none';
  const label = (one.getAttribute('aria-label') || one.innerText || '').trim();
  return [one.getAttribute('role') || one.tagName.toLowerCase(), label.split('\\n')[0], shown];
}"""
STEPS = 60


def walk(reader: Visit, steps: int = STEPS) -> list[tuple[str, str, bool]]:
    """What Tab reaches, one after the other, until it comes round."""
    reached: list[tuple[str, str, bool]] = []
    for _ in range(steps):
        reader.page.keyboard.press("Tab")
        role, name, shown = reader.page.evaluate(FOCUSED)
        if role == "body":
            break
        reached.append((role, name, shown))
    return reached


def tab_to(reader: Visit, name: str) -> None:
    """Press Tab until what is called `name` has the focus."""
    for _ in range(STEPS):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate(FOCUSED)[1] == name:
            return
    raise AssertionError(f"Tab does not reach {name!r}")


def focused_option(reader: Visit) -> Locator:
    return reader.page.locator("[role=option][data-focused]")


def test_tab_reaches_menu_language_filters_and_lines(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("", year=2024)
    reached = walk(reader)
    names = [name for _, name, _ in reached]
    for page in GROUPS["looking"]:
        assert reader.say(f"frame.page.{page}") in names
    for group in list(GROUPS)[1:]:
        assert reader.say(f"frame.group.{group}") in names
    assert "EN" in names
    for label in ("fiscal_year", "initiative", "as_of"):
        assert reader.say(f"frame.filter.{label}") in names
    lines = [name for role, name, _ in reached if role == "a" and "コンビニ" in name]
    assert lines
    assert reader.say(DOWNLOAD.buttons["table"]) in names


def test_a_group_of_the_menu_is_unfolded_and_left_by_keyboard(
    visit: Visitor, sample: Server
) -> None:
    reader = visit(sample).open("")
    group = reader.page.get_by_role("button", name=reader.say("frame.group.progress"), exact=True)
    tab_to(reader, reader.say("frame.group.progress"))
    reader.page.keyboard.press("Enter")
    expect(group).to_have_attribute("aria-expanded", "true")
    reader.page.keyboard.press("Escape")
    expect(group).to_have_attribute("aria-expanded", "false")
    reader.page.keyboard.press("Enter")
    wanted = reader.page.get_by_role("menuitem", name=reader.say("frame.page.neglect"))
    expect(wanted).to_be_visible()
    for _ in range(GROUPS["progress"].index("neglect")):
        reader.page.keyboard.press("ArrowDown")
    expect(wanted).to_be_focused()
    expect(group).not_to_have_attribute("aria-current", "true")
    reader.page.keyboard.press("Enter")
    expect(reader.heading).to_have_text(reader.say("frame.page.neglect"))
    # Folded up again, it says that the page is one of its own.
    expect(group).to_have_attribute("aria-current", "true")
    expect(reader.page.locator("[data-testid=stTopNavSection][aria-current]")).to_have_count(1)


def test_the_focus_is_always_seen(visit: Visitor, sample: Server) -> None:
    reader = visit(sample)
    for page in ("", "report", "data"):
        reader.open(page)
        unseen = [(role, name) for role, name, shown in walk(reader, 30) if not shown]
        assert unseen == [], page


def test_a_filter_is_chosen_and_a_line_followed_by_keyboard(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("")
    tab_to(reader, reader.say("frame.filter.fiscal_year"))
    reader.page.keyboard.press("ArrowDown")
    expect(focused_option(reader)).to_have_text("令和7年度")
    reader.page.keyboard.press("ArrowUp")
    expect(focused_option(reader)).to_have_text("令和6年度")
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("year=2024"))
    reader.settled()
    tab_to(reader, "コンビニ交付 発行件数")
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("initiative=4"))


def file_chooser(reader: Visit, box: Locator) -> FileChooser:
    """What Enter on the box opens. The browser hands choosers over to who listened before the
    press: the listener stays, and an answer of the page says that the browser knows of it."""
    opened: list[FileChooser] = []
    reader.page.on("filechooser", lambda chooser: opened.append(chooser))
    reader.page.evaluate("1")
    for _ in range(3):
        expect(box).to_be_focused()
        reader.page.keyboard.press("Enter")
        for _ in range(50):
            if opened:
                return opened[0]
            reader.page.wait_for_timeout(100)
    state = box.evaluate("box => [box.disabled, box.closest('section').outerHTML]")
    raise AssertionError(f"Enter on the box opens no file chooser: {state}")


def test_the_main_job_by_keyboard(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("")
    tab_to(reader, reader.say(FIRST_STEPS.buttons["load"]))
    reader.page.keyboard.press("Enter")
    expect(reader.heading).to_have_text(reader.say("reports.sending.title"))
    reader.settled()
    box = reader.page.get_by_test_id("stFileUploaderDropzone").locator("button")
    for _ in range(STEPS):
        reader.page.keyboard.press("Tab")
        if box.evaluate("button => button === document.activeElement"):
            break
    chosen = file_chooser(reader, box)
    chosen.set_files(
        {"name": "k.csv", "mimeType": "text/csv", "buffer": year_csv(("R6", "9-1", "81"))}
    )
    reader.shows("reports.sending.ready", new=1, changed=0, unchanged=0)
    tab_to(reader, reader.say(SEND.by))
    reader.page.keyboard.type("窓口係")
    reader.page.keyboard.press("Enter")
    number = reader.sent_number()
    reader.settled()
    tab_to(reader, reader.say("reports.sending.sent.history"))
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile(f"batch={number}"))


@pytest.mark.parametrize("width", in_turn([1280, 375]))
def test_the_first_stop_skips_to_the_content(visit: Visitor, sample: Server, width: int) -> None:
    reader = visit(sample, width=width).open()
    role, _, shown = walk(reader, 1)[0]
    assert (role, shown) == ("a", True)
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "stMain"
