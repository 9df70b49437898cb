"""The open record: who may touch it, one cursor per call, and how it closes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

import duckdb
import pandas as pd

from yamato_dx.errors import RecordUnavailable, Refused
from yamato_dx.i18n import text
from yamato_dx.store import frames
from yamato_dx.store.clock import SYSTEM_CLOCK, Clock, Timekeeper
from yamato_dx.store.file import backups, connection, copying, failures, opening, replacing
from yamato_dx.store.file.database_file import Cursor, DatabaseFile
from yamato_dx.store.file.loss import Loss, loss_of
from yamato_dx.store.file.witness import Witness, Witnessed, act_at, newest_act
from yamato_dx.store.refusals import RecordNotWritten
from yamato_dx.store.transaction import Transaction

LOG: Final = logging.getLogger(__name__)


NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})

# The kind of data set whose load marks a record of fictitious figures.
SAMPLE: Final = "sample"


class Record:
    """One municipality's record. Safe for any number of threads; one process at a time."""

    def __init__(
        self,
        parent: duckdb.DuckDBPyConnection,
        path: Path,
        municipality_code: str,
        clock: Clock,
        *,
        is_clock_right: bool,
    ) -> None:
        self.path = path
        self.municipality_code = municipality_code
        # Once: it holds the clock against this start, however often the file is opened anew.
        self._time = Timekeeper(clock, None, is_right=is_clock_right)
        self._witness = Witness(path)
        self.witness_note: str | None = None
        self.loss: Loss | None = None
        self._writer = Lock()
        self._is_sample, self._sample_seen_at = False, -1
        self._file = DatabaseFile(parent, path, self._take_stock)

    def _take_stock(self, cursor: Cursor) -> None:
        """Of what the file holds, each time it was opened."""
        latest = connection.ask(cursor, "latest", {})
        self._head = int(latest["revision"].item())
        moment = latest["recorded_at"].item()
        self._time.newest = None if pd.isna(moment) else moment.to_pydatetime()
        self._hold_against_witness(cursor)

    @classmethod
    def open(
        cls,
        path: Path,
        municipality_code: str,
        *,
        clock: Clock = SYSTEM_CLOCK,
        is_clock_right: bool = False,
        begins_anew: bool = False,
    ) -> Record:
        """Create or open the record at `path`. Raises RecordUnavailable, always one sentence.

        A record that lacks what its witness saw opens with a `loss` and can be read; one of which
        nothing is left is only made with `begins_anew`, and with that no other. Raises Refused
        where there is nothing to begin anew.
        """
        path = path.resolve()
        connection.reserve(path)
        try:
            with failures.opening(path):
                is_there = path.exists() or replacing.is_decided(path)
            if not is_there:
                _require_beginning(path, begins_anew=begins_anew)
            parent = opening.opened(path, municipality_code, clock)
            try:
                return cls(parent, path, municipality_code, clock, is_clock_right=is_clock_right)
            except BaseException:
                parent.close()
                raise
        except BaseException:
            connection.release(path)
            raise

    def _hold_against_witness(self, cursor: Cursor) -> None:
        """Find what is missing, or bring the witness up to the record; say where there was none."""
        seen = self._witness.read()
        newest = newest_act(cursor)
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
        """The moment of an act, never before the last. Raises ClockDoubted."""
        return self._time.now()

    def typed_at(self) -> datetime:
        """The moment of a draft, which is no act: whatever the clock says."""
        return self._time.clock()

    @property
    def is_clock_asked(self) -> bool:
        """Whether the newest act lay so far back at the start that the clock may be wrong."""
        return self._time.is_asked

    def _require_no_loss(self) -> None:
        if self.loss:
            raise self.loss.refusal()

    @contextmanager
    def drafting(self) -> Iterator[Cursor]:
        """One transaction under the writer lock, outside the ledger: it takes no revision, and
        asks no clock, so that nothing typed is lost to a wrong one. For `drafts` alone."""
        self._require_no_loss()
        with self._writer, self._file.cursor() as cursor:
            cursor.execute("BEGIN")
            yield cursor
            self._file.require_there()
            cursor.execute("COMMIT")

    @contextmanager
    def writing(self, act: str, *, goes_on: bool = False) -> Iterator[Transaction]:
        """One transaction under the writer lock: all of it is recorded, or nothing.

        The witness has it before this returns. What is appended raises RecordBehind where the
        record lacks something, unless the act `goes_on` without it, and ClockDoubted.
        """
        with self._writer:
            fatal = seen = None
            with self._file.cursor() as cursor:
                cursor.execute("BEGIN")
                permit = self.now if goes_on else self._permitted
                transaction = Transaction(cursor, self._head, permit)
                yield transaction
                self._file.require_there()
                try:
                    seen = transaction.finish(act)
                except duckdb.FatalException as error:
                    self._file.note(error)
                    fatal = error
            if fatal:
                self._require_recorded(transaction.last_revision, fatal)
            elif seen:
                self._head, self._time.newest = seen.revision, transaction.recorded_at
                self._tell_witness(seen)
                self.loss = None

    def _permitted(self) -> datetime:
        self._require_no_loss()
        return self.now()

    def _tell_witness(self, seen: Witnessed) -> None:
        """What is recorded stands, though its witness cannot be written: that is said, and tried
        again with the next act."""
        try:
            self._witness.write(seen)
        except OSError:
            LOG.exception("the witness %s cannot be written", self._witness.path)
            self.witness_note = "store.witness.not_written"
        else:
            if self.witness_note == "store.witness.not_written":
                self.witness_note = None

    def lost_in_words(self, lang: str) -> str | None:
        """What the record lost and what to do; None where nothing is lost."""
        return self.loss.refusal().sentence(lang) if self.loss else None

    def witness_in_words(self, lang: str) -> str | None:
        """What is to be said of the witness, if anything is."""
        return self.witness_note and text(self.witness_note, lang, path=self._witness.path)

    def warnings(self, lang: str) -> list[str]:
        """What whoever opens the record has to know."""
        return [one for one in (self.lost_in_words(lang), self.witness_in_words(lang)) if one]

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
        """The whole record into a new file, proven equal. Writers wait, readers do not. What killed
        backups left in their folder goes."""
        with self._writer, self._file.cursor() as cursor:
            backups.clear_unfinished(self.path)
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


def _require_beginning(path: Path, *, begins_anew: bool) -> None:
    """Where no record is, a witness tells whether there was one. Raises RecordBehind, Refused."""
    seen = Witness(path).read()
    if seen and seen.revision:
        if not begins_anew:
            raise loss_of(path, "gone", seen).refusal()
    elif begins_anew:
        raise Refused("store.witness.nothing_to_accept", path=path)


@lru_cache(maxsize=64)
def _end_of_act(record: Record, revision: int) -> int:
    """Of a revision before the head, which no later act can change."""
    return int(record.ask("end_of_act", revision=revision)["revision"].item())
