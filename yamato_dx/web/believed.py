"""What a proxy in front says of who comes: believed of the proxies that were named at the start,
and of nobody else."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from yamato_dx.errors import UsageError
from yamato_dx.web.callers import HEADER, PASSED_ON, address_in

# In a scope: the name that a believed proxy has established (Windows sign-on).
PROVEN_NAME: Final = "yamato_dx.proven_name"
HEADER_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
# What a browser or a proxy sends of its own accord, or we ourselves: no name of a person.
OTHERS: Final = frozenset(
    {HEADER, "host", "origin", "cookie", "connection", "upgrade", "content-length", "forwarded"}
)
HOP: Final = re.compile(r"(?:(?P<bare>[0-9.]+)|\[(?P<bracketed>[0-9A-Fa-f:.]+)\])(?::[0-9]{1,5})?")
SCHEMES: Final = {"http": ("http", "ws"), "https": ("https", "wss")}


def require_proxy(proxies: Collection[str], name_header: str | None) -> None:
    """Raises UsageError."""
    for written in proxies:
        if address_in(written) is None:
            raise UsageError("cli.not_a_proxy", written=written)
    if name_header is None:
        return
    if not proxies:
        raise UsageError("cli.proxy_header_alone")
    if not HEADER_NAME.fullmatch(name_header.lower()) or name_header.lower() in OTHERS:
        raise UsageError("cli.not_a_header", written=name_header)


class BelievedProxies:
    """`proxies`: their addresses. `name_header`: in which they say who is signed in; None: they do
    not."""

    def __init__(
        self, app: ASGIApp, *, proxies: Collection[str] = (), name_header: str | None = None
    ) -> None:
        self.app = app
        self.proxies = frozenset(str(address_in(written)) for written in proxies)
        self.name_header = name_header.lower() if name_header else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            scope = self._told(scope)
        await self.app(scope, receive, send)

    def _told(self, scope: Scope) -> Scope:
        """Without any header that only a proxy may send."""
        headers = Headers(scope=scope)
        client = scope.get("client")
        is_believed = client is not None and str(address_in(client[0])) in self.proxies
        is_passed_on = is_believed or any(map(_is_forwarded, headers.keys()))
        kept = [
            (name, value)
            for name, value in scope["headers"]
            if not _is_forwarded(name.decode("latin-1"))
            and name.decode("latin-1") != self.name_header
        ]
        stripped: Scope = {**scope, "headers": kept, PASSED_ON: is_passed_on}
        return self._believed(stripped, headers) if is_believed else stripped

    def _believed(self, scope: Scope, headers: Headers) -> Scope:
        """The address that the proxy itself saw, which it wrote last; whether its browser came
        under TLS; the name, where there is exactly one."""
        hops = [hop for line in headers.getlist("x-forwarded-for") for hop in line.split(",")]
        seen = _address_of_hop(hops[-1].strip()) if hops else None
        believed = {**scope, "client": (str(seen), 0)} if seen else scope
        scheme = SCHEMES.get(headers.get("x-forwarded-proto", "").strip().lower())
        if scheme:
            believed = {**believed, "scheme": scheme[scope["type"] == "websocket"]}
        names = headers.getlist(self.name_header) if self.name_header else []
        return {**believed, PROVEN_NAME: names[0].strip() if len(names) == 1 else None}


def _address_of_hop(written: str) -> IPv4Address | IPv6Address | None:
    """Some (IIS) write the port behind it: 192.0.2.5:50123, [2001:db8::5]:50123."""
    hop = HOP.fullmatch(written)
    return address_in(hop["bare"] or hop["bracketed"]) if hop else address_in(written)


def _is_forwarded(name: str) -> bool:
    return name == "forwarded" or name.startswith("x-forwarded")
