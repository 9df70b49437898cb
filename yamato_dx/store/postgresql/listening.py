"""Hearing at once that another process appended; an engine without this is asked twice a second."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Lock

import psycopg
from psycopg import sql

from yamato_dx.store.postgresql.connections import Answering, Connections
from yamato_dx.store.postgresql.statements import statement


class Listener:
    """Waited for by one thread; told by any."""

    def __init__(self, connections: Connections, *, channel: str) -> None:
        self._connections = connections
        self._channel = channel
        self._turn = Lock()
        self._connection: Answering | None = None
        self._is_lacking = False
        self._closed = Event()

    def begin(self) -> None:
        """Raises psycopg.Error where the database is away."""
        connection = self._connections.connect()
        try:
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
        except (psycopg.NotSupportedError, psycopg.ProgrammingError):
            self._is_lacking = True
            connection.close()
        else:
            self._connection = connection

    def tell(self, connection: Answering) -> None:
        """All others, when the transaction of `connection` is in."""
        if not self._is_lacking:
            connection.execute(statement("told_to_all"), {"channel": self._channel})

    def wait(self, seconds: float) -> None:
        """Until somebody tells, or so long. Raises psycopg.Error where the database goes away."""
        with self._turn:
            if self._closed.is_set() or self._is_lacking:
                self._closed.wait(seconds)
                return
            if self._connection is None:
                self.begin()
            if self._connection is None:
                return
            try:
                for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                    pass
            except psycopg.Error:
                self._let_go()
                raise

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    def close(self) -> None:
        self._closed.set()
        with self._turn:
            self._let_go()
