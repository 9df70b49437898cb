"""TLS at the address of others, none at the server's own, both at one port."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from threading import Thread
from typing import Final
from urllib.request import urlopen

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from yamato_dx.web.connections import bounded_connections
from yamato_dx.web.limits import Limits
from yamato_dx.web.serving import listen
from yamato_dx.web.tls.context import TlsFiles, tls_context
from yamato_dx.web.tls.making import MadeCertificate
from yamato_dx.web.tls.server import TlsServer

HANDSHAKE: Final = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


async def says_scheme(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    if scope["type"] == "websocket":
        await send({"type": "websocket.close"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["scheme"].encode()})


@pytest.fixture(scope="module")
def ports(made: MadeCertificate) -> Iterator[tuple[int, int]]:
    """Of the socket with TLS, of the plain one."""
    encrypted, plain = listen("127.0.0.1", 0), listen("127.0.0.1", 0)
    config = uvicorn.Config(
        says_scheme,
        http=bounded_connections(Limits(), "ja"),
        ws="websockets-sansio",
        log_level="warning",
    )
    context = tls_context(TlsFiles(made.certificate, made.key))
    server = TlsServer(config, context, encrypted=[encrypted])
    both = encrypted.getsockname()[1], plain.getsockname()[1]
    thread = Thread(target=lambda: asyncio.run(server.serve([plain])))
    thread.start()
    yield both
    server.should_exit = True
    thread.join(20)


def trusting(made: MadeCertificate) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(made.authority))


def test_others_are_answered_in_tls(made: MadeCertificate, ports: tuple[int, int]) -> None:
    address = f"https://127.0.0.1:{ports[0]}/"
    with urlopen(address, context=trusting(made), timeout=20) as answer:
        assert answer.read() == b"https"


def test_one_that_is_over_leaves_no_fault_in_the_log(
    made: MadeCertificate,
    ports: tuple[int, int],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("yamato_dx.web.connections.LOOK_SECONDS", 0.05)
    with (
        socket.create_connection(("127.0.0.1", ports[0]), timeout=20) as plain,
        trusting(made).wrap_socket(plain, server_hostname="localhost") as encrypted,
    ):
        encrypted.sendall(HANDSHAKE)
        assert b" 403 " in encrypted.recv(100)
    time.sleep(0.3)
    assert [record for record in caplog.records if record.name == "asyncio"] == []


def test_who_is_at_the_server_needs_none(ports: tuple[int, int]) -> None:
    with urlopen(f"http://127.0.0.1:{ports[1]}/", timeout=20) as answer:
        assert answer.read() == b"http"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_an_old_protocol_is_refused(made: MadeCertificate, ports: tuple[int, int]) -> None:
    old = trusting(made)
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", ports[0]), timeout=20) as plain,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        old.wrap_socket(plain, server_hostname="localhost")


def test_what_is_no_tls_gets_no_answer(ports: tuple[int, int]) -> None:
    with socket.create_connection(("127.0.0.1", ports[0]), timeout=20) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert plain.recv(100)[:4] != b"HTTP"
