"""The network between a program and a database server, which can be cut at a chosen moment."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Final

CHUNK: Final = 65_536
COMMIT: Final = b"COMMIT"

# What is done with a COMMIT on its way, once: it arrives and its answer is lost, or it is lost.
Trap = Callable[[socket.socket, bytes], None]


def lose_answer(to_server: socket.socket, data: bytes) -> None:
    to_server.sendall(data)


def lose_commit(to_server: socket.socket, data: bytes) -> None:
    """Nothing of it arrives."""


class CutNetwork:
    """Listens at `port` of this machine for the server at `target`, a socket in a folder."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._lock = Lock()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._is_cut = self._is_silent = False
        self._trap: Trap | None = None
        Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            for pair in self._pairs:
                _close(*pair)
            self._pairs.clear()

    def join(self) -> None:
        self._is_cut = False

    def hush(self, *, is_silent: bool = True) -> None:
        """Nothing that is said arrives, and nobody is told; from then on, or from then on again."""
        self._is_silent = is_silent

    def set_trap(self, trap: Trap) -> None:
        """For the next COMMIT that comes by: its connection ends with it."""
        self._trap = trap

    def close(self) -> None:
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            with self._lock:
                if self._is_cut:
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                try:
                    server.connect(str(self._target))
                except OSError:
                    _close(client, server)
                    continue
                self._pairs.append((client, server))
            Thread(target=self._carry, args=(client, server, True), daemon=True).start()
            Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_asking: bool) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if is_asking and self._trap and COMMIT in data:
                    trap, self._trap = self._trap, None
                    source.close()  # first: no answer may get through
                    trap(target, data)
                    break
                while self._is_silent and not self._is_cut:
                    time.sleep(0.01)
                target.sendall(data)
        _close(source, target)


def _close(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
