"""A few connections to the database, made when they are needed and used again.

Each answer is awaited for a bounded time: a network that was cut may say nothing at all.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from threading import Condition
from typing import Any, Final, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from yamato_dx.errors import UsageError
from yamato_dx.store.postgresql.statements import statement
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.refusals import RecordAway, RecordClosed

Awaited = TypeVar("Awaited")

# At once; a thread more waits for one that is free.
MOST_CONNECTIONS: Final = 6
ANSWER_SECONDS: Final = 30.0
# Between two looks at the time while an answer is awaited.
LOOK_SECONDS: Final = 0.1
# How often a closing ledger repeats its interrupt, and how long it waits.
CANCEL_SECONDS: Final = 0.2
CLOSING_SECONDS: Final = 5.0

# What the URL does not say. The system's own knocking finds a dead peer in half a minute.
USUAL: Final[dict[str, str]] = {
    "application_name": "yamato_dx",
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
    "target_session_attrs": "read-write",
}


class NoAnswer(psycopg.OperationalError):
    """The server has said nothing for too long."""


class Answering(psycopg.Connection[tuple[Any, ...]]):
    """Gives up on a server that says nothing for `patience` seconds."""

    patience = ANSWER_SECONDS

    def wait(
        self,
        gen: Generator[Any, Any, Awaited],
        interval: float = LOOK_SECONDS,
        timeout: float | None = None,
    ) -> Awaited:
        return super().wait(_bounded(gen, self.patience), interval, timeout)


def _bounded(gen: Generator[Any, Any, Awaited], seconds: float) -> Generator[Any, Any, Awaited]:
    """As `gen`; ended where nothing was ready for so long."""
    heard_at = time.monotonic()
    ready: Any = None
    while True:
        try:
            wanted = gen.send(ready)
        except StopIteration as stopped:
            answer: Awaited = stopped.value
            return answer
        ready = yield wanted
        if ready:
            heard_at = time.monotonic()
        elif time.monotonic() - heard_at > seconds:
            gen.close()
            raise NoAnswer("no answer")


def conninfo(database: DatabaseUrl) -> str:
    """For libpq, with what the URL leaves open. Raises UsageError, without repeating anything."""
    try:
        return make_conninfo("", **{**USUAL, **conninfo_to_dict(database.written)})
    except psycopg.ProgrammingError:
        raise UsageError("cli.not_a_database") from None


class Connections:
    """To one schema of one database. Safe for any number of threads."""

    def __init__(self, database: DatabaseUrl, schema: str) -> None:
        self.shown = database.shown
        self.schema = schema
        self._conninfo = conninfo(database)
        self._turn = Condition()
        self._idle: list[Answering] = []
        self._live: list[Answering] = []
        self._count = 0
        self._is_closing = False

    def connect(self) -> Answering:
        """A new one, for its caller alone. Raises psycopg.Error."""
        connection = Answering.connect(self._conninfo, autocommit=True, prepare_threshold=None)
        try:
            connection.execute(statement("session"), {"schema": self.schema})
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def begun(self) -> Iterator[Answering]:
        """One in a transaction, which is rolled back unless the caller commits it. Raises
        RecordAway, RecordClosed, psycopg.Error."""
        self._take_turn()
        connection: Answering | None = None
        try:
            connection = self._begin()
            with self._turn:
                self._live.append(connection)
            yield connection
        except psycopg.Error as error:
            if self._is_closing:
                raise RecordClosed("store.closed") from error
            raise
        finally:
            self._give_back(connection)

    def _take_turn(self) -> None:
        with self._turn:
            free = self._turn.wait_for(
                lambda: self._is_closing or self._count < MOST_CONNECTIONS, ANSWER_SECONDS
            )
            if self._is_closing:
                raise RecordClosed("store.closed")
            if not free:
                raise RecordAway("store.server.busy", database=self.shown)
            self._count += 1

    def _begin(self) -> Answering:
        """An idle connection may have been lost with a server that is back by now."""
        while self._idle:
            with suppress(IndexError), suppress(psycopg.Error):
                connection = self._idle.pop()
                connection.execute(b"BEGIN")
                return connection
        connection = self.connect()
        connection.execute(b"BEGIN")
        return connection

    def _give_back(self, connection: Answering | None) -> None:
        is_well = connection is not None and _is_ended(connection)
        with self._turn:
            self._count -= 1
            if connection is not None:
                with suppress(ValueError):
                    self._live.remove(connection)
                if is_well and not self._is_closing:
                    self._idle.append(connection)
                else:
                    connection.close()
            self._turn.notify_all()

    def close(self) -> None:
        """Refuse new work, interrupt what runs, wait for it."""
        deadline = time.monotonic() + CLOSING_SECONDS
        with self._turn:
            self._is_closing = True
            self._turn.notify_all()
            while self._live and time.monotonic() < deadline:
                for connection in self._live:
                    with suppress(psycopg.Error):
                        connection.cancel_safe(timeout=CANCEL_SECONDS)
                self._turn.wait(CANCEL_SECONDS)
            for connection in self._idle:
                connection.close()
            self._idle.clear()


def _is_ended(connection: Answering) -> bool:
    """Whether its transaction is over, rolled back where it was not. One that broke is not."""
    if connection.closed:
        return False
    status = connection.info.transaction_status
    if status == psycopg.pq.TransactionStatus.IDLE:
        return True
    if status == psycopg.pq.TransactionStatus.ACTIVE:
        return False
    try:
        connection.execute(b"ROLLBACK")
    except psycopg.Error:
        return False
    return True
