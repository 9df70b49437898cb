"""Half a request, an answer that nobody reads, one connection too many: each ends by itself."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from yamato_dx.web.connections import bounded_connections
from yamato_dx.web.limits import Limits

pytestmark = pytest.mark.waits

MB = 1024 * 1024
# A second of patience where the product has ten to sixty.
LIMITS = Limits(
    sessions=3,
    connections=3,
    header_seconds=1,
    body_seconds=1,
    body_bytes_per_second=1000,
    unread_seconds=2,
)
LONGEST = 1 + 2 * 1 + 1  # patience, two looks, a slow machine


@dataclass
class Served:
    port: int
    disconnected: int = 0


async def application(served: Served, scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    answer: Response
    if scope["path"] == "/large":
        answer = PlainTextResponse(b"1" * 32 * MB)
    elif scope["path"] == "/slow":
        await asyncio.sleep(LONGEST)
        answer = PlainTextResponse("slow")
    else:
        try:
            answer = PlainTextResponse(str(len(await request.body())))
        except ClientDisconnect:
            served.disconnected += 1
            raise
    await answer(scope, receive, send)


@pytest.fixture
def served() -> Iterator[Served]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        found = Served(listening.getsockname()[1])

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await application(found, scope, receive, send)

        config = uvicorn.Config(
            app,
            http=bounded_connections(LIMITS, "en"),
            lifespan="off",
            log_level="critical",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield found
        server.should_exit = True
        thread.join()


def connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), timeout=20)


def ended_after(connection: socket.socket) -> float:
    """Seconds until the other side has closed it; what it still says is read."""
    began = time.monotonic()
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return time.monotonic() - began


def trickled(connection: socket.socket) -> float:
    """Seconds for which the other side takes a byte now and then; 10 at most."""
    began = time.monotonic()
    with suppress(OSError):
        while time.monotonic() - began < 10:
            connection.sendall(b"1")
            time.sleep(0.2)
    return time.monotonic() - began


@pytest.mark.parametrize(
    "half",
    [
        b"",  # nothing at all
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + b"1" * 50,
        # The first is answered; half of another on the same connection is not waited for either.
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHo",
    ],
)
def test_half_a_request_is_not_waited_for(served: Served, half: bytes) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(half)
        assert 0.9 < ended_after(connection) < LONGEST


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Content-Length: 5\r\nContent-Length: 6\r\n", 400),  # where does the next one begin?
        (b"Content-Length: +5\r\n", 400),
        (b"Transfer-Encoding: chunked, identity\r\n", 400),
        (b"X: 1\nX-Other: 1\r\nX Y: 2\r\n", 400),
        # By RFC 9112 the length is nothing then: the body ends with its last piece.
        (b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", 200),
    ],
)
def test_nobody_can_doubt_where_a_request_ends(served: Served, head: bytes, status: int) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n5\r\nabcde\r\n0\r\n\r\n"
        )
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 %d" % status)
    assert answer.count(b"HTTP/1.1") == 1


def received(connection: socket.socket, ending: bytes) -> bool:
    """Whether the answer comes to this end; it may come in pieces."""
    answer = b""
    while not answer.endswith(ending):
        piece = connection.recv(65536)
        if not piece:
            return False
        answer += piece
    return True


def test_a_body_that_keeps_coming_is_waited_for(served: Served) -> None:
    """2.4 seconds for 8,000 bytes: beyond the patience for silence, within a thousand a second."""
    with closing(connected(served)) as connection:
        connection.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000\r\n\r\n")
        for _ in range(8):
            connection.sendall(b"1" * 1000)
            time.sleep(0.3)
        assert received(connection, b"8000")


@pytest.mark.parametrize("later", [0, 2])
def test_a_burst_earns_no_patience_for_a_silence(served: Served, later: int) -> None:
    """A thousand seconds' worth of bytes at once; or after some that came more slowly."""
    with closing(connected(served)) as connection:
        connection.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n")
        for _ in range(later):
            connection.sendall(b"1" * 1000)
            time.sleep(0.3)
        connection.sendall(b"1" * MB)
        assert 0.9 < ended_after(connection) < LONGEST


def test_a_body_that_trickles_after_a_burst_is_not_waited_for(served: Served) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n")
        connection.sendall(b"1" * MB)
        assert trickled(connection) < LONGEST


def test_a_body_that_trickles_is_not(served: Served) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000\r\n\r\n")
        assert trickled(connection) < LONGEST
        assert served.disconnected == 1


def test_a_slow_answer_is_waited_for(served: Served) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        assert received(connection, b"slow")


def test_an_answer_that_nobody_reads_is_dropped(served: Served) -> None:
    """What the system had taken over by then still arrives, the rest does not."""
    with closing(connected(served)) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(LONGEST + 1)
        received = 0
        while part := connection.recv(65536):
            received += len(part)
        assert 0 < received < 32 * MB


def test_an_answer_that_is_read_slowly_is_not(served: Served) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        received = 0
        while part := connection.recv(4 * MB):
            received += len(part)
            time.sleep(0.2)
        assert received > 32 * MB


def test_one_connection_too_many_is_told(served: Served) -> None:
    patient = [connected(served) for _ in range(6)]
    time.sleep(0.3)
    with closing(connected(served)) as seventh:
        answer = b""
        while part := seventh.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 503")
    assert b"too many connections" in answer
    for connection in patient:
        connection.close()
    time.sleep(0.3)
    with closing(connected(served)) as again:
        again.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert again.recv(65536).startswith(b"HTTP/1.1 200")
