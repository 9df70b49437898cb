"""The ledger in a DuckDB file that this process alone has open, with a witness beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

import duckdb

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store.file import backups, connection, copying, failures, overwriting
from yamato_dx.store.file import rows as file_rows
from yamato_dx.store.file.database_file import Cursor, DatabaseFile
from yamato_dx.store.file.loss import Loss, loss_of
from yamato_dx.store.file.witness import Witness, Witnessed, act_at, act_between
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, LedgerHead, Rows
from yamato_dx.store.promise.refusals import RecordNotWritten
from yamato_dx.store.promise.tables import REMOVALS
from yamato_dx.store.promise.trail_head import TrailHead
from yamato_dx.store.sql import statements

LOG: Final = logging.getLogger(__name__)


class FileLedger:
    """A `promise.Ledger`. `loss`: what the file lacks of what its witness saw; `witness_note`: the
    id of what is to be said of the witness.

    `is_mirror`: what it lacks is fetched again, so it has no witness.
    """

    # What it shows is what there is.
    behind_seconds: float | None = None

    def __init__(
        self, parent: duckdb.DuckDBPyConnection, path: Path, *, is_mirror: bool = False
    ) -> None:
        self.path = path
        self.place = str(path)
        self.witness = Witness(path)
        self._is_mirror = is_mirror
        self.witness_note: str | None = None
        self.loss: Loss | None = None
        self._writer = RLock()
        self._database = DatabaseFile(parent, path, self._take_stock)

    def _take_stock(self, cursor: Cursor) -> None:
        """Of what the file holds, each time it was opened."""
        self._head = file_rows.head(cursor)
        if not self._is_mirror:
            self._hold_against_witness(cursor)

    def _hold_against_witness(self, cursor: Cursor) -> None:
        """Find what is missing, or bring the witness up to the record; say where there was none."""
        seen = self.witness.read()
        newest = act_at(cursor, self._head.revision)
        is_ahead = seen is not None and seen.revision < newest.revision
        held = act_at(cursor, seen.revision) if seen and is_ahead else newest
        if seen and seen.act_hash != held.act_hash:
            kind: Final = "behind" if seen.revision > newest.revision else "foreign"
            self.loss = loss_of(self.path, kind, seen, newest)
            return
        if seen is None and newest.revision:
            self.witness_note = "store.witness.made_anew"
        if seen != newest:
            self._tell_witness(newest)

    def _tell_witness(self, seen: Witnessed) -> None:
        """What is recorded stands, though its witness cannot be written: that is said, and tried
        again with the next act."""
        try:
            self.witness.write(seen)
        except OSError:
            LOG.exception("the witness %s cannot be written", self.witness.path)
            self.witness_note = "store.witness.not_written"
        else:
            if self.witness_note == "store.witness.not_written":
                self.witness_note = None

    def cursor(self) -> AbstractContextManager[Cursor]:
        """For reads: one of its own for each."""
        return self._database.cursor()

    def head(self) -> LedgerHead:
        """As this process left it: DuckDB lets no other in."""
        return self._head

    @contextmanager
    def writing(self) -> Iterator[LedgerHead]:
        with self._writer:
            yield self._head

    def append(self, rows: Rows) -> None:
        """The witness has it, too, before this returns."""
        with self._writer:
            rows.require_following(self._head)
            broken, seen = None, None
            with self._database.cursor() as cursor:
                cursor.execute("BEGIN")
                file_rows.append(cursor, rows)
                self._database.require_there()
                try:
                    if not self._is_mirror:
                        seen = act_between(cursor, rows.last_act_after, rows.head.revision)
                    cursor.execute("COMMIT")
                except duckdb.FatalException as error:
                    self._database.note(error)
                    broken = error
            if broken:
                self._require_recorded(rows.head.revision, broken)
                return
            self._head = rows.head
            if seen:
                self._tell_witness(seen)
            self.loss = None
            if REMOVALS in rows.tables:
                self._overwrite_removed()

    def _overwrite_removed(self) -> None:
        """What was removed is gone from the tables; here also from the blocks of the file, as far
        as nobody reads them still."""
        try:
            with self._database.cursor() as cursor:
                overwriting.overwrite_free_blocks(cursor)
        except (RecordUnavailable, duckdb.Error):
            LOG.exception("removed bytes may lie in unused blocks of %s", self.path)

    def _require_recorded(self, revision: int, error: duckdb.FatalException) -> None:
        """DuckDB broke at COMMIT, before it or after it: what the file holds now says which."""
        try:
            with self._database.cursor():  # opens it anew, and `_take_stock` looks
                pass
        except RecordUnavailable as unavailable:
            raise RecordNotWritten("store.unsure", path=self.path) from unavailable
        if self._head.revision < revision:
            refusal = failures.of_record(error, self.path)
            assert refusal, "what breaks a database is of its disk"
            raise refusal from error

    def rows_after(self, revision: int) -> Iterator[Rows]:
        with self._database.cursor() as cursor:
            parts = list(file_rows.parts_after(cursor, revision))
        for after, until in parts:
            with self._database.cursor() as cursor:
                rows = file_rows.between(cursor, after, until)
            yield rows

    def file_bytes(self, sha256: str) -> bytes | None:
        return self._bytes("file_bytes", {"sha256": sha256})

    def draft(self, key: str) -> str | None:
        with self._database.cursor() as cursor:
            return _draft(cursor, key)

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        return self._bytes("draft_file", {"draft_key": key, "sha256": sha256})

    def drafts(self) -> Iterator[tuple[str, DraftDocument]]:
        with self._database.cursor() as cursor:
            found = connection.arrow(cursor, "drafts", {}).to_pylist()
        for one in found:
            key, files = one["draft_key"], one["files"]
            added = {sha256: self.draft_file(key, sha256) or b"" for sha256 in files}
            yield key, DraftDocument(one["document"], one["updated_at"], files, added)

    def _bytes(self, query_name: str, params: dict[str, str]) -> bytes | None:
        with self._database.cursor() as cursor:
            found = connection.fetch(cursor, query_name, params)
        return bytes(found[0][0]) if found else None

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        with self._writer, self._database.cursor() as cursor:
            cursor.execute("BEGIN")
            draft = change(_draft(cursor, key))
            _put_draft(cursor, key, draft)
            self._database.require_there()
            cursor.execute("COMMIT")
        return draft

    def clear(self) -> None:
        """Of a mirror, all that it mirrors."""
        assert self._is_mirror, "nothing goes from a ledger"
        with self._writer, self._database.cursor() as cursor:
            cursor.execute("BEGIN")
            file_rows.clear(cursor)
            cursor.execute("COMMIT")
            self._head = LedgerHead()

    def let_go(self) -> None:
        """What the file lacks is told by the act itself."""

    def copy_into(self, target: Path, trail_head: TrailHead | None = None) -> None:
        """All of it into a new file, proven equal, and there where the audit trail stood.
        Writers wait, readers do not. What killed backups left in their folder goes."""
        with self._writer, self._database.cursor() as cursor:
            backups.clear_unfinished(self.path)
            copying.copy_into(cursor, target, trail_head)

    def close(self) -> None:
        self._database.close()


def _draft(cursor: Cursor, key: str) -> str | None:
    found = connection.fetch(cursor, "draft", {"draft_key": key})
    return str(found[0][0]) if found else None


def _put_draft(cursor: Cursor, key: str, draft: DraftDocument | None) -> None:
    """In the place of what lay there; of its files, those stay that it names and does not bring."""
    cursor.execute(statements.append("dropped_draft"), {"draft_key": key})
    held = sorted(set(draft.files) - set(draft.added)) if draft else []
    cursor.execute(statements.append("dropped_draft_files"), {"draft_key": key, "held": held})
    if draft is None:
        return
    values = {"draft_key": key, "document": draft.document, "updated_at": draft.updated_at}
    cursor.execute(statements.append("draft"), values)
    for sha256, data in draft.added.items():
        cursor.execute(
            statements.append("draft_file"), {"draft_key": key, "sha256": sha256, "bytes": data}
        )
