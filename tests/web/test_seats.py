"""How many browsers have a session at once, and what the next one is told."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from benchmarks.visits.visitor import run_visits
from yamato_dx.web.seats import SeatedVisitors, Seats


async def framework(scope: Scope, receive: Receive, send: Send) -> None:
    """Sits until its visitor goes."""
    if scope["type"] == "websocket":
        while (await receive())["type"] != "websocket.disconnect":
            pass
    else:
        await PlainTextResponse("page")(scope, receive, send)


class Visitor:
    """One call of the application, and what it was sent."""

    def __init__(self, app: SeatedVisitors, kind: str, path: str) -> None:
        self.sent: list[Message] = []
        self.events: asyncio.Queue[Message] = asyncio.Queue()
        scope: dict[str, Any] = {"type": kind, "path": path, "query_string": b"lang=en"}
        scope |= {"method": "GET"} if kind == "http" else {}
        self.call = asyncio.create_task(app(scope, self.events.get, self._take))

    async def _take(self, message: Message) -> None:
        self.sent.append(message)

    async def leave(self) -> None:
        await self.events.put({"type": "websocket.disconnect", "code": 1006})
        await self.call

    @property
    def status(self) -> int | None:
        return self.sent[0].get("status") if self.sent else None


async def visits() -> None:
    app = SeatedVisitors(framework, seats=Seats(2))
    first, _second = (Visitor(app, "websocket", "/_stcore/stream") for _ in range(2))
    await asyncio.sleep(0)
    third = Visitor(app, "websocket", "/_stcore/stream")
    page, asset = (Visitor(app, "http", path) for path in ("/report", "/static/js/a.js"))
    await asyncio.gather(third.call, page.call, asset.call)
    assert [one["type"] for one in third.sent] == ["websocket.close"]
    assert (page.status, asset.status) == (503, 200)
    assert b"Wait a little" in page.sent[1]["body"]
    await first.leave()
    fourth = Visitor(app, "websocket", "/_stcore/stream")
    page = Visitor(app, "http", "/")
    await page.call
    assert page.status == 503  # two are here again
    await fourth.leave()
    page = Visitor(app, "http", "/")
    await page.call
    assert (page.status, app.seats.taken) == (200, 1)


def test_the_next_one_is_told_and_a_seat_is_free_again() -> None:
    run_visits(visits())
