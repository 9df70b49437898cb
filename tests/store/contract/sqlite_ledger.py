"""A second engine, in SQLite: any number of processes may open it. For the contract alone."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from threading import Condition, local
from typing import Any

import pyarrow as pa

from yamato_dx.store.promise.clock import SYSTEM_CLOCK, Clock
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, LedgerHead, Rows
from yamato_dx.store.promise.refusals import RecordClosed
from yamato_dx.store.promise.shared import Extent
from yamato_dx.store.promise.tables import ACT_COLUMNS, ACTS, LEDGER, REMOVALS

TABLES = {**LEDGER, ACTS: ACT_COLUMNS}
BUSY_SECONDS = 120
LOOK_SECONDS = 0.05


class SqliteLedger:
    """A `promise.Ledger`. One connection per thread; the writer's lock is a file of its own, so
    that an act is kept while somebody still holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock_path = path.with_name(f"{path.name}-writer")
        self._own = local()
        self._connections: list[sqlite3.Connection] = []
        self._turn, self._running = Condition(), 0
        self._is_closed = False
        self._run("PRAGMA journal_mode = WAL")
        for name, schema in TABLES.items():
            key = "last_revision" if name == ACTS else "revision"
            columns = [f"{one} PRIMARY KEY" if one == key else one for one in schema.names]
            self._run(f"CREATE TABLE IF NOT EXISTS {name} ({', '.join(columns)})")
        self._run("CREATE TABLE IF NOT EXISTS draft (draft_key PRIMARY KEY, document, updated_at)")
        self._run(
            "CREATE TABLE IF NOT EXISTS draft_file"
            " (draft_key, sha256, bytes, PRIMARY KEY (draft_key, sha256))"
        )

    def head(self) -> LedgerHead:
        acts = self._table(ACTS, "ORDER BY last_revision DESC LIMIT 1")
        return Rows({ACTS: acts}).head if acts.num_rows else LedgerHead()

    @contextmanager
    def writing(self) -> Iterator[LedgerHead]:
        if getattr(self._own, "is_writing", False):
            yield self.head()
            return
        lock = self._connection(self._lock_path, "lock")
        lock.execute("BEGIN EXCLUSIVE")
        self._own.is_writing = True
        try:
            yield self.head()
        finally:
            self._own.is_writing = False
            lock.execute("ROLLBACK")

    def append(self, rows: Rows) -> None:
        with self.writing() as head:
            rows.require_following(head)
            with self._transaction() as cursor:
                for name, table in rows.tables.items():
                    marks = ", ".join("?" * len(table.column_names))
                    names = ", ".join(table.column_names)
                    cursor.executemany(
                        f"INSERT INTO {name} ({names}) VALUES ({marks})", stored(table)
                    )
                if REMOVALS in rows.tables:
                    removed = "WHERE sha256 IN (SELECT sha256 FROM removal)"
                    cursor.execute(f"UPDATE file SET bytes = x'' {removed}")
                    cursor.execute(f"DELETE FROM draft_file {removed}")

    def rows_after(self, revision: int) -> Iterator[Rows]:
        """An act a part."""
        ends = self._run(
            "SELECT last_revision FROM revision WHERE last_revision > ? ORDER BY 1", (revision,)
        )
        for after, until in pairwise([revision, *(end for (end,) in ends)]):
            bounds = (after, until)
            found = {
                name: self._table(name, f"WHERE {key} > ? AND {key} <= ? ORDER BY {key}", bounds)
                for name in TABLES
                for key in ["last_revision" if name == ACTS else "revision"]
            }
            yield Rows({name: table for name, table in found.items() if table.num_rows})

    @property
    def shown(self) -> str:
        return str(self._path)

    @property
    def clock(self) -> Clock:
        return SYSTEM_CLOCK

    def following(self, head: LedgerHead) -> tuple[LedgerHead, bool]:
        acts = self._table(ACTS, "WHERE last_revision = ?", (head.revision,))
        is_there = acts.num_rows and Rows({ACTS: acts}).head == head
        return self.head(), head == LedgerHead() or bool(is_there)

    def extent(self) -> Extent:
        numbers = self._run("SELECT fiscal_year, max(running_no) FROM batch GROUP BY 1")
        return Extent(self._run("SELECT count(*) FROM revision")[0][0], dict(numbers))

    def wait(self, seconds: float) -> None:
        time.sleep(min(seconds, LOOK_SECONDS))

    def file_bytes(self, sha256: str) -> bytes | None:
        return self._value("SELECT bytes FROM file WHERE sha256 = ? AND length(bytes)", (sha256,))

    def draft(self, key: str) -> str | None:
        return self._value("SELECT document FROM draft WHERE draft_key = ?", (key,))

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        return self._value(
            "SELECT bytes FROM draft_file WHERE draft_key = ? AND sha256 = ?", (key, sha256)
        )

    def drafts(self) -> Iterator[tuple[str, DraftDocument]]:
        for key, document, moment in self._run("SELECT * FROM draft ORDER BY 1"):
            found = self._run("SELECT sha256, bytes FROM draft_file WHERE draft_key = ?", (key,))
            files = dict(sorted(found))
            yield (
                key,
                DraftDocument(document, datetime.fromisoformat(moment), list(files), files),
            )

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        with self.writing(), self._transaction() as cursor:
            draft = change(self.draft(key))
            cursor.execute("DELETE FROM draft WHERE draft_key = ?", (key,))
            lying = cursor.execute("SELECT sha256 FROM draft_file WHERE draft_key = ?", (key,))
            for (sha256,) in lying.fetchall():
                if draft is None or sha256 not in draft.files:
                    self._run(
                        "DELETE FROM draft_file WHERE draft_key = ? AND sha256 = ?", (key, sha256)
                    )
            if draft is not None:
                moment = draft.updated_at.isoformat()
                cursor.execute("INSERT INTO draft VALUES (?, ?, ?)", (key, draft.document, moment))
                brought = [(key, sha256, data) for sha256, data in draft.added.items()]
                cursor.executemany("INSERT OR REPLACE INTO draft_file VALUES (?, ?, ?)", brought)
        return draft

    def close(self) -> None:
        """Waits for what runs: a connection closed under a query ends the process."""
        with self._turn:
            self._is_closed = True
            self._turn.wait_for(lambda: not self._running, BUSY_SECONDS)
        for connection in self._connections:
            connection.close()

    def _connection(self, path: Path, name: str) -> sqlite3.Connection:
        if self._is_closed:
            raise RecordClosed("store.closed", path=self._path)
        if not hasattr(self._own, name):
            connection = sqlite3.connect(
                path, BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connections.append(connection)
            setattr(self._own, name, connection)
        found: sqlite3.Connection = getattr(self._own, name)
        return found

    def _run(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._turn:
            connection = self._connection(self._path, "ledger")
            self._running += 1
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            with self._turn:
                self._running -= 1
                self._turn.notify_all()

    def _value(self, sql: str, values: Sequence[object]) -> Any:
        found = self._run(sql, values)
        return found[0][0] if found else None

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection(self._path, "ledger")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _table(self, name: str, rest: str, values: Sequence[object] = ()) -> pa.Table:
        schema = TABLES[name]
        rows = self._run(f"SELECT {', '.join(schema.names)} FROM {name} {rest}", values)
        kept = [field.with_type(storable(field.type)) for field in schema]
        columns = zip(*rows, strict=True) if rows else ((),) * len(kept)
        arrays = [pa.array(one, field.type) for one, field in zip(columns, kept, strict=True)]
        return pa.table(arrays, pa.schema(kept)).cast(schema)


def stored(table: pa.Table) -> Iterator[tuple[object, ...]]:
    """The rows as SQLite keeps them."""
    kept = [field.with_type(storable(field.type)) for field in table.schema]
    columns = table.cast(pa.schema(kept)).columns
    return zip(*(column.to_pylist() for column in columns), strict=True)


def storable(kind: pa.DataType) -> pa.DataType:
    """Days and moments as whole numbers."""
    if pa.types.is_date32(kind):
        return pa.int32()
    return pa.int64() if pa.types.is_timestamp(kind) else kind
