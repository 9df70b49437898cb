"""The ledger in a schema of PostgreSQL, which any number of processes have open."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import Final

import psycopg

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store.postgresql import drafts, rows, tables
from yamato_dx.store.postgresql.clock import DatabaseClock
from yamato_dx.store.postgresql.connections import Answering, Connections, conninfo
from yamato_dx.store.postgresql.failures import is_gone, worded
from yamato_dx.store.postgresql.listening import Listener
from yamato_dx.store.postgresql.statements import lock_key, statement
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, LedgerHead, Rows
from yamato_dx.store.promise.refusals import RecordAway, RecordNotWritten
from yamato_dx.store.promise.shared import Extent
from yamato_dx.store.promise.tables import ACTS

# How long it is looked for an act whose acknowledgement was lost, before it is left open.
LOOKING_SECONDS: Final = 20.0
BETWEEN_LOOKS: Final = 0.25


@dataclass
class _WriterTurn:
    """A connection in the writer's transaction. `head`, `moment`: as read under the lock; None
    where the transaction `is_over`, and the lock let go."""

    connection: Answering
    head: LedgerHead | None = None
    moment: datetime | None = None
    is_over: bool = False


class PostgresLedger:
    """A `promise.SharedLedger`. An act is one transaction under an advisory lock that lasts as
    long as it: whoever has it knows the head, and nobody holds it who is gone."""

    def __init__(self, database: DatabaseUrl, municipality_code: str) -> None:
        """Opens the record, or makes it in an empty schema. Raises RecordUnavailable, UsageError
        for a URL that libpq cannot read."""
        self.shown = database.shown
        schema = database.schema_of(municipality_code)
        self._key = lock_key(schema)
        self._connections = Connections(database, schema)
        self._exporter = rows.Exporter(conninfo(database), schema)
        self._listener = Listener(self._connections, channel=schema)
        self._writer = RLock()
        self._turn: _WriterTurn | None = None
        try:
            self.clock = self._begun(schema, municipality_code)
        except BaseException:
            self.close()
            raise

    def _begun(self, schema: str, municipality_code: str) -> DatabaseClock:
        with worded(self.shown), self._connections.begun() as connection:
            self._take_lock(connection)
            tables.prepare(connection, schema, municipality_code, self.shown)
            connection.execute(b"COMMIT")
            clock = DatabaseClock(self._look(connection)[1])
            self._listener.begin()
        return clock

    # --- reading ---

    def head(self) -> LedgerHead:
        with self._asking() as connection:
            return self._look(connection)[0]

    def following(self, head: LedgerHead) -> tuple[LedgerHead, bool]:
        asked = {"revision": head.revision, "recorded_at": head.recorded_at}
        with self._asking() as connection:
            lines = connection.execute(statement("ledger_follows"), asked).fetchall()
        revision, recorded_at, moment, is_followed = lines[0]
        self.clock.read(moment)
        return LedgerHead(revision, recorded_at), is_followed

    def extent(self) -> Extent:
        with self._asking() as connection:
            lines = connection.execute(statement("ledger_extent")).fetchall()
        numbers = {year: running_no for year, running_no, _ in lines if year}
        return Extent(max(act_count for *_, act_count in lines), numbers)

    def rows_after(self, revision: int) -> Iterator[Rows]:
        with self._asking() as connection:
            parts = list(rows.parts_after(connection, revision))
        for after, until, names in parts:
            with worded(self.shown):
                part = self._exporter.between(after, until, names)
            yield part

    def file_bytes(self, sha256: str) -> bytes | None:
        with self._asking() as connection:
            return drafts.file_bytes(connection, "shared_file_bytes", {"sha256": sha256})

    def draft(self, key: str) -> str | None:
        with self._asking() as connection:
            return drafts.draft(connection, key)

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        asked = {"draft_key": key, "sha256": sha256}
        with self._asking() as connection:
            return drafts.file_bytes(connection, "shared_draft_file", asked)

    def drafts(self) -> Iterator[tuple[str, DraftDocument]]:
        with self._asking() as connection:
            yield from drafts.all_of(connection)

    def wait(self, seconds: float) -> None:
        with worded(self.shown):
            self._listener.wait(seconds)

    @contextmanager
    def _asking(self) -> Iterator[Answering]:
        with worded(self.shown), self._connections.begun() as connection:
            yield connection

    def _look(self, connection: Answering) -> tuple[LedgerHead, datetime]:
        """The head, and the database's clock."""
        lines = connection.execute(statement("ledger_head")).fetchall()
        revision, recorded_at, moment, layout = lines[0]
        tables.require_known(layout, self.shown)
        return LedgerHead(revision, recorded_at), moment

    # --- writing ---

    def _take_lock(self, connection: Answering) -> None:
        connection.execute(statement("writer_lock"), {"key": self._key})

    @contextmanager
    def writing(self) -> Iterator[LedgerHead]:
        """With an append it ends, for whoever comes next: what is appended once more within it may
        be Stale."""
        with self._writer:
            if self._turn is not None:
                yield self._locked(self._turn)
                return
            with self._asking() as connection:
                self._turn = turn = _WriterTurn(connection)
                try:
                    head = self._locked(turn)
                    assert turn.moment, "the lock was taken with a look at the clock"
                    with self.clock.stopped_at(turn.moment):
                        yield head
                finally:
                    self._turn = None

    def _locked(self, turn: _WriterTurn) -> LedgerHead:
        """Where the ledger ends, read under the lock: nobody appends until the transaction ends."""
        if turn.head is None:
            if turn.is_over:
                turn.connection.execute(b"BEGIN")
                turn.is_over = False
            self._take_lock(turn.connection)
            turn.head, turn.moment = self._look(turn.connection)
            self.clock.read(turn.moment)
        return turn.head

    def append(self, rows_of_act: Rows) -> None:
        with self.writing() as head:
            rows_of_act.require_following(head)
            turn = self._turn
            assert turn, "it was just taken"
            try:
                rows.copy_in(turn.connection, rows_of_act)
                self._listener.tell(turn.connection)
                self._commit(turn, rows_of_act)
            except BaseException:
                turn.connection.close()  # what was put of it goes with the transaction
                raise

    def _commit(self, turn: _WriterTurn, done: Rows) -> None:
        try:
            turn.connection.execute(b"COMMIT")
        except psycopg.Error as error:
            if not is_gone(error):
                raise
            turn.connection.close()
            self._require_recorded(done, error)
        turn.head, turn.is_over = None, True

    def _require_recorded(self, done: Rows, error: psycopg.Error) -> None:
        """The acknowledgement of COMMIT was lost: what the ledger holds says whether it was done.
        Whoever was to do it holds the lock until he has, so nobody looks before."""
        deadline = time.monotonic() + LOOKING_SECONDS
        while time.monotonic() < deadline:
            is_recorded = self._is_recorded(done)
            if is_recorded:
                return
            if is_recorded is not None:
                raise RecordAway("store.server.away", database=self.shown) from error
            time.sleep(BETWEEN_LOOKS)
        raise RecordNotWritten("store.server.unsure", database=self.shown) from error

    def _is_recorded(self, done: Rows) -> bool | None:
        """None where nobody answers."""
        line = done.tables[ACTS].slice(done.tables[ACTS].num_rows - 1).to_pylist()[0]
        asked = {"revision": line["last_revision"]}
        with suppress(RecordAway), self._asking() as connection:
            self._take_lock(connection)
            lines = connection.execute(statement("act_line"), asked).fetchall()
            return lines == [(line["recorded_at"], line["act"], line["subject"])]
        return None

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        with self.writing():
            turn = self._turn
            assert turn, "it was just taken"
            try:
                draft = change(drafts.draft(turn.connection, key))
                drafts.put(turn.connection, key, draft)
                turn.connection.execute(b"COMMIT")
            except BaseException:
                with suppress(psycopg.Error):
                    turn.connection.execute(b"ROLLBACK")
                raise
            finally:
                turn.head, turn.is_over = None, True
        return draft

    def close(self) -> None:
        self._listener.close()
        self._connections.close()
        with suppress(RecordUnavailable):
            self._exporter.close()
