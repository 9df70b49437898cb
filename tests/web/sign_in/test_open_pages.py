"""An open page is a socket: it ends with its session, at once, and keeps nobody signed in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.types import Message, Send
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.visits.visitor import run_visits
from tests.web.sign_in.conftest import SITE, House, house_of, post
from yamato_dx.acts.access.accounts import change_account, disable_account
from yamato_dx.acts.actor import Actor, ActorRole
from yamato_dx.store.access.accounts import Person
from yamato_dx.web.callers import Caller
from yamato_dx.web.sign_in.activity import EACH_SECONDS, Activity
from yamato_dx.web.sign_in.doorkeeper import SignedOut
from yamato_dx.web.sign_in.sockets import LOOK_SECONDS, OpenPage, OpenPages

AT_SERVER = Actor.at_server("管理者")
STREAM = "/_stcore/stream"


def opened(browser: TestClient, origin: str = SITE) -> AbstractContextManager[WebSocketTestSession]:
    address = f"{origin.replace('http', 'ws', 1)}{STREAM}"
    return browser.websocket_connect(address, headers={"origin": origin})


def run(*, by_clock: bool = False) -> bytes:
    message = BackMsg()
    message.rerun_script.is_auto_rerun = by_clock
    return message.SerializeToString()


def test_the_socket_is_refused_at_its_handshake(house: House) -> None:
    with pytest.raises(WebSocketDisconnect), opened(house.browser()):
        pass


def test_the_framework_hears_in_whose_session_a_socket_calls(house: House) -> None:
    """Two of one account at one machine are two to it: neither opens what the other left."""
    told = []
    for browser in (house.signed_in(), house.signed_in(), house.signed_in("kikaku")):
        with opened(browser) as socket:
            socket.send_bytes(run())
            told.append(socket.receive_text())
    assert all(one.startswith("network 192.0.2.5 session:") for one in told)
    assert len(set(told)) == 3


def test_nobody_names_a_session_of_their_own(house: House) -> None:
    browser = house.signed_in()
    headers = {"origin": SITE, "yamato-dx-caller": "server session:0"}
    with browser.websocket_connect(f"ws://dx.example{STREAM}", headers=headers) as socket:
        socket.send_bytes(run())
        assert socket.receive_text().startswith("network 192.0.2.5 session:")


def sign_out(house: House, browser: TestClient) -> None:
    post(browser, "/sign-in/out")


def sign_out_elsewhere(house: House, _browser: TestClient) -> None:
    post(house.signed_in(address="192.0.2.6"), "/sign-in/account/others")


def disable(house: House, _browser: TestClient) -> None:
    disable_account(house.access, "mado", actor=AT_SERVER)


def take_a_section(house: House, _browser: TestClient) -> None:
    person = Person("窓口 花子", ActorRole.SECTION, ("welfare",))
    change_account(house.access, "mado", person, actor=AT_SERVER)


def stay_away(house: House, _browser: TestClient) -> None:
    house.clock.pass_by(minutes=61)


@pytest.mark.parametrize("end", [sign_out, sign_out_elsewhere, disable, take_a_section, stay_away])
def test_an_open_page_ends_and_runs_nothing_more(
    house: House, end: Callable[[House, TestClient], None]
) -> None:
    browser = house.signed_in()
    with opened(browser) as socket:
        end(house, browser)
        socket.send_bytes(run())
        with pytest.raises(WebSocketDisconnect) as ended:
            socket.receive_text()
    assert ended.value.code == 1008


def test_a_page_that_says_nothing_ends_by_the_clock() -> None:
    standing = [True]
    sent: list[Message] = []
    run_visits(_held(standing, sent))
    assert sent == [{"type": "websocket.close", "code": 1008}]


async def _held(standing: list[bool], sent: list[Message]) -> None:
    pages = OpenPages()
    page = OpenPage(lambda: standing[0], lambda _: None)

    async def receive() -> Message:
        return await asyncio.Event().wait()  # type: ignore[return-value] # never

    async def send(message: Message) -> None:
        sent.append(message)

    async def answer(send_while_standing: Send) -> None:
        assert await page.receive(receive) == {"type": "websocket.disconnect", "code": 1008}
        await send_while_standing({"type": "websocket.send", "bytes": b"what it was to see"})

    holding = asyncio.create_task(pages.hold(page, send, answer))
    watching = asyncio.create_task(pages.watch())
    await asyncio.sleep(0)
    standing[0] = False
    await asyncio.wait_for(holding, 2 * LOOK_SECONDS)
    watching.cancel()


def test_pages_opened_by_nobody_end_with_the_first_account(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the server itself, where nobody was asked."""
    asked: list[str] = []
    monkeypatch.setattr(house.access.book, "has_accounts", lambda: bool(asked))
    here = "http://127.0.0.1"
    with opened(house.browser("127.0.0.1", here), here) as socket:
        socket.send_bytes(run())
        assert socket.receive_text() == "server"
        asked.append("an account")
        socket.send_bytes(run())
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()


class Told:
    def __init__(self) -> None:
        self.moment = 0.0
        self.touched: list[float] = []
        self.activity = Activity(lambda: self.touched.append(self.moment), lambda: self.moment)

    def at(self, moment: float, *messages: bytes) -> None:
        self.moment = moment
        for message in messages:
            self.activity.note(message)


def test_what_a_page_does_by_itself_is_no_activity() -> None:
    told = Told()
    beat = BackMsg(app_heartbeat=True).SerializeToString()
    told.at(0, run())  # its socket opened
    told.at(100, beat, run(by_clock=True), b"\xff\xff")
    assert told.touched == []
    told.at(200, run())
    told.at(200 + EACH_SECONDS - 1, run())
    told.at(200 + EACH_SECONDS, run())
    assert told.touched == [200, 200 + EACH_SECONDS]


def test_a_socket_opened_anew_is_no_activity() -> None:
    told = Told()
    told.at(0, run())
    told.activity = Activity(lambda: told.touched.append(told.moment), lambda: told.moment)
    told.at(3000, run())
    assert told.touched == []


def test_an_act_asks_again_who_is_signed_in(house: House) -> None:
    """From the connection, as of now; nothing that a session remembers."""
    desk = house.front.desk
    browser = house.signed_in()
    with opened(browser) as socket:
        socket.send_bytes(run())
        caller = Caller.read(socket.receive_text())
        account = desk.account_of(caller)
        assert account
        assert (account.login_name, account.sections) == ("mado", ("residents",))
        take_a_section(house, browser)
        changed = desk.account_of(caller)
        assert changed
        assert changed.sections == ("welfare",)
        disable(house, browser)
        with pytest.raises(SignedOut):
            desk.account_of(caller)


def test_nobody_falls_back_to_being_the_person_at_the_server(house: House) -> None:
    """Who came in by a session that is over is nobody, wherever they sit."""
    desk = house_of(house.access, house.clock, is_network_trusted=True).front.desk
    for caller in (
        Caller(is_at_server=True, session="over"),
        Caller(is_at_server=True),
        Caller(is_at_server=False, address="192.0.2.5", session="over"),
    ):
        with pytest.raises(SignedOut):
            desk.account_of(caller)
    assert desk.account_of(Caller(is_at_server=False, address="192.0.2.5")) is None


def test_before_the_first_account_nobody_at_the_server_is_asked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = house.front.desk
    here, there = Caller(is_at_server=True), Caller(is_at_server=False, address="192.0.2.5")
    assert desk.is_asked_of(here)
    monkeypatch.setattr(house.access.book, "has_accounts", lambda: False)
    assert (desk.is_asked_of(here), desk.is_asked_of(there)) == (False, True)
