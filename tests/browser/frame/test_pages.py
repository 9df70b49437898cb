"""Each page in each state opens, in both languages and at both widths, for everybody."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.forms import DOWNLOAD, WITHDRAW
from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES

PAGES: Final = ("overview", "initiatives", "report", "history", "data")
STATES: Final = ("empty", "part_filled", "sample")
WIDTHS: Final = (1280, 375)
# Each page in each state once, so that languages and widths meet every page, every state and
# each other.
SCREENS: Final = [
    (
        page,
        state,
        LANGUAGES[(place + number) % 2],
        WIDTHS[(place + (number + 1) // 2) % 2],
    )
    for (place, page), (number, state) in product(enumerate(PAGES), enumerate(STATES))
]


def serious(visit: Visit) -> list[str]:
    """What axe-core calls serious or critical: rule, place, and how to mend it."""
    found = Axe().run(visit.page).response["violations"]
    return [
        f"{one['id']} at {node['target']}: {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def sideways(visit: Visit) -> int:
    """Pixels by which the page is wider than its window."""
    wider: int = visit.page.evaluate(
        "() => Math.max(...[document.documentElement, "
        "document.querySelector('[data-testid=stMain]')]"
        ".map(one => one.scrollWidth - one.clientWidth))"
    )
    return wider


def test_languages_and_widths_meet_every_page_every_state_and_each_other() -> None:
    for one, other in ((0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
        wanted = set(product(*({screen[place] for screen in SCREENS} for place in (one, other))))
        assert {(screen[one], screen[other]) for screen in SCREENS} == wanted


@pytest.mark.parametrize(
    ("page", "state", "lang", "width"), in_turn(SCREENS, lambda screen: screen[0])
)
def test_page(
    request: pytest.FixtureRequest, visit: Visitor, page: str, state: str, lang: str, width: int
) -> None:
    server: Server = request.getfixturevalue(state)
    reader = visit(server, lang=lang, width=width).open("" if page == "overview" else page)
    expect(reader.heading).to_have_count(1)
    expect(reader.heading).to_be_visible()
    expect(reader.page.locator("html")).to_have_attribute("lang", lang)
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)
    assert sideways(reader) <= 0
    assert serious(reader) == []
    if state == "sample":
        reader.shows("frame.sample.title")


def test_overview_fits_one_screen(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open()
    height = reader.main.evaluate("main => main.scrollHeight")
    assert height <= 720


def test_the_schedule_is_one_sheet_of_a3(visit: Visitor, sample: Server) -> None:
    """Upright, 297 × 420 mm less margins of 8 mm, at 96 dots per inch."""
    reader = visit(sample, width=1062).open("schedule")
    reader.page.emulate_media(media="print")
    box = reader.main.locator(".ydx-schedule table").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 1527


def test_charts_say_their_message_and_have_a_table(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("initiatives", initiative=9)
    charts = reader.page.get_by_test_id("stVegaLiteChart").filter(visible=True)
    expect(charts).to_have_count(2)
    for name in ("smartphone_course_attendees", "open_data_items"):
        assert reader.page.locator(f".st-key-save-{name}").count()
    assert "96" in str(charts.first.get_attribute("aria-label"))
    assert len(reader.rows(reader.main.get_by_role("table").first)) == 4


def test_opened_menus_are_for_everybody_too(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("history")
    reader.main.get_by_test_id("stExpander").locator("summary").last.click()
    expect(reader.field(WITHDRAW.by)).to_be_visible()
    reader.settled()
    reader.button(DOWNLOAD.buttons["table"]).first.click()
    expect(
        reader.page.get_by_role("button", name=reader.say("frame.download.xlsx"))
    ).to_be_visible()
    assert serious(reader) == []


# What is pressed or filled in, in its place on the page that has it.
CONTROLS: Final = {
    "report": ".stFileUploader",
    "decisions": "[data-testid=stForm]",
    "sections": "[data-testid=stForm]",
    "initiatives": ".ydx-pick .open",
}


@pytest.mark.parametrize("page", CONTROLS)
def test_nothing_to_press_is_printed(visit: Visitor, empty: Server, page: str) -> None:
    reader = visit(empty, width=375).open(page)
    control = reader.main.locator(CONTROLS[page]).first
    expect(control).to_be_visible()
    reader.page.emulate_media(media="print")
    expect(control).to_be_hidden()


def test_what_is_late_stands_under_its_own_head_on_a_phone(visit: Visitor, sample: Server) -> None:
    """What the plan's text promises without a 工程 is none, late or not."""
    reader = visit(sample, width=375).open("schedule", status="overdue")
    head = reader.main.get_by_text(reader.say("schedule.group.commitments")).first
    promised = reader.main.locator("tr.sub ~ tr.late").first
    head_box, promised_box = head.bounding_box(), promised.bounding_box()
    assert head_box
    assert promised_box
    assert head_box["y"] < promised_box["y"]
