"""The office's own network: what another machine may do, and that it never becomes the server."""

from __future__ import annotations

import http.client
import ipaddress
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.visits.visitor import LARGEST_MESSAGE, leave, run_visits
from benchmarks.visits.visitor import Visitor as Caller
from tests.browser.conftest import Visitor
from tests.browser.serving import Server, sent, served
from tests.forms import HISTORY, WITHDRAW
from tests.reports import window_csv, year_csv

PASSED_ON = {"X-Forwarded-For": "192.0.2.5"}
OTHER = year_csv(("R7", "4", "1105"))


def own_address() -> str | None:
    """At which the network reaches this machine; None where it is in none. Nothing is sent."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if ipaddress.ip_address(address).is_loopback else address


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Server]:
    """A record with one report that was sent at the server, opened from another machine: to the
    server, whoever comes by this machine's address in the network is one."""
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but its loopback ones")
    database = tmp_path / "record.duckdb"
    sent(database, window_csv())
    with served(database, "--host", address, "--trusted-network") as server:
        yield replace(server, host=address)


def test_another_machine_reads_reports_and_withdraws_its_own(
    network: Server, visit: Visitor
) -> None:
    reader = visit(network).open("report", way="file")
    reader.shows("rights.here", address=network.host)
    reader.upload(OTHER)
    number = reader.send("窓口係")
    told = reader.say("rights.told.at", name="窓口係", address=network.host)
    listed = reader.open("history", batch=number).rows(reader.table("reports.history.title"))
    assert [row[2] for row in listed] == [told, "準備"]
    # What was sent at the server, or the record itself, is not for another machine.
    refused = reader.say("rights.refused.visitor", act=reader.say("rights.act.back_up"))
    expect(reader.main.get_by_text(refused)).to_be_visible()
    expect(reader.button(HISTORY.buttons["backup"])).to_have_count(0)
    earlier = listed[1][0]
    reader.open("history", batch=earlier)
    another = reader.say("rights.refused.another", act=reader.say("rights.act.withdraw"))
    expect(reader.main.get_by_text(another)).to_be_visible()
    reader.open("report", replaces=earlier)
    expect(reader.main.get_by_text(another)).to_be_visible()
    expect(reader.page.locator("input[type=file]")).to_have_count(0)
    # Its own report is.
    reader.open("history", batch=number)
    reader.main.get_by_text(reader.say(WITHDRAW.buttons["open"], batch=number)).click()
    reader.field(WITHDRAW.by).fill("窓口係")
    reader.button(WITHDRAW.button).click()
    reader.shows("reports.history.withdraw.done", batch=number)
    last = reader.rows(reader.table("steps.title"))[-1]
    assert (last[0], last[2]) == (reader.say("steps.step.withdrawn"), told)


CLOSED = [
    ("planning", {}, "load_plan", "input[type=file]"),
    ("sections", {}, "register", "[data-testid=stFormSubmitButton]"),
    ("decisions", {}, "decide", "[data-testid=stFormSubmitButton]"),
    ("supplements", {}, "supplement", "[data-testid=stFormSubmitButton]"),
    ("plan", {}, "link_principles", "[data-testid=stExpander]"),
    ("plan", {"part": "organisation"}, "name_holders", "[data-testid=stExpander]"),
    ("initiatives", {"initiative": "2"}, "list_components", "[class*=st-key-components-open]"),
    ("history", {}, "back_up", "[data-testid=stButton]"),
]


@pytest.mark.prove
def test_what_is_done_at_the_server_is_not_offered_elsewhere(
    network: Server, visit: Visitor
) -> None:
    """At the server itself nothing is different from a server without a network."""
    own = replace(network, host="127.0.0.1")
    for lang, width in (("ja", 1280), ("en", 375)):
        there, here = visit(network, lang=lang, width=width), visit(own, lang=lang, width=width)
        for name, query, act, control in CLOSED:
            refused = there.say("rights.refused.visitor", act=there.say(f"rights.act.{act}"))
            there.open(name, **query)
            expect(there.main.get_by_text(refused).first).to_be_visible()
            expect(there.main.locator(control)).to_have_count(0)
            expect(there.page.locator(".ydx-caller")).to_be_visible()
            assert not there.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
            here.open(name, **query)
            expect(here.main.get_by_text(refused)).to_have_count(0)
            expect(here.main.locator(control)).not_to_have_count(0)
            expect(here.page.locator(".ydx-caller")).to_have_count(0)


def test_the_addresses_are_told_at_the_start_and_no_other_name_is_answered(
    network: Server,
) -> None:
    log = network.database.with_suffix(".log").read_text(encoding="utf-8").splitlines()
    assert log[:2] == [network.address, f"http://127.0.0.1:{network.port}"]
    assert "自己申告" in log[2]
    assert log[1] in log[2]
    for host, status in (
        (f"{network.host}:{network.port}", 200),
        (f"{network.host}:1", 421),
        (f"evil.example:{network.port}", 421),  # a name that was made to point here
    ):
        assert health(network, {"Host": host}) == status, host


def health(server: Server, headers: dict[str, str]) -> int:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=20)) as connection:
        connection.request("GET", "/_stcore/health", headers=headers)
        return connection.getresponse().status


# --- what a session remembers gives no right ---


@asynccontextmanager
async def calling(
    server: Server, headers: dict[str, str], session_id: str = ""
) -> AsyncIterator[Caller]:
    """A page over a connection with these headers that says it is that session's."""
    words = ["streamlit", "no-token", session_id] if session_id else ["streamlit"]
    async with connect(
        f"ws://{server.host}:{server.port}/_stcore/stream",
        subprotocols=[Subprotocol(word) for word in words],
        additional_headers=headers,
        max_size=LARGEST_MESSAGE,
        compression=None,
    ) as connection:
        caller = Caller(connection, "planning")
        await caller.rerun()
        yield caller


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Whom a proxy passes on need not sign in."""
    folder = tmp_path_factory.mktemp("trusting")
    with served(folder / "record.duckdb", "--trusted-network") as server:
        yield server


def test_a_session_goes_on_only_with_the_machine_that_began_it(trusting: Server) -> None:
    async def calls() -> None:
        async with calling(trusting, {}) as own:
            async with calling(trusting, PASSED_ON, own.session_id) as stranger:
                assert stranger.session_id != own.session_id
                async with calling(trusting, {}, stranger.session_id) as other:
                    assert other.session_id != stranger.session_id
            await own.rerun()  # and nobody took it away
            leave(own)
        async with calling(trusting, PASSED_ON, own.session_id) as stranger:
            assert stranger.session_id != own.session_id
        async with calling(trusting, {}, own.session_id) as again:
            assert again.session_id == own.session_id

    run_visits(calls())


def test_a_session_of_another_machine_takes_no_file(trusting: Server) -> None:
    async def calls() -> list[tuple[int, str]]:
        async with calling(trusting, {}) as own:
            path = f"/_stcore/upload_file/{own.session_id}/file"
            return [asked(trusting, method, path) for method in ("PUT", "DELETE")]

    for status, words in run_visits(calls()):
        assert (status, "別のパソコン" in words) == (403, True)


def asked(server: Server, method: str, path: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=20)) as connection:
        connection.request(method, path, body=b"1", headers=PASSED_ON)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
