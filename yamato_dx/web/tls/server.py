"""The ASGI server with TLS at some of its sockets: who is at the server itself needs none."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from typing import Final

import uvicorn

# A connection is counted and looked at (`web.connections`) only once its handshake is over.
HANDSHAKE_SECONDS: Final = 10.0


class TlsServer(uvicorn.Server):
    """`encrypted`: the sockets that speak TLS; those given to `run` speak plain HTTP."""

    def __init__(
        self, config: uvicorn.Config, context: ssl.SSLContext, encrypted: Sequence[socket.socket]
    ) -> None:
        super().__init__(config)
        self._context = context
        self._encrypted = encrypted

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        loop = asyncio.get_running_loop()
        for listening in self._encrypted:
            server = await loop.create_server(
                self._connection,
                sock=listening,
                ssl=self._context,
                backlog=self.config.backlog,
                ssl_handshake_timeout=HANDSHAKE_SECONDS,
            )
            self.servers.append(server)

    def _connection(self) -> asyncio.Protocol:
        connection: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return connection
