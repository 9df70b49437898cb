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
from yamato_dx.ui.http import language_of

OWN_NAMES: Final = frozenset(("127.0.0.1", "localhost", "[::1]"))
# What a proxy in front is reached at: browsers leave these out.
USUAL_PORTS: Final = frozenset((80, 443))
HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[0-9a-z_.-]+)(?::(?P<port>[0-9]{1,5}))?")
ORIGIN: Final = re.compile(r"https?://(?P<host>[^\s/?#\\@]+)")


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
    names = [one["name"].strip("[]") for one in found if one]
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
        if not self._is_own(headers.getlist("host"), scope.get("server")):
            refusal = (421, "web.refused.host")
        elif not _is_from(headers.getlist("origin"), headers["host"]):
            refusal = (403, "web.refused.origin")
        else:
            await self.app(scope, receive, send)
            return
        status, message_id = refusal
        # Before it opens, browsers know a refused socket by 403 alone.
        status = status if scope["type"] == "http" else 403
        await refuse(scope, receive, send, status, message_id)

    def _is_own(self, hosts: list[str], server: tuple[str, int | None] | None) -> bool:
        found = HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        if found is None:
            return False
        name, port = found["name"], int(found["port"] or 80)
        address, own_port = server or ("", None)
        own = OWN_NAMES | {_as_host(address)} if is_loopback(address) else OWN_NAMES
        at_usual_port = found["port"] is None or port in USUAL_PORTS | {own_port}
        return (
            (name in own and port == own_port)
            or (name in self.allowed and at_usual_port)
            or found[0] in self.allowed
        )


def _as_host(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _is_from(origins: list[str], host: str) -> bool:
    """No browser, or a page of the very address that it calls, letter by letter: so does the
    framework compare, and asks elsewhere only about what is not equal."""
    found = ORIGIN.fullmatch(origins[0]) if len(origins) == 1 else None
    return not origins or (found is not None and found["host"] == host)


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, message_id: str, **values: object
) -> None:
    """One sentence in the language that the address asks for. The connection stays: closed under
    an upload, it would take the sentence with it."""
    sentence = text(message_id, language_of(scope), **values)
    await PlainTextResponse(f"{sentence}\n", status)(scope, receive, send)
