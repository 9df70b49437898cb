"""Whom this server answers: requests to an address that is its own, from pages that are its own.

A name that was made to point here (DNS rebinding) and a page elsewhere that calls us are refused
before the framework sees them. The framework would look its own public address up on the internet
to judge a foreign origin, and keep everybody waiting meanwhile.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from yamato_dx.i18n import text
from yamato_dx.web.http import language_of

OWN_NAMES: Final = frozenset(("127.0.0.1", "localhost", "[::1]"))
# What a proxy in front is reached at: browsers leave these out.
USUAL_PORTS: Final = frozenset((80, 443))
USUAL_PORT: Final = {"http": ":80", "https": ":443"}
# The scheme of a page and of its socket, where they come to us in TLS.
ENCRYPTED: Final = frozenset(("https", "wss"))
HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[0-9a-z_.-]+)(?::(?P<port>[0-9]{1,5}))?")
ORIGIN: Final = re.compile(r"(?P<scheme>https?)://(?P<host>[^\s/?#\\@]+)")


def is_loopback(address: str) -> bool:
    """Whether only this machine itself reaches `address`, as `--host` takes it."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def is_host_name(written: str) -> bool:
    """Whether `written` can stand in a request as the host: a name or address, a port behind it."""
    return HOST.fullmatch(written.lower()) is not None


def allow_in_framework(allowed: Iterable[str]) -> None:
    """The framework looks at the host of a socket again, at names alone."""
    found = [HOST.fullmatch(name.lower()) for name in allowed]
    names = [host["name"].strip("[]") for host in found if host]
    option = "server.allowedHosts"
    config.set_option(option, [*config.get_option(option), *names])


class OwnAddresses:
    """Lets through what was sent to an address of ours, by nobody or by a page of that address.

    `allowed`: further names, as `serve --allow-host` takes them; with a port, at that port only.
    """

    def __init__(self, app: ASGIApp, *, allowed: Iterable[str] = ()) -> None:
        self.app = app
        self.allowed = frozenset(name.lower() for name in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_encrypted = scope.get("scheme") in ENCRYPTED
        if not self._is_own(headers.getlist("host"), scope.get("server"), is_encrypted):
            await refuse(scope, receive, send, status=421, message_id="web.refused.host")
            return
        calling = _calling_host(headers.getlist("origin"), headers["host"], is_encrypted)
        if calling is None:
            await refuse(scope, receive, send, status=403, message_id="web.refused.origin")
            return
        await self.app(_as_called(scope, calling), receive, send)

    def _is_own(
        self, hosts: list[str], server: tuple[str, int | None] | None, is_encrypted: bool
    ) -> bool:
        found = HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        if found is None:
            return False
        name, port = found["name"], int(found["port"] or (443 if is_encrypted else 80))
        address, own_port = server or ("", None)
        own = OWN_NAMES | {as_host(address)} if is_loopback(address) else OWN_NAMES
        at_usual_port = found["port"] is None or port in USUAL_PORTS | {own_port}
        return (
            (name in own and port == own_port)
            or (name in self.allowed and at_usual_port)
            or found[0] in self.allowed
        )


def as_host(address: str) -> str:
    """As it stands in the address of a page."""
    return f"[{address}]" if ":" in address else address


def _calling_host(origins: list[str], host: str, is_encrypted: bool) -> str | None:
    """The host as the calling page names it: no browser, or a page of the very address that it
    calls, letter by letter. None of any other page.

    A browser leaves out the usual port of its scheme; what stands between may write it. What comes
    plainly may have come in TLS to who passed it on; never the other way round.
    """
    if not origins:
        return host
    found = ORIGIN.fullmatch(origins[0]) if len(origins) == 1 else None
    if found is None or (is_encrypted and found["scheme"] != "https"):
        return None
    port = USUAL_PORT[found["scheme"]]
    is_same = found["host"].removesuffix(port) == host.removesuffix(port)
    return found["host"] if is_same else None


def _as_called(scope: Scope, host: str) -> Scope:
    """With this host: the framework compares it with the origin letter by letter, and asks
    elsewhere about what is not equal."""
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [(b"host", host.encode("latin-1")), *others]}


async def refuse(
    scope: Scope, receive: Receive, send: Send, *, status: int, message_id: str, **values: object
) -> None:
    """One sentence in the language that the address asks for. The connection stays: closed under
    an upload, it would take the sentence with it.

    A socket is refused before it opens: by 403 alone, which is all that browsers know of it.
    """
    if scope["type"] == "websocket":
        await send({"type": "websocket.close"})
        return
    sentence = text(message_id, language_of(scope), **values)
    await PlainTextResponse(f"{sentence}\n", status)(scope, receive, send)
