"""The open record: reads in DuckDB, a ledger for what is written, and the time of an act."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from yamato_dx.errors import RecordUnavailable, Refused
from yamato_dx.i18n import text
from yamato_dx.store.access.trail import Trail
from yamato_dx.store.access.trail_chain import TrailEntry, TrailEvent
from yamato_dx.store.file import backups, connection, failures, opening, replacing
from yamato_dx.store.file.database_file import Cursor
from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.file.loss import Loss, loss_of
from yamato_dx.store.file.witness import Witness
from yamato_dx.store.mirror.mirrored import MirroredLedger
from yamato_dx.store.mirror.places import opened_mirror
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.clock import SYSTEM_CLOCK, Clock, Timekeeper
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, Ledger
from yamato_dx.store.promise.refusals import RecordMoved
from yamato_dx.store.promise.trail_head import TrailHead
from yamato_dx.store.promise.transaction import Transaction
from yamato_dx.store.reads.entries import EntryReads
from yamato_dx.store.reads.past import PastReads
from yamato_dx.store.reads.population import PopulationReads
from yamato_dx.store.reads.reports import ReportReads
from yamato_dx.store.reads.values import ValueReads

# The kind of data set whose load marks a record of fictitious figures.
SAMPLE: Final = "sample"

KeptLedger = FileLedger | MirroredLedger


class Record(ValueReads, ReportReads, EntryReads, PopulationReads, PastReads):
    """One municipality's record. Safe for any number of threads.

    Reads are asked of `file`. Acts and drafts go to `ledger`: the same file, or another engine
    whose rows the file holds up to its head.
    """

    def __init__(
        self,
        file: FileLedger,
        ledger: KeptLedger,
        municipality_code: str,
        clock: Clock,
        *,
        is_clock_right: bool,
    ) -> None:
        self.path = file.path
        self.municipality_code = municipality_code
        self._file = file
        self._ledger = ledger
        # Once: it holds the clock against this start, however often the file is opened anew.
        self._time = Timekeeper(clock, None, is_right=is_clock_right)
        self._is_sample, self._sample_seen_at = False, -1
        # Follows the acts of the ledger, where record and trail were opened together.
        self.trail: Trail | None = None
        self._moved_to: str | None = None
        self._moved_seen_at = -1

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
            file = FileLedger(opening.opened(path, municipality_code, clock), path)
            return cls(file, file, municipality_code, clock, is_clock_right=is_clock_right)
        except BaseException:
            connection.release(path)
            raise

    @classmethod
    def open_shared(
        cls,
        database: DatabaseUrl,
        mirrors: Path,
        municipality_code: str,
        *,
        is_clock_right: bool = False,
    ) -> Record:
        """The record in a database, which several processes have open; made where its schema is
        empty. Read from a mirror in a folder in `mirrors`; its moments are the database's. Raises
        RecordUnavailable, UsageError."""
        # Whoever has one file needs no database's programs.
        from yamato_dx.store.postgresql.ledger import PostgresLedger

        shared = PostgresLedger(database, municipality_code)
        folder = mirrors / database.short_name
        try:
            file = opened_mirror(folder, municipality_code, municipality_code, shared.clock)
        except BaseException:
            shared.close()
            raise
        try:
            ledger = MirroredLedger(shared, file)
            clock = shared.clock
            return cls(file, ledger, municipality_code, clock, is_clock_right=is_clock_right)
        except BaseException:
            shared.close()
            file.close()
            connection.release(file.path)
            raise

    # --- reading ---

    def head(self) -> int:
        return self._ledger.head().revision

    def _cursor(self) -> AbstractContextManager[Cursor]:
        return self._file.cursor()

    def file_bytes(self, sha256: str) -> bytes | None:
        """The file as received, or None where no such file was."""
        return self._ledger.file_bytes(sha256)

    def draft(self, key: str) -> dict[str, Any] | None:
        """What was kept last under `key`; None where nothing is."""
        document = self._ledger.draft(key)
        return None if document is None else dict(json.loads(document))

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        """A file kept with the draft under `key`; None where it is not."""
        return self._ledger.draft_file(key, sha256)

    @property
    def is_sample(self) -> bool:
        """Whether the figures are fictitious (見本データ): marked once, before the first report."""
        head = self.head()
        if self._sample_seen_at != head:
            self._sample_seen_at, self._is_sample = head, self._is_marked_sample()
        return self._is_sample

    def _is_marked_sample(self) -> bool:
        return self._is_sample or self.dataset_at(SAMPLE) is not None

    # --- writing, for the store's own acts ---

    @contextmanager
    def writing(self, act: str, *, goes_on: bool = False) -> Iterator[Transaction]:
        """One act under the writer's lock: all of it is recorded, or nothing.

        What is appended raises RecordBehind where the record lacks something, unless the act
        `goes_on` without it, and ClockDoubted.
        """
        with self._ledger.writing() as head:
            transaction = Transaction(head.revision, self.now if goes_on else self._permitted)
            yield transaction
            rows = transaction.rows(act)
            if rows:
                self._ledger.append(rows)
        if rows and self.trail:
            self.trail.follow(self.lines_after)

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        """Outside the ledger: it takes no revision, and asks no clock, so that nothing typed is
        lost to a wrong one. For `drafts` alone."""
        self._require_no_loss()
        return self._ledger.change_draft(key, change)

    def refused(self, actor: Actor, act: str, called: str) -> None:
        """That the actor was refused an act on what is `called` so."""
        if self.trail:
            now = self._time.clock()
            self.trail.note(TrailEntry(TrailEvent.REFUSAL, act, actor, now, called or None))

    def now(self) -> datetime:
        """The moment of an act, never before the last. Raises ClockDoubted."""
        return self._timekeeper().now()

    def typed_at(self) -> datetime:
        """The moment of a draft, which is no act: whatever the clock says."""
        return self._time.clock()

    @property
    def is_clock_asked(self) -> bool:
        """Whether the newest act lay so far back at the start that the clock may be wrong."""
        return self._timekeeper().is_asked

    def _timekeeper(self) -> Timekeeper:
        self._time.newest = self._ledger.head().recorded_at
        return self._time

    def _permitted(self) -> datetime:
        self._require_no_loss()
        return self.now()

    @property
    def moved_to(self) -> str | None:
        """Where the record went: its last act. Nothing is received here then."""
        head = self.head()
        if self._moved_seen_at != head:
            with self._cursor() as cursor:
                found = connection.fetch(cursor, "moved", {"revision": head})
            self._moved_seen_at, self._moved_to = head, str(found[0][0]) if found else None
        return self._moved_to

    # --- the file and its witness ---

    @property
    def loss(self) -> Loss | None:
        """What the record lacks of what was acknowledged; nothing is received then."""
        return self._ledger.loss

    @property
    def witness_note(self) -> str | None:
        """The id of what is to be said of the witness."""
        return self._ledger.witness_note

    @property
    def ledger(self) -> Ledger:
        """All that was written. For `moving` alone."""
        return self._ledger

    def _require_no_loss(self) -> None:
        """Nor that it lives on elsewhere."""
        if self.loss:
            raise self.loss.refusal()
        if self.moved_to:
            raise RecordMoved("store.moved", place=self.place, target=self.moved_to)

    def let_go(self) -> None:
        """Of what is lost, before somebody goes on without it. For `accept_loss` alone."""
        self._ledger.let_go()

    def lost_in_words(self, lang: str) -> str | None:
        """What the record lost and what to do; None where nothing is lost."""
        return self.loss.refusal().sentence(lang) if self.loss else None

    def behind_in_words(self, lang: str) -> str | None:
        """Why what is shown may not be the newest: how old it may be while the server of a shared
        record cannot be reached, or where the record went."""
        if self.moved_to:
            return text("store.moved", lang, place=self.place, target=self.moved_to)
        seconds = self.behind_seconds
        if seconds is None:
            return None
        return text("store.server.behind", lang, count=max(1, round(seconds / 60)))

    @property
    def behind_seconds(self) -> float | None:
        """How old what is shown of a shared record may be; None where it is as new as can be, and
        where nothing comes any more."""
        return None if self.loss else self._ledger.behind_seconds

    @property
    def place(self) -> str:
        """Where the record lies, for people."""
        return self._ledger.place

    @property
    def is_shared(self) -> bool:
        """Whether other processes may have it open, too: drafts lie with the ledger then."""
        return self._file is not self._ledger

    def witness_in_words(self, lang: str) -> str | None:
        """What is to be said of the witness, if anything is."""
        return self.witness_note and text(self.witness_note, lang, path=self._file.witness.path)

    def trail_in_words(self, lang: str) -> str | None:
        """Why the newest acts are not in the trail; None where they are."""
        trouble = self.trail and self.trail.trouble
        return text("store.trail_waits", lang, why=trouble.sentence(lang)) if trouble else None

    def warnings(self, lang: str) -> list[str]:
        """What whoever opens the record has to know."""
        return [
            sentence
            for sentence in (
                self.lost_in_words(lang),
                self.behind_in_words(lang),
                self.witness_in_words(lang),
                self.trail_in_words(lang),
            )
            if sentence
        ]

    def copy_into(self, target: Path) -> None:
        """The whole record into a new file, proven equal. Writers wait, readers do not. What killed
        backups left in their folder goes."""
        self._ledger.copy_into(target, self._trail_head())

    def trail_heads(self) -> list[TrailHead]:
        """Where the audit trail stood when the backups were made of which this was restored."""
        with self._cursor() as cursor:
            return backups.trail_heads(cursor, self.path)

    def _trail_head(self) -> TrailHead | None:
        """None where the trail cannot be read: a backup is made all the same."""
        with suppress(RecordUnavailable):
            return self.trail.head() if self.trail else None
        return None

    # --- closing ---

    def close(self) -> None:
        """Refuse new work, interrupt what runs, wait for it, close the file."""
        try:
            self._ledger.close()
            if self.trail:
                self.trail.close()
        finally:
            connection.release(self.path)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _require_beginning(path: Path, *, begins_anew: bool) -> None:
    """Where no record is, a witness tells whether there was one. Raises RecordBehind, Refused."""
    seen = Witness(path).read()
    if seen and seen.revision:
        if not begins_anew:
            raise loss_of(path, "gone", seen).refusal()
    elif begins_anew:
        raise Refused("store.witness.nothing_to_accept", path=path)
