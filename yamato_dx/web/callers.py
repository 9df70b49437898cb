"""Who calls: somebody at the server itself, or from another machine, and from which; and who is
signed in there.

Decided where a connection comes in, from its own address and the session of ours that its cookie
opens (`web.sign_in`), and handed to the framework as a header of ours under a name that nobody
else can send. The framework keeps it with the session (`server.trustedUserHeaders`) and gives the
session only to a connection of which it says the same: what one sign-in left, no other opens.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from yamato_dx.acts.actor import SignedIn
from yamato_dx.web.addresses import HOST, is_loopback, refuse

HEADER: Final = "yamato-dx-caller"
# Of what the framework knows of a session's reader (`server.trustedUserHeaders`).
KEY: Final = "caller"
AT_SERVER: Final = "server"
NETWORK: Final = "network"
# In a scope: that a proxy passed the request on.
PASSED_ON: Final = "yamato_dx.passed_on"
# In a scope: which session of ours the request came in (`Caller.session`).
SESSION: Final = "yamato_dx.session"
SESSION_WORD: Final = "session:"
OF_SESSION: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")


@dataclass(frozen=True, kw_only=True)
class Caller:
    """`address`: of the machine, where known; only that which is at the server is trusted.
    `session`: the key of the session of ours in which they called; it opens nothing. `account`: who
    is signed in; None: nobody."""

    is_at_server: bool
    address: str | None = None
    session: str | None = None
    account: SignedIn | None = None

    @property
    def written(self) -> str:
        place = AT_SERVER if self.is_at_server else f"{NETWORK} {self.address or ''}".strip()
        return f"{place} {SESSION_WORD}{self.session}" if self.session else place

    @classmethod
    def read(cls, written: object) -> Caller:
        """Back from `written`; of anything else, a caller of whom nothing is known."""
        words = str(written).split(" ")
        session = words.pop().removeprefix(SESSION_WORD) if SESSION_WORD in words[-1] else None
        if words == [AT_SERVER]:
            return cls(is_at_server=True, session=session)
        is_known = len(words) == 2 and words[0] == NETWORK
        return cls(is_at_server=False, address=words[1] if is_known else None, session=session)


def caller_of(scope: Scope) -> Caller:
    """Who sent the request. What a proxy passed on came from another machine, whoever sent it: also
    where it does not say so, but was called by a name that others know the server by."""
    client = scope.get("client")
    address = address_in(client[0]) if client else None
    is_passed_on = scope.get(PASSED_ON) or any(
        name == b"forwarded" or name.startswith(b"x-forwarded") for name, _ in scope["headers"]
    )
    session = scope.get(SESSION)
    is_called_from_here = not is_passed_on and _is_own_name(Headers(scope=scope).get("host"))
    if address is None or not is_called_from_here or not address.is_loopback:
        told = None if address is None else str(address)
        return Caller(is_at_server=False, address=told, session=session)
    return Caller(is_at_server=True, session=session)


def _is_own_name(host: str | None) -> bool:
    """Of this machine's own address, as who is at it calls; None: by nobody's browser."""
    found = HOST.fullmatch(host.lower()) if host else None
    return host is None or (found is not None and is_loopback(found["name"].strip("[]")))


def address_in(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """None of what is none; an IPv4 address as such, also where a socket for both kinds writes it
    as IPv6."""
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
    caller = caller_in(context.user_info if context else {})
    return replace(caller, account=OWN_DESK.desk.account_of(caller)) if OWN_DESK.desk else caller


class SignInDesk(Protocol):
    def account_of(self, caller: Caller) -> SignedIn | None:
        """Who is signed in in the caller's session, as of now; None where nobody need be.

        Raises SignedOut where somebody need be, and is not any more.
        """


@dataclass
class OwnDesk:
    """Whom this process asks who is signed in; None where nobody can be."""

    desk: SignInDesk | None = None


# Filled by app.py.
OWN_DESK: Final = OwnDesk()


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
