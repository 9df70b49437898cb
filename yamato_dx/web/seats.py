"""How many browsers may have a session at once."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from yamato_dx.web.addresses import refuse
from yamato_dx.web.http import is_screen


class Seats:
    """Counts the open sockets."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0


class SeatedVisitors:
    """Tells whoever opens a page or its socket while all seats are taken that it is so."""

    def __init__(self, app: ASGIApp, *, seats: Seats) -> None:
        self.app = app
        self.seats = seats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_socket = scope["type"] == "websocket"
        is_full = self.seats.taken >= self.seats.most
        if is_full and (is_socket or is_screen(scope)):
            await refuse(scope, receive, send, status=503, message_id="web.busy.sessions")
            return
        self.seats.taken += is_socket
        try:
            await self.app(scope, receive, send)
        finally:
            self.seats.taken -= is_socket
