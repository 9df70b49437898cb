"""Accounts and sessions in the database that several servers share, in a schema beside the
record's: `<schema>_access`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store.access.database import (
    AccessRow,
    migrations,
    read_statement,
    write_statement,
)
from yamato_dx.store.access.sqlite_file import AccessUnavailable
from yamato_dx.store.postgresql.connections import Answering, Connections
from yamato_dx.store.postgresql.failures import worded
from yamato_dx.store.postgresql.statements import lock_key, making_schema, statement
from yamato_dx.store.postgresql.url import DatabaseUrl

SUFFIX: Final = "_access"
# Whoever waits for a page must not wait for a network that was cut.
PATIENCE_SECONDS: Final = 5.0


class AccessConnections(Connections):
    def connect(self) -> Answering:
        connection = super().connect()
        connection.patience = PATIENCE_SECONDS
        return connection


class AccessServer:
    """An `AccessDatabase`. What another process changed is seen within `look_seconds`."""

    look_seconds = 0.5

    def __init__(self, database: DatabaseUrl, municipality_code: str) -> None:
        """Made where there is none. Raises AccessUnavailable, UsageError."""
        self._shown = database.shown
        self._schema = f"{database.schema_of(municipality_code)}{SUFFIX}"
        self._lock_key = lock_key(self._schema)
        self._connections = AccessConnections(database, self._schema)
        try:
            with self._speaking(), self._locked() as connection:
                self._migrate(connection)
                connection.execute(b"COMMIT")
        except BaseException:
            self.close()
            raise

    def read(self, name: str, **values: object) -> list[AccessRow]:
        with self._speaking(), self._connections.begun() as connection:
            return connection.execute(_bound(read_statement(name)), values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[ServerWriter]:
        with self._speaking(), self._locked() as connection:
            yield ServerWriter(connection)
            connection.execute(b"COMMIT")

    def close(self) -> None:
        self._connections.close()

    @contextmanager
    def _locked(self) -> Iterator[Answering]:
        with self._connections.begun() as connection:
            connection.execute(statement("writer_lock"), {"key": self._lock_key})
            yield connection

    def _migrate(self, connection: Answering) -> None:
        # Even where it is there, making it takes a right that nobody needs afterwards.
        if not connection.execute(statement("is_schema"), {"schema": self._schema}).fetchall():
            connection.execute(making_schema(self._schema))
        reached = 0
        if connection.execute(b"SELECT to_regclass('access_schema')").fetchall()[0][0]:
            known = connection.execute(b"SELECT max(version) FROM access_schema").fetchall()
            reached = known[0][0]
        for number, statements in migrations():
            if number > reached:
                connection.execute(statements.encode())
                values = {"version": number}
                connection.execute(_bound(write_statement("access_schema")), values)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """What the server says, or does not say, as one sentence."""
        try:
            with worded(self._shown):
                yield
        except AccessUnavailable:
            raise
        except RecordUnavailable as error:
            raise AccessUnavailable(error.message_id, **error.values) from error


class ServerWriter:
    """An `AccessWriter`."""

    def __init__(self, connection: Answering) -> None:
        self._connection = connection

    def read(self, name: str, **values: Any) -> list[AccessRow]:
        return self._connection.execute(_bound(read_statement(name)), values).fetchall()

    def write(self, name: str, **values: Any) -> int:
        return self._connection.execute(_bound(write_statement(name)), values).rowcount


@cache
def _bound(written: str) -> bytes:
    """`:name` as psycopg writes it."""
    return re.sub(r":([a-z_]+)", r"%(\1)s", written).encode()
