"""Who calls: somebody at the server itself, or from another machine, and from which.

Decided where a connection comes in, from its own address alone, and handed to the framework as a
header of ours under a name that nobody else can send. The framework keeps it with the session
(`server.trustedUserHeaders`) and gives the session only to a connection of which it says the same.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from yamato_dx.web.addresses import refuse

HEADER: Final = "yamato-dx-caller"
# Of what the framework knows of a session's reader (`server.trustedUserHeaders`).
KEY: Final = "caller"
AT_SERVER: Final = "server"
NETWORK: Final = "network"
OF_SESSION: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")


@dataclass(frozen=True, kw_only=True)
class Caller:
    """`address`: of the machine, where known; only that which is at the server is trusted."""

    is_at_server: bool
    address: str | None = None

    @property
    def written(self) -> str:
        return AT_SERVER if self.is_at_server else f"{NETWORK} {self.address or ''}".strip()

    @classmethod
    def read(cls, written: object) -> Caller:
        """Back from `written`; of anything else, a caller of whom nothing is known."""
        if written == AT_SERVER:
            return cls(is_at_server=True)
        words = str(written).split(" ")
        is_known = len(words) == 2 and words[0] == NETWORK
        return cls(is_at_server=False, address=words[1] if is_known else None)


def caller_of(scope: Scope) -> Caller:
    """Who sent the request. What a proxy passed on came from another machine, whoever sent it."""
    client = scope.get("client")
    address = _address(client[0]) if client else None
    is_passed_on = any(
        name == b"forwarded" or name.startswith(b"x-forwarded") for name, _ in scope["headers"]
    )
    if address is None or is_passed_on or not address.is_loopback:
        return Caller(is_at_server=False, address=None if address is None else str(address))
    return Caller(is_at_server=True)


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An IPv4 address as such, also where a socket for both kinds writes it as IPv6."""
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def tell_framework() -> None:
    """That it keeps with a session what our header said of its connection."""
    config.set_option("server.trustedUserHeaders", {HEADER: KEY})


def caller_in(told: Mapping[str, object]) -> Caller:
    """Of what the framework keeps with a session."""
    return Caller.read(told.get(KEY))


def caller_here() -> Caller:
    """Who has the page open in whose run this is asked."""
    context = get_script_run_ctx()
    return caller_in(context.user_info if context else {})


def caller_of_session(session_id: str) -> str | None:
    """What our header said of the connection that a session has now; None where it has none."""
    client = Runtime.instance().get_client(session_id)
    context = client.client_context if client else None
    return dict(context.headers).get(HEADER) if context else None


class KnownCallers:
    """Says of each request who sent it, and lets none into the files of another's session.

    `of_session`: as `caller_of_session`.
    """

    def __init__(
        self, app: ASGIApp, *, of_session: Callable[[str], str | None] = caller_of_session
    ) -> None:
        self.app = app
        self.of_session = of_session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        written = caller_of(scope).written
        found = OF_SESSION.search(scope["path"])
        owner = self.of_session(found["session"]) if found else None
        if owner not in {None, written}:
            await refuse(scope, receive, send, status=403, message_id="web.refused.session")
            return
        name = HEADER.encode()
        others = [header for header in scope["headers"] if header[0] != name]
        headers = [(name, written.encode("ascii")), *others]
        await self.app({**scope, "headers": headers}, receive, send)
