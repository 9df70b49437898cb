"""Accounts and sessions in an SQLite file beside the record."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Condition
from typing import Final

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store.access.database import (
    AccessRow,
    migrations,
    read_statement,
    write_statement,
)

BUSY_SECONDS: Final = 10.0
# Connections kept for the next use.
MOST_FREE: Final = 8
BETWEEN_TRIES: Final = 0.02


class AccessUnavailable(RecordUnavailable):
    pass


class AccessFile:
    """An `AccessDatabase`, in WAL: reading waits for nobody.

    A page runs in a thread of its own each time, so connections belong to no thread: one that is
    free is taken for each use, and as many as `MOST_FREE` wait for the next.
    """

    look_seconds = 0.0

    def __init__(self, path: Path) -> None:
        """Made where there is none, with mode 600. Raises AccessUnavailable."""
        self.path = path
        self._turn = Condition()
        self._free: list[sqlite3.Connection] = []
        self._used: list[sqlite3.Connection] = []
        self._is_closed = False
        with self._using() as connection:
            self._migrate(connection)

    def read(self, name: str, **values: object) -> list[AccessRow]:
        with self._using() as connection:
            return connection.execute(read_statement(name), values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        with self._using() as connection, _transaction(connection):
            yield SqliteWriter(connection)

    def close(self) -> None:
        """Refuse new work, interrupt what runs, wait for it: a connection that is closed under a
        query ends the process."""
        with self._turn:
            self._is_closed = True
            while self._used:
                for connection in self._used:
                    connection.interrupt()
                self._turn.wait(BETWEEN_TRIES)
            for connection in self._free:
                connection.close()
            self._free.clear()

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """What SQLite raises is one sentence."""
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        except (sqlite3.Error, OSError) as error:
            raise AccessUnavailable(
                "store.access_unavailable", path=self.path, error=str(error)
            ) from error

    def _take(self) -> sqlite3.Connection:
        with self._turn:
            if self._is_closed:
                raise AccessUnavailable("store.closed", path=self.path)
            connection = self._free.pop() if self._free else self._opened()
            self._used.append(connection)
            return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._turn:
            self._used.remove(connection)
            if len(self._free) < MOST_FREE:
                self._free.append(connection)
            else:
                connection.close()
            self._turn.notify_all()

    def _opened(self) -> sqlite3.Connection:
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
        connection = sqlite3.connect(
            self.path, BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    @staticmethod
    def _migrate(connection: sqlite3.Connection) -> None:
        _begin_wal(connection)
        with _transaction(connection):
            known = connection.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = 'access_schema'"
            ).fetchone()[0]
            reached = 0
            if known:
                reached = connection.execute("SELECT max(version) FROM access_schema").fetchone()[0]
            for number, script in migrations():
                if number > reached:
                    for statement in _statements(script):
                        connection.execute(statement)
                    connection.execute(write_statement("access_schema"), {"version": number})


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have ended it
            connection.execute("ROLLBACK")
        raise


def _begin_wal(connection: sqlite3.Connection) -> None:
    """Of two who make the file at once, SQLite lets one fail here without waiting."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(BETWEEN_TRIES)


def _statements(script: str) -> Iterator[str]:
    """One after another: `executescript` would end the transaction in which they stand."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def copy_access(path: Path, target: Path) -> None:
    """The file of accounts at `path`, as it is while others write, into a new one with mode 600.
    Raises AccessUnavailable."""
    unfinished = target.with_name(f"{target.name}.copying-{os.getpid()}")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
        with (
            closing(sqlite3.connect(path, BUSY_SECONDS)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
            # One file, that needs no other beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        unfinished.replace(target)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise AccessUnavailable(
            "store.access_unavailable", path=target, error=str(error)
        ) from error


class SqliteWriter:
    """An `AccessWriter`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self, name: str, **values: object) -> list[AccessRow]:
        return self._connection.execute(read_statement(name), values).fetchall()

    def write(self, name: str, **values: object) -> int:
        return self._connection.execute(write_statement(name), values).rowcount
