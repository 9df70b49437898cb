"""What the framework would answer that nobody of a town hall asks for."""

from __future__ import annotations

import re
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# The framework's own numbers, and what programs may read of its interface for them.
CLOSED: Final = re.compile(r"/_stcore/(?:metrics|script-health-check|agent)(?:/.*)?")


class ClosedPlaces:
    """Says of some places of the framework that nothing is there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and CLOSED.fullmatch(scope["path"]):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)
