"""The open record: who may touch it, one cursor per call, and how it closes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

import duckdb
import pandas as pd

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store import connection, copying, failures, frames, opening
from yamato_dx.store.database_file import Cursor, DatabaseFile
from yamato_dx.store.opening import Clock
from yamato_dx.store.refusals import RecordNotWritten
from yamato_dx.store.transaction import Transaction

BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)

NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})

# The kind of data set whose load marks a record of fictitious figures.
SAMPLE: Final = "sample"


def utc_now() -> datetime:
    return datetime.now(UTC)


class Record:
    """One municipality's record. Safe for any number of threads; one process at a time."""

    def __init__(
        self, parent: duckdb.DuckDBPyConnection, path: Path, municipality_code: str, clock: Clock
    ) -> None:
        self.path = path
        self.municipality_code = municipality_code
        self._clock = clock
        self._writer = Lock()
        self._is_sample, self._sample_seen_at = False, -1
        self._file = DatabaseFile(parent, path, self._take_stock)

    def _take_stock(self, cursor: Cursor) -> None:
        """Of what the file holds, each time it was opened."""
        latest = connection.ask(cursor, "latest", {})
        self._head = int(latest["revision"].item())
        moment = latest["recorded_at"].item()
        self._last_moment = BEFORE_ALL if pd.isna(moment) else moment.to_pydatetime()

    @classmethod
    def open(cls, path: Path, municipality_code: str, *, clock: Clock = utc_now) -> Record:
        """Create or open the record at `path`. Raises RecordUnavailable, always one sentence."""
        path = path.resolve()
        connection.reserve(path)
        try:
            parent = opening.opened(path, municipality_code, clock)
            return cls(parent, path, municipality_code, clock)
        except BaseException:
            connection.release(path)
            raise

    # --- reading ---

    def ask(self, query_name: str, **params: object) -> pd.DataFrame:
        """The answer to `queries/<query_name>.sql`; its first line says what one row is."""
        with self._file.cursor() as cursor:
            return connection.ask(cursor, query_name, params)

    def head(self) -> int:
        """The last revision; 0 in an empty record. Grows with every act: a cache key."""
        return self._head

    def standing(
        self,
        municipality_code: str | None = None,
        as_of_revision: int | None = None,
        *,
        without_batch_id: str | None = None,
    ) -> pd.DataFrame:
        """STANDING: one row per KPI and period, the value that held at `as_of_revision` (now).

        `without_batch_id`: as if that report had never been received.
        """
        return self.ask(
            "standing",
            municipality_code=municipality_code,
            as_of_revision=self._at(as_of_revision),
            without_batch_id=without_batch_id,
        )

    def standing_if_sent(
        self,
        values: pd.DataFrame,
        *,
        replaces: str | None = None,
        municipality_code: str | None = None,
    ) -> pd.DataFrame:
        """STANDING as it would be with `values` (VALUES) sent now; their batch_id is missing."""
        return self.ask(
            "standing_if_sent",
            incoming=frames.incoming(values),
            replaces=replaces,
            municipality_code=municipality_code,
            as_of_revision=self._head,
        )

    def actual_rows(self, batch_id: str) -> pd.DataFrame:
        """STANDING's columns, one row per value of the report, in the order sent."""
        return self.ask("actual_rows", batch_id=batch_id)

    def batches(self, revision: int | None = None) -> pd.DataFrame:
        """One row per report, newest first, with its status at `revision` (now)."""
        return self.ask("batches", as_of_revision=self._at(revision))

    def file_bytes(self, sha256: str) -> bytes | None:
        """The file as received, or None where no such file was."""
        found = self.ask("file_bytes", sha256=sha256)
        return bytes(found["bytes"].item()) if len(found) else None

    def has_file(self, sha256: str) -> bool:
        """Whether the file was ever received, in a report that stands or in one withdrawn."""
        return bool(self.ask("file_known", sha256=sha256)["is_known"].item())

    def attachments(self, revision: int | None = None) -> pd.DataFrame:
        """One row per file attached to a report received by `revision` (now), in the order sent:
        batch_id, attachment_no, subject (missing: the whole report), file_name, sha256,
        byte_count."""
        return self.ask("attachments", as_of_revision=self._at(revision))

    def revision_at(self, moment: datetime) -> int:
        """The last revision recorded by `moment` (with its time zone); 0 before the first."""
        assert moment.tzinfo is not None, "a moment needs its time zone"
        return int(self.ask("revision_at", moment=moment)["revision"].item())

    def moments(self) -> pd.DataFrame:
        """One row per act, newest first: revision, recorded_at, act, subject."""
        return self.ask("moments")

    def audit_events(self, revision: int | None = None) -> pd.DataFrame:
        """One row per act, newest first, with its actor and its detail as JSON."""
        return self.ask("audit_events", as_of_revision=self._at(revision))

    def plans_at(self, revision: int | None = None) -> tuple[str, ...]:
        """The plan documents that held at `revision`, by kind (`plan:1.0`, `plan:2.0`…).

        A version that came later was not there; before the first came, all that came hold.
        """
        at = self._at(revision)
        held = self.ask("datasets_at", kind="plan:", as_of_revision=at)
        known = held["revision"] <= at
        return tuple(held.loc[known if known.any() else ~known, "document"])

    def dataset_at(self, kind: str, revision: int | None = None) -> str | None:
        """The document of `kind` that held at `revision`; None where none was ever loaded."""
        held = self.ask("datasets_at", kind=kind, as_of_revision=self._at(revision))
        exact = held.loc[held["kind"] == kind, "document"]
        return str(exact.item()) if len(exact) else None

    def entries(
        self, kind: str, revision: int | None = None, *, without_batch_id: str | None = None
    ) -> pd.DataFrame:
        """One row per key of `kind` that held at `revision` (now), by key: entry_key, document
        (a dict), batch_id, actor_name, recorded_at, revision.

        `without_batch_id`: as if that report had never been received.
        """
        found = self.entries_of([kind], revision, without_batch_id=without_batch_id)
        return found.drop(columns="kind")

    def entries_of(
        self,
        kinds: Sequence[str],
        revision: int | None = None,
        *,
        without_batch_id: str | None = None,
    ) -> pd.DataFrame:
        """As `entries`, of several kinds in one question, with the column kind."""
        found = self.ask(
            "entries",
            kinds=list(kinds),
            as_of_revision=self._at(revision),
            without_batch_id=without_batch_id,
        )
        return frames.parsed(found)

    def entry_history(
        self, kind: str, entry_key: str | None = None, revision: int | None = None
    ) -> pd.DataFrame:
        """One row per thing said of `kind` (of one key), oldest first: the columns of `entries`
        and is_withdrawn. A document None took the entry away."""
        found = self.ask(
            "entry_history", kind=kind, entry_key=entry_key, as_of_revision=self._at(revision)
        )
        return frames.parsed(found)

    def entries_of_batch(self, batch_id: str, kind: str = "progress") -> pd.DataFrame:
        """One row per thing said of `kind` in the report, in the order sent."""
        return frames.parsed(self.ask("entries_of_batch", batch_id=batch_id, kind=kind))

    def population_rows(self, revision: int | None = None) -> pd.DataFrame:
        """One row per reported figure (municipality, day, series, vintage, sex, age group) that
        held at `revision` (now): the columns of the table and recorded_at."""
        return self.ask("population", as_of_revision=self._at(revision))

    def population_of_batch(self, batch_id: str) -> pd.DataFrame:
        """The columns of `population_rows`, one row per figure of the report, in the order sent."""
        return self.ask("population_of_batch", batch_id=batch_id)

    def draft(self, key: str) -> dict[str, Any] | None:
        """What was kept last under `key`; None where nothing is."""
        with self._file.cursor() as cursor:
            found = connection.fetch(cursor, "draft", {"draft_key": key})
        return dict(json.loads(found[0][0])) if found else None

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        """A file kept with the draft under `key`; None where it is not."""
        found = self.ask("draft_file", draft_key=key, sha256=sha256)
        return bytes(found["bytes"].item()) if len(found) else None

    @property
    def is_sample(self) -> bool:
        """Whether the figures are fictitious (見本データ): marked once, before the first report."""
        if self._sample_seen_at != self._head:
            self._sample_seen_at, self._is_sample = self._head, self._is_marked_sample()
        return self._is_sample

    def _is_marked_sample(self) -> bool:
        return self._is_sample or self.dataset_at(SAMPLE) is not None

    def faults(self) -> pd.DataFrame:
        """One row per broken rule of the ledger: rule, fault_count. Empty: all is well."""
        return self.ask("faults")

    # --- writing, for `ledger` and `acts` ---

    def now(self) -> datetime:
        """Never before the last act, should the server's clock be put back."""
        return max(self._clock(), self._last_moment)

    @contextmanager
    def drafting(self) -> Iterator[Cursor]:
        """One transaction under the writer lock, outside the ledger: it takes no revision. For
        `drafts` alone."""
        with self._writer, self._file.cursor() as cursor:
            cursor.execute("BEGIN")
            yield cursor
            self._file.require_there()
            cursor.execute("COMMIT")

    @contextmanager
    def writing(self, act: str) -> Iterator[Transaction]:
        """One transaction under the writer lock: all of it is recorded, or nothing."""
        with self._writer:
            fatal = None
            with self._file.cursor() as cursor:
                now = self.now()
                cursor.execute("BEGIN")
                transaction = Transaction(cursor, self._head, now)
                yield transaction
                self._file.require_there()
                try:
                    transaction.finish(act)
                except duckdb.FatalException as error:
                    self._file.note(error)
                    fatal = error
            if fatal:
                self._require_recorded(transaction.last_revision, fatal)
            self._head, self._last_moment = transaction.last_revision, now

    def _require_recorded(self, revision: int, error: duckdb.FatalException) -> None:
        """DuckDB broke at COMMIT, before it or after it: what the file holds now says which."""
        try:
            with self._file.cursor():  # opens it anew, and `_take_stock` looks
                pass
        except RecordUnavailable as unavailable:
            raise RecordNotWritten("store.unsure", path=self.path) from unavailable
        if self._head < revision:
            refusal = failures.of_record(error, self.path)
            assert refusal, "what breaks a database is of its disk"
            raise refusal from error

    def copy_into(self, target: Path) -> None:
        """The whole record into a new file, proven equal. Writers wait, readers do not."""
        with self._writer, self._file.cursor() as cursor:
            copying.copy_into(cursor, target)

    # --- closing ---

    def close(self) -> None:
        """Refuse new work, interrupt what runs, wait for it, close the file."""
        try:
            self._file.close()
        finally:
            connection.release(self.path)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _at(self, revision: int | None) -> int:
        """`revision`, or the end of the act before it where it lies within one; now for None."""
        if revision is None or revision >= self._head:
            return self._head
        return _end_of_act(self, revision)


@lru_cache(maxsize=64)
def _end_of_act(record: Record, revision: int) -> int:
    """Of a revision before the head, which no later act can change."""
    return int(record.ask("end_of_act", revision=revision)["revision"].item())
