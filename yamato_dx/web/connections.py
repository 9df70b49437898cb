"""Connections to the server: so many at once, each with a request that comes and an answer that is
read. The ASGI server itself waits for ever for the rest of a header, a body, a reader."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from yamato_dx.i18n import DEFAULT_LANGUAGE, text
from yamato_dx.web.limits import Limits

LOOK_SECONDS: Final = 1.0


def bounded_connections(limits: Limits, lang: str) -> type[BoundedConnection]:
    """The class that the ASGI server makes for each connection."""

    class Bounded(BoundedConnection):
        pass

    Bounded.limits = limits
    Bounded.lang = lang
    return Bounded


class BoundedConnection(H11Protocol):
    """One connection; looked at every second until it is closed, also when it has become a
    socket: then for what it leaves unread."""

    limits = Limits()
    lang: str = DEFAULT_LANGUAGE

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        self._is_refused = False
        self._waits_since = 0.0  # for a request
        self._request: object = None  # whose body comes
        self._body_until = 0.0
        self._unread_bytes = 0
        self._unread_since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._waits_since = self.loop.time()
        self.loop.call_later(LOOK_SECONDS, self._look)
        if len(self.connections) > self.limits.connections + self.limits.sessions:
            self._is_refused = True
            transport.write(_busy(self.lang))
            transport.close()

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return
        # Each byte earns patience for the next; beyond one pause, none is saved.
        earned = len(data) / self.limits.body_bytes_per_second
        self._body_until = min(self._body_until + earned, self._after_a_pause())
        super().data_received(data)
        if self.cycle is not self._request:
            self._request = self.cycle
            self._body_until = self._after_a_pause()

    def _after_a_pause(self) -> float:
        return self.loop.time() + self.limits.body_seconds

    def on_response_complete(self) -> None:
        self._waits_since = self.loop.time()
        super().on_response_complete()

    def _look(self) -> None:
        if self.transport.is_closing() and not self._waiting():
            return
        if self._is_unread() or self._is_half_sent():
            self.transport.abort()
        else:
            self.loop.call_later(LOOK_SECONDS, self._look)

    def _waiting(self) -> int:
        """Bytes that the other side is yet to read. Asked of TLS that is over, asyncio fails."""
        try:
            return int(self.transport.get_write_buffer_size())
        except AttributeError:
            return 0

    def _is_unread(self) -> bool:
        """Whether the other side has read nothing for long of what it is to read."""
        now, waiting = self.loop.time(), self._waiting()
        if not waiting or not self._unread_bytes or waiting < self._unread_bytes:
            self._unread_since = now
        self._unread_bytes = waiting
        return now - self._unread_since > self.limits.unread_seconds

    def _is_half_sent(self) -> bool:
        if self.transport.get_protocol() is not self:
            return False  # a socket: its pings tell who is there
        now, limits = self.loop.time(), self.limits
        if self.cycle is None or self.cycle.response_complete:
            if self._unread_bytes:  # the last answer is still being read
                self._waits_since = now
            return now - self._waits_since > limits.header_seconds
        if not self.cycle.more_body or self.flow.read_paused:  # the turn is ours
            self._body_until = self._after_a_pause()
        return now > self._body_until


def _busy(lang: str) -> bytes:
    body = f"{text('web.busy.connections', lang)}\n".encode()
    head = (
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
