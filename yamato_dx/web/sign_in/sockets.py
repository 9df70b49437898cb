"""Open pages: each is a socket, which ends as soon as its session does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from starlette.types import Message, Receive, Send

LOG: Final = logging.getLogger(__name__)
LOOK_SECONDS: Final = 0.5
# To the page's script nothing but «closed»: it asks the server why.
CLOSED_BY_POLICY: Final = 1008
ENDED: Final[Message] = {"type": "websocket.disconnect", "code": CLOSED_BY_POLICY}


@dataclass(eq=False)
class OpenPage:
    """`standing`: whether its session still stands as it did when the socket opened; asked each
    time that the page sends something, and by the clock. `note`: told of each message."""

    standing: Callable[[], bool]
    note: Callable[[bytes], None]
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, receive: Receive) -> Message:
        """What the page sends; that it has gone, once its session is over."""
        coming = asyncio.ensure_future(receive())
        ending = asyncio.ensure_future(self.over.wait())
        try:
            await asyncio.wait((coming, ending), return_when=asyncio.FIRST_COMPLETED)
        finally:
            ending.cancel()
        if not coming.done():
            coming.cancel()
        if self.over.is_set() or not self.look():
            return ENDED
        message = coming.result()
        if message["type"] == "websocket.receive" and message.get("bytes"):
            self.note(message["bytes"])
        return message

    def look(self) -> bool:
        """Whether it may go on."""
        if not self.over.is_set() and not self.standing():
            self.over.set()
        return not self.over.is_set()


class OpenPages:
    """Those of this process. All on the server's own thread."""

    def __init__(self) -> None:
        self._open: set[OpenPage] = set()

    async def hold(
        self, page: OpenPage, send: Send, answer: Callable[[Send], Awaitable[None]]
    ) -> None:
        """Keep `page` while the framework answers it; close its socket as soon as it is over."""

        async def send_while_standing(message: Message) -> None:
            if not page.over.is_set():
                await send(message)

        async def close_when_over() -> None:
            await page.over.wait()
            with suppress(RuntimeError, OSError):  # it closed first
                await send({"type": "websocket.close", "code": CLOSED_BY_POLICY})

        self._open.add(page)
        closing = asyncio.create_task(close_when_over())
        try:
            await answer(send_while_standing)
        finally:
            self._open.discard(page)
            # The framework may have gone before its socket was closed.
            if page.over.is_set():
                await closing
            else:
                closing.cancel()

    def look(self) -> None:
        """End those whose session does not stand any more."""
        for page in list(self._open):
            page.look()

    async def watch(self) -> None:
        """By the clock, until cancelled: other processes and the command line end sessions too."""
        while True:
            try:
                self.look()
            except Exception:
                LOG.exception("open pages could not be looked at")
            await asyncio.sleep(LOOK_SECONDS)
