"""A door with somebody behind it: accounts of its own, and a framework that answers everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from httpx2 import Response
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.passwords import Passwords
from yamato_dx.i18n import TOKYO
from yamato_dx.store.access.accounts import Person, write_account, write_password
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.promise.actor import ActorRole
from yamato_dx.web.addresses import OwnAddresses
from yamato_dx.web.callers import KnownCallers
from yamato_dx.web.http import SecurityHeaders
from yamato_dx.web.sign_in.doorkeeper import AskedOf, Doorkeeper
from yamato_dx.web.sign_in.drawing import SignInPages
from yamato_dx.web.sign_in.front import Front, WayIn
from yamato_dx.web.sign_in.gate import SignInGate
from yamato_dx.web.sign_in.oidc_settings import OIDC, OidcSettings
from yamato_dx.web.sign_in.routes import sign_in_routes
from yamato_dx.web.sign_in.sockets import OpenPages

PASSWORD = "correct horse battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SITE = "http://dx.example"


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 5, 11, 9, 0, tzinfo=TOKYO)

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **time: float) -> None:
        self.moment += timedelta(**time)


async def framework(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells who it was told called; a socket tells it anew for each message."""
    told = dict(scope["headers"]).get(b"yamato-dx-caller", b"").decode()
    if scope["type"] == "http":
        await PlainTextResponse(f"seen {told}")(scope, receive, send)
        return
    socket = WebSocket(scope, receive, send)
    await socket.accept()
    try:
        while True:
            await socket.receive_bytes()
            await socket.send_text(told)
    except WebSocketDisconnect:
        return


@dataclass
class House:
    """`front`: what is behind the door's pages."""

    access: Access
    clock: Clock
    front: Front
    app: ASGIApp

    def browser(self, address: str = "192.0.2.5", site: str = SITE) -> TestClient:
        """One person's, at a machine of that address."""
        return TestClient(self.app, base_url=site, follow_redirects=False, client=(address, 50_000))

    def signed_in(self, login: str = "mado", address: str = "192.0.2.5") -> TestClient:
        browser = self.browser(address)
        assert post(browser, "/sign-in", login=login, password=PASSWORD).status_code == 303
        return browser

    def ask(self, **asked: bool) -> None:
        self.front.desk.asked = AskedOf(**asked)


def post(browser: TestClient, path: str, origin: str | None = SITE, **fields: str) -> Response:
    """As a form of a page at `origin` sends it."""
    headers = {"content-type": "application/x-www-form-urlencoded"}
    if origin:
        headers["origin"] = origin
    answer: Response = browser.post(path, data=fields, headers=headers)
    return answer


PEOPLE = {
    "admin": Person("管理 太郎", ActorRole.ADMINISTRATOR),
    "kikaku": Person("企画 次郎", ActorRole.OFFICE),
    "mado": Person("窓口 花子", ActorRole.SECTION, ("residents",)),
    "gicho": Person("議長", ActorRole.READER),
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with people_of(tmp_path) as made:
        yield made


@contextmanager
def people_of(folder: Path) -> Iterator[House]:
    clock = Clock()
    made = Access(AccessFile(folder / "record.access"), passwords=Passwords(QUICK), now=clock)
    with made as access:
        kept = access.passwords.hashed(PASSWORD)
        with access.changing() as writer:
            for name, person in PEOPLE.items():
                write_account(writer, name, person, clock())
                write_password(writer, name, kept, clock())
        yield house_of(access, clock)


def house_of(
    access: Access, clock: Clock, oidc: OidcSettings | None = None, **asked: bool
) -> House:
    open_pages = OpenPages()
    desk = Doorkeeper(lambda: access, AskedOf(**asked))
    ways = (WayIn(OIDC, oidc.name),) if oidc else ()
    front = Front(desk, SignInPages(lambda: {"ja": "計画", "en": "Plan"}), open_pages, ways)
    gate = SignInGate(
        KnownCallers(framework, of_session=lambda _: None),
        desk=desk,
        pages=sign_in_routes(front, oidc),
        open_pages=open_pages,
    )
    door = SecurityHeaders(OwnAddresses(gate, allowed=["dx.example", "127.0.0.1:8501"]))
    return House(access, clock, front, door)
