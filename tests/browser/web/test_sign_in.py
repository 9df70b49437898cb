"""People who sign in: a section by its link, a tab that is signed out, the page itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server, served
from tests.browser.visiting import Visit
from tests.forms import SEND, TYPING
from tests.rounds import DUE, OFFICE, YEAR, register, view
from yamato_dx.acts.access.accounts import Person, add_account
from yamato_dx.acts.access.opened import open_access
from yamato_dx.acts.actor import Actor, ActorRole
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.rounds.opening import open_round
from yamato_dx.i18n import LANGUAGES, TOKYO
from yamato_dx.queries.rounds.asking import RoundScope

PASSWORD = "correct horse battery"
MOST_ACTS = 12
AT_SERVER = Actor.at_server("管理者")
PEOPLE = {
    "kanri": Person("管理 太郎", ActorRole.ADMINISTRATOR),
    "kikaku": Person("企画 次郎", ActorRole.OFFICE),
}
# Of everything that a page shows; the page before sign-in has none of it.
FRAMEWORK = "[data-testid=stApp]"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A record with an open round, and two people who may sign in."""
    place = Place(database=tmp_path_factory.mktemp("office") / "record.duckdb")
    assert place.database
    with open_record(place) as record:
        register(record)
        # A link holds by the clock of this machine, whatever day is rehearsed.
        open_round(
            record,
            view(record),
            RoundScope("year_end", YEAR),
            due=max(DUE, datetime.now(TOKYO).date() + timedelta(days=30)),
            actor=OFFICE,
        )
    with open_access(place) as access:
        for name, person in PEOPLE.items():
            add_account(access, name, person, actor=AT_SERVER, password=PASSWORD)
    with served(place.database) as server:
        yield server


@pytest.fixture(autouse=True)
def nobody(browser: BrowserContext) -> Iterator[None]:
    """Is signed in before a test, nor after it: all visits are of one browser."""
    browser.clear_cookies()
    yield
    browser.clear_cookies()


def elsewhere(server: Server) -> Server:
    """To a browser another site, with other cookies: somebody else's."""
    return replace(server, host="localhost")


def signed_in(reader: Visit, name: str, page: str) -> Visit:
    reader.page.goto(f"{reader.server.address}/{page}")
    reader.page.locator("#login").fill(name)
    reader.page.locator("#password").fill(PASSWORD)
    reader.page.locator("main button").click()
    return reader.settled()


def forgive_refusals(reader: Visit) -> None:
    """Before its page is gone the framework asks once more for its settings, and is refused."""
    reader.faults = [fault for fault in reader.faults if "_stcore/host-config" not in fault]


@dataclass
class Hand:
    """Counts what a person does."""

    acts: int = 0

    def press(self, target: Locator) -> None:
        self.acts += 1
        target.click()

    def type(self, target: Locator, words: str) -> None:
        self.acts += 1
        target.fill(words)


def test_a_section_reports_by_its_link(office: Server, visit: Visitor) -> None:
    desk = signed_in(visit(office), "kikaku", "rounds")
    desk.button("rounds.link.make").click()
    desk.shows("rounds.link.made", whom="住民課")
    shown = desk.main.get_by_test_id("stCode").filter(has_text="/sign-in/link#")
    address = shown.first.inner_text().strip()  # the text for the section has it once more

    section, hand = visit(elsewhere(office), width=375), Hand()
    hand.acts += 1  # the link in the mail
    section.page.goto(f"{elsewhere(office).address}/sign-in/link#{address.partition('#')[2]}")
    assert "#" not in section.page.url
    assert section.page.locator("#token").is_hidden()
    hand.press(section.page.locator("main button"))
    section.settled().shows("rounds.report.note")
    value = section.main.get_by_label(section.say(TYPING.fields["value"], number="4", unit="件"))
    hand.type(value, "1105")
    value.press("Tab")
    section.rested()
    hand.press(section.button(TYPING.buttons["preview"]))
    hand.type(section.field(SEND.by), "住民係")
    hand.press(section.button(SEND.button))
    section.sent_number()
    assert hand.acts <= MOST_ACTS
    section.open("overview")
    assert "1,105" not in section.words()  # its report, and nothing else

    desk.open("history")
    assert "住民係" in desk.words()
    desk.open("rounds").button("rounds.link.revoke").first.click()
    section.page.wait_for_url("**/sign-in?**")
    assert section.page.locator(FRAMEWORK).count() == 0
    forgive_refusals(section)


def test_a_tab_stops_as_soon_as_another_is_signed_out(office: Server, visit: Visitor) -> None:
    one, other = visit(office), visit(office)
    signed_in(one, "kikaku", "history")
    other.open("report")
    cookies = one.page.context.cookies()
    one.page.locator(".ydx-lang button.open").click()
    began = time.monotonic()
    one.page.locator(".ydx-lang form button").click()
    other.page.wait_for_url("**/sign-in?**")
    took = time.monotonic() - began
    assert took < 5  # one second on a machine of its own
    for reader in (one, other):
        reader.page.wait_for_selector("main h1")
        assert reader.page.locator(FRAMEWORK).count() == 0
    one.page.go_back()
    one.page.wait_for_url("**/sign-in?**")
    assert one.page.locator(FRAMEWORK).count() == 0
    one.page.context.add_cookies(cookies)  # type: ignore[arg-type]
    one.page.goto(f"{office.address}/history")
    assert "/sign-in?" in one.page.url
    forgive_refusals(one)
    forgive_refusals(other)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/first", "/sign-in/link"])
def test_the_page_is_for_everybody(office: Server, visit: Visitor, path: str, lang: str) -> None:
    reader = visit(office, lang=lang, width=320)
    reader.page.goto(f"{office.address}{path}?lang={lang}")
    expect(reader.page.locator("html")).to_have_attribute("lang", lang)
    assert serious(reader) == []
    root = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert reader.page.evaluate(root) <= 0


def test_by_keyboard_alone_one_is_in(office: Server, visit: Visitor) -> None:
    reader = visit(office)
    reader.page.goto(f"{office.address}/sign-in?next=/accounts")
    keys = reader.page.keyboard
    # The browser gives a field the focus that asks for it only as the page is drawn.
    expect(reader.page.locator("#login")).to_be_focused()
    keys.type("kanri")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    reader.settled()
    expect(reader.heading).to_have_text(reader.say("frame.page.accounts"))
    assert sideways(reader) <= 0
    assert serious(reader) == []
    reader.page.locator(".ydx-lang button.open").focus()
    keys.press("Enter")
    own = reader.page.locator(".ydx-lang [popover]").get_by_role("link").first
    expect(own).to_be_visible()
    keys.press("Tab")
    expect(own).to_be_focused()
    keys.press("Enter")
    reader.page.wait_for_url("**/sign-in/account?**")
    assert serious(reader) == []
