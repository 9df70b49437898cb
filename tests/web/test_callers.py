"""Who is at the server itself, told by the connection alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from benchmarks.visits.visitor import run_visits
from yamato_dx.web import callers
from yamato_dx.web.callers import HEADER, Caller, KnownCallers, caller_in, caller_of

AT_SERVER = Caller(is_at_server=True)
UNKNOWN = Caller(is_at_server=False)
AT_ANOTHER = Caller(is_at_server=False, address="fd00::2")
FORWARDED = [
    (b"forwarded", b"for=127.0.0.1"),
    (b"x-forwarded-for", b"127.0.0.1"),
    (b"x-forwarded-proto", b"https"),
    (b"x-forwarded-host", b"127.0.0.1"),
    (b"x-forwarded-anything", b""),
]


def asked(client: tuple[str, int] | None, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {
        "type": "websocket",
        "path": "/_stcore/stream",
        "client": client,
        "headers": [(b"host", b"127.0.0.1:8501"), *headers],
    }


@pytest.mark.parametrize(
    ("address", "is_at_server", "kept"),
    [
        ("127.0.0.1", True, None),
        ("127.0.0.2", True, None),  # all of 127/8 is this machine
        ("::1", True, None),
        ("::ffff:127.0.0.1", True, None),  # a socket for both kinds of address
        ("192.0.2.5", False, "192.0.2.5"),
        ("::ffff:192.0.2.5", False, "192.0.2.5"),  # the same machine, whichever socket it came by
        ("fd00::2", False, "fd00::2"),
        ("FD00:0::2", False, "fd00::2"),
        ("0.0.0.0", False, "0.0.0.0"),
        ("localhost", False, None),  # no address: nobody looks a name up
        ("", False, None),
    ],
)
def test_a_loopback_address_is_the_server_itself(
    address: str, is_at_server: bool, kept: str | None
) -> None:
    assert caller_of(asked((address, 50_000))) == Caller(is_at_server=is_at_server, address=kept)


def test_a_connection_without_an_address_is_not_the_server() -> None:
    assert caller_of(asked(None)) == UNKNOWN


@pytest.mark.parametrize("header", FORWARDED, ids=lambda one: one[0].decode())
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_what_a_proxy_passed_on_is_never_the_server_itself(
    address: str, header: tuple[bytes, bytes]
) -> None:
    """Not even where the proxy runs on it; the address is the one that the connection has."""
    assert caller_of(asked((address, 50_000), header)) == Caller(
        is_at_server=False, address=address
    )


@pytest.mark.parametrize(
    ("host", "is_at_server"),
    [
        (b"localhost:8501", True),
        (b"[::1]:8501", True),
        (b"127.0.0.1:9000", True),  # a tunnel from here
        (b"dx.example.lg.jp", False),  # a proxy that does not say whom it speaks for
        (b"127.0.0.1.example", False),
        (b"", True),  # no browser
    ],
)
def test_who_calls_by_the_name_for_others_is_not_at_the_server(
    host: bytes, is_at_server: bool
) -> None:
    called = asked(("127.0.0.1", 50_000)) | {"headers": [(b"host", host)] if host else []}
    assert caller_of(called).is_at_server is is_at_server


@pytest.mark.parametrize("session", [None, "0f" * 32])
@pytest.mark.parametrize("caller", [AT_SERVER, UNKNOWN, AT_ANOTHER])
def test_what_is_written_is_read_again(caller: Caller, session: str | None) -> None:
    inside = replace(caller, session=session)
    assert Caller.read(inside.written) == inside


@pytest.mark.parametrize("written", [None, "", "Server", "server ", "network a b", "local", 1])
def test_what_we_did_not_write_is_a_caller_of_whom_nothing_is_known(written: object) -> None:
    assert Caller.read(written) == UNKNOWN
    assert caller_in({}) == UNKNOWN  # the framework was not told to keep it


class Framework:
    """What it was asked, with the headers that it saw."""

    def __init__(self) -> None:
        self.seen: list[list[tuple[bytes, bytes]]] = []

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.seen.append(scope["headers"])
        await send({"type": "http.response.start", "status": 200, "headers": []})


def answer(app: KnownCallers, scope: Scope) -> int:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    run_visits(app(scope, receive, send))
    return int(sent[0]["status"])


def test_nobody_sends_the_header_that_says_who_they_are() -> None:
    framework = Framework()
    app = KnownCallers(framework, of_session=lambda _: None)
    name = HEADER.encode()
    answer(app, asked(("192.0.2.5", 1), (name, b"server"), (name, b"server")))
    (headers,) = framework.seen
    assert [value for key, value in headers if key == name] == [b"network 192.0.2.5"]


UPLOAD = "/_stcore/upload_file/session/file"


@pytest.mark.parametrize(
    ("path", "address", "owner", "status"),
    [
        (UPLOAD, "127.0.0.1", "server", 200),
        (UPLOAD, "192.0.2.5", "network 192.0.2.5", 200),
        (UPLOAD, "192.0.2.5", "server", 403),  # into the boxes of the person at the server
        (UPLOAD, "192.0.2.5", "network 192.0.2.5 session:0f", 403),  # of somebody signed in there
        (UPLOAD, "192.0.2.6", "network 192.0.2.5", 403),
        (UPLOAD, "127.0.0.1", "network 192.0.2.5", 403),
        (UPLOAD, "192.0.2.5", None, 200),  # no such session: the framework refuses it
        (f"/report{UPLOAD}", "192.0.2.5", "server", 403),  # behind a screen's address
        ("/media/a.csv", "192.0.2.5", "server", 200),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_files_of_another_machines_session_are_out_of_reach(
    method: str, path: str, address: str, owner: str | None, status: int
) -> None:
    framework = Framework()
    app = KnownCallers(framework, of_session=lambda _: owner)
    scope = asked((address, 1)) | {"type": "http", "method": method, "path": path}
    assert answer(app, scope) == status
    assert len(framework.seen) == (status == 200)


def test_the_framework_keeps_it_with_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """And resumes a session only for a connection of which it keeps the same."""
    kept: dict[str, object] = {}
    monkeypatch.setattr(config, "set_option", lambda name, value: kept.update({name: value}))
    callers.tell_framework()
    assert kept == {"server.trustedUserHeaders": {HEADER: "caller"}}
