"""The network goes while a section types: nothing told is lost, nothing is told falsely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.reports.test_typing import SECTION, Desk, at, register
from tests.browser.serving import Server, served
from tests.browser.visiting import PATIENCE, Visit
from tests.browser.wire import Way, Wire, new_wire
from tests.forms import SEND, TYPING

# What a browser logs of a server that does not answer.
EXPECTED = ("net::ERR_", "Client Error in reaching server", "server is not responding")
APP = "[data-testid=stApp]"


@pytest.fixture
def wire() -> Iterator[Wire]:
    with new_wire() as wire:
        yield wire


@pytest.fixture
def registered(tmp_path: Path, wire: Wire) -> Iterator[Server]:
    """A server that is reached by the wire too, as through a tunnel: by a port of its own."""
    database = tmp_path / "record.duckdb"
    register(database)
    with served(database, "--allow-host", f"127.0.0.1:{wire.port}") as server:
        wire.server_port = server.port
        yield server


def behind(wire: Wire, visit: Visitor, registered: Server) -> Desk:
    return at(visit(replace(registered, port=wire.port)))


def previewed(wire: Wire, visit: Visitor, registered: Server) -> Desk:
    """All is there that the page draws, the framework's scripts for it too."""
    desk = behind(wire, visit, registered).type("4", "1105", "件").preview()
    proxy = desk.reader.say(TYPING.fields["proxy"], section="住民課")
    expect(desk.reader.main.get_by_text(proxy)).to_be_visible(timeout=PATIENCE)
    expect(desk.reader.field(SEND.by)).to_be_visible(timeout=PATIENCE)
    desk.reader.rested()
    return desk


def breaks_and_comes_back(wire: Wire, reader: Visit) -> None:
    """Cut until the page says so, then mended until the page has found the server again."""
    wire.cut()
    expect(reader.page.get_by_role("dialog").first).to_be_visible(timeout=PATIENCE)
    field = Desk(reader).field(TYPING.fields["value"], number="9-1", unit="人")
    expect(field).to_be_disabled()  # nothing can be typed that nobody would keep
    expect(reader.main.get_by_text("R8-0001")).to_have_count(0)
    wire.mend()
    connected = f"{APP}[data-test-connection-state=CONNECTED]"
    expect(reader.page.locator(connected)).to_have_count(1, timeout=PATIENCE)
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    reader.faults = [one for one in reader.faults if not any(words in one for words in EXPECTED)]


def loses(wire: Wire, way: Way) -> None:
    wire.swallows = frozenset((way,))


@pytest.mark.prove
def test_a_cell_that_got_lost_on_the_way_is_told_again(
    visit: Visitor, registered: Server, wire: Wire
) -> None:
    desk = behind(wire, visit, registered).type("4", "1105", "件")
    loses(wire, "requests")
    lost = desk.field(TYPING.fields["value"], number="5", unit="時間")
    lost.fill("9796")
    lost.press("Tab")
    desk.field(TYPING.fields["value"], number="9-1", unit="人").fill("96")  # not left
    breaks_and_comes_back(wire, desk.reader)
    desk.reader.settled()

    other = visit(registered).open("report", section=SECTION)
    other.button(TYPING.buttons["take_up"]).click()
    other.shows("reports.typing.kpis")
    kept = Desk(other)
    expect(kept.field(TYPING.fields["value"], number="4", unit="件")).to_have_value("1105")
    expect(kept.field(TYPING.fields["value"], number="5", unit="時間")).to_have_value("9796")


@pytest.mark.prove
def test_a_report_that_never_arrived_is_not_told_as_sent(
    visit: Visitor, registered: Server, wire: Wire
) -> None:
    desk = previewed(wire, visit, registered)
    loses(wire, "requests")
    desk.send()
    breaks_and_comes_back(wire, desk.reader)
    assert "receipt" not in desk.reader.query
    expect(desk.reader.button(SEND.button)).to_be_enabled()
    assert desk.send().receipt() == "R8-0001"


def test_a_report_whose_answer_got_lost_is_not_sent_twice(
    visit: Visitor, registered: Server, wire: Wire
) -> None:
    desk = previewed(wire, visit, registered)
    loses(wire, "answers")
    desk.send()
    until_received(visit(registered))
    breaks_and_comes_back(wire, desk.reader)
    assert desk.receipt() == "R8-0001"
    assert [row[2] for row in desk.received()] == ["1,105件"]


def until_received(other: Visit) -> None:
    for _ in range(40):
        other.open("history")
        if other.main.get_by_text("R8-0001").count():
            return
        other.page.wait_for_timeout(100)
    raise AssertionError("the report did not arrive")
