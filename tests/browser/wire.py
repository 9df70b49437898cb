"""The wire between browser and server, to be cut: a browser told to be offline keeps its open
connections, a cut wire does not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import Literal

Way = Literal["requests", "answers"]


class Wire:
    """Passes bytes on, both ways, from `port` to `server_port`; not while it is cut.

    What `swallows` names, requests or answers, is lost on the way, and neither end knows yet.
    """

    def __init__(self) -> None:
        self.swallows: frozenset[Way] = frozenset()
        self.server_port = 0
        self._ends: list[socket.socket] = []
        self._turn = Lock()
        self._listener = self._listen(0)
        self.port = int(self._listener.getsockname()[1])

    def cut(self) -> None:
        """Close what is open; the port answers nobody."""
        with self._turn:
            ends, self._ends = [self._listener, *self._ends], []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def mend(self) -> None:
        self.swallows = frozenset()
        self._listener = self._listen(self.port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = self._to_server()
                if far is None:
                    near.close()
                    continue
                with self._turn:
                    self._ends += [near, far]
                ways: tuple[tuple[Way, socket.socket, socket.socket], ...] = (
                    ("requests", near, far),
                    ("answers", far, near),
                )
                for one in ways:
                    Thread(target=self._pass_on, args=one, daemon=True).start()

    def _to_server(self) -> socket.socket | None:
        """None where there is no server any more."""
        with suppress(OSError):
            return socket.create_connection(("127.0.0.1", self.server_port))
        return None

    def _pass_on(self, way: Way, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65_536):
                if way not in self.swallows:
                    target.sendall(content)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def new_wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.cut()
