"""Rows of the ledger into PostgreSQL (COPY) and out of it (ADBC), as Arrow both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Final, TypeVar, cast

import adbc_driver_manager
import adbc_driver_postgresql.dbapi
import pyarrow as pa
import pyarrow.csv as pa_csv
from psycopg import sql

from yamato_dx.store.postgresql.connections import CLOSING_SECONDS, Answering, NoAnswer
from yamato_dx.store.postgresql.statements import statement
from yamato_dx.store.postgresql.tables import EXPORTED, number_of
from yamato_dx.store.promise.ledger import Rows
from yamato_dx.store.promise.tables import REMOVALS

Brought = TypeVar("Brought")

# A part of an export ends with the act that reaches one of these.
PART_ROWS: Final = 200_000
PART_BYTES: Final = 64_000_000
# At once on the way in.
COPY_ROWS: Final = 50_000

# So long a part of an answer may take, however large its files are and slow the network is.
FETCH_SECONDS: Final = 120.0

# Every value in quotes, so that an empty text differs from none.
_AS_TEXT: Final = pa_csv.WriteOptions(include_header=False, quoting_style="all_valid")


def copy_in(connection: Answering, rows: Rows) -> None:
    """Within a transaction that somebody else began and ends."""
    for name, table in rows.tables.items():
        copying = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
            sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, table.column_names))
        )
        with connection.cursor() as cursor, cursor.copy(copying) as copy:
            for batch in table.combine_chunks().to_batches(COPY_ROWS):
                copy.write(_as_text(pa.Table.from_batches([batch])))
    if REMOVALS in rows.tables:
        connection.execute(statement("removed_bytes"))
        connection.execute(statement("removed_draft_files"))


def _as_text(table: pa.Table) -> bytes:
    for place, field in enumerate(table.schema):
        if pa.types.is_binary(field.type):
            texts = [
                None if value is None else rf"\x{value.hex()}" for value in table[place].to_pylist()
            ]
            table = table.set_column(place, field.name, pa.array(texts, pa.string()))
    sink = pa.BufferOutputStream()
    pa_csv.write_csv(table, sink, _AS_TEXT)
    return bytes(sink.getvalue().to_pybytes())


def parts_after(connection: Answering, revision: int) -> Iterator[tuple[int, int, list[str]]]:
    """Between which revisions each part of an export lies, and which tables have rows there."""
    bounds = {"after": revision, "part_rows": PART_ROWS, "part_bytes": PART_BYTES}
    for (until,) in connection.execute(statement("export_parts"), bounds).fetchall():
        yield revision, until, _tables_with_rows(connection, revision, until)
        revision = until


def _tables_with_rows(connection: Answering, after: int, until: int) -> list[str]:
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL(
            "SELECT {name} AS table_name WHERE EXISTS"
            " (SELECT 1 FROM {table} WHERE {number} > {after} AND {number} <= {until})"
        ).format(
            name=sql.Literal(name),
            table=sql.Identifier(name),
            number=sql.Identifier(number_of(name)),
            after=sql.Literal(after),
            until=sql.Literal(until),
        )
        for name in EXPORTED
    )
    return [name for (name,) in connection.execute(asked).fetchall()]


class Exporter:
    """One connection for whole tables as Arrow; made when it is needed, used again, by turns."""

    def __init__(self, conninfo: str, schema: str) -> None:
        self._conninfo = conninfo
        self._schema = schema
        self._turn = Lock()
        self._connection: adbc_driver_postgresql.dbapi.Connection | None = None

    def between(self, after: int, until: int, tables: list[str]) -> Rows:
        """All rows after `after` up to `until`, both the ends of acts. Raises
        adbc_driver_manager.Error, NoAnswer."""
        with self._turn:
            was_used = self._connection is not None
            try:
                return self._between(after, until, tables)
            except adbc_driver_manager.Error:
                self._let_go()
                if not was_used:
                    raise
            # It may have been lost with a server that is back by now.
            return self._between(after, until, tables)

    def _between(self, after: int, until: int, tables: list[str]) -> Rows:
        if self._connection is None:
            self._connection = self._within_time(
                partial(adbc_driver_postgresql.dbapi.connect, self._conninfo, autocommit=True)
            )
        connection = self._connection
        arrow_tables = {}
        for name in tables:
            asked = _asked(self._schema, name, after, until)
            fetched = self._within_time(partial(_fetched, connection, asked))
            arrow_tables[name] = fetched.cast(EXPORTED[name])
        return Rows(arrow_tables)

    def _within_time(self, act: Callable[[], Brought]) -> Brought:
        """The library waits for a server that says nothing for as long as the system keeps the
        connection: then it is left to its thread, which closes it when it ends."""
        answers: SimpleQueue[tuple[Brought, None] | tuple[None, Exception]] = SimpleQueue()
        is_left, connection = Event(), self._connection

        def ask() -> None:
            answer = None
            try:
                answer = act()
                answers.put((answer, None))
            except Exception as error:  # noqa: BLE001 - raised again by whoever waits for it
                answers.put((None, error))
            if is_left.is_set():
                is_made = isinstance(answer, adbc_driver_postgresql.dbapi.Connection)
                _close(answer if is_made else connection)

        Thread(target=ask, name="export", daemon=True).start()
        try:
            answer, error = answers.get(timeout=FETCH_SECONDS)
        except Empty:
            is_left.set()
            self._connection = None
            raise NoAnswer("no answer") from None
        if error is not None:
            raise error
        return cast("Brought", answer)

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        _close(connection)

    def close(self) -> None:
        if self._turn.acquire(timeout=CLOSING_SECONDS):
            try:
                self._let_go()
            finally:
                self._turn.release()


def _close(connection: adbc_driver_postgresql.dbapi.Connection | None) -> None:
    if connection is not None:
        with suppress(adbc_driver_manager.Error):
            connection.close()


def _fetched(connection: adbc_driver_postgresql.dbapi.Connection, asked: str) -> pa.Table:
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return cursor.fetch_arrow_table()


def _asked(schema: str, table: str, after: int, until: int) -> str:
    number = sql.Identifier(number_of(table))
    return (
        sql.SQL("SELECT {} FROM {} WHERE {} > {} AND {} <= {} ORDER BY {}")
        .format(
            sql.SQL(", ").join(map(sql.Identifier, EXPORTED[table].names)),
            sql.Identifier(schema, table),
            number,
            sql.Literal(after),
            number,
            sql.Literal(until),
            number,
        )
        .as_string(None)
    )
