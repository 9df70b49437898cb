"""The open record: reads in DuckDB, a ledger for what is written, and the time of an act."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from yamato_dx.errors import Refused
from yamato_dx.i18n import text
from yamato_dx.store.file import connection, failures, opening, replacing
from yamato_dx.store.file.database_file import Cursor
from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.file.loss import Loss, loss_of
from yamato_dx.store.file.witness import Witness
from yamato_dx.store.promise.clock import SYSTEM_CLOCK, Clock, Timekeeper
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, Ledger
from yamato_dx.store.promise.transaction import Transaction
from yamato_dx.store.reads.entries import EntryReads
from yamato_dx.store.reads.past import PastReads
from yamato_dx.store.reads.population import PopulationReads
from yamato_dx.store.reads.reports import ReportReads
from yamato_dx.store.reads.values import ValueReads

# The kind of data set whose load marks a record of fictitious figures.
SAMPLE: Final = "sample"


class Record(ValueReads, ReportReads, EntryReads, PopulationReads, PastReads):
    """One municipality's record. Safe for any number of threads.

    Reads are asked of `file`. Acts and drafts go to `ledger`: the same file, or another engine
    whose rows the file holds up to its head.
    """

    def __init__(
        self,
        file: FileLedger,
        ledger: Ledger,
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

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        """Outside the ledger: it takes no revision, and asks no clock, so that nothing typed is
        lost to a wrong one. For `drafts` alone."""
        self._require_no_loss()
        return self._ledger.change_draft(key, change)

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

    # --- the file and its witness ---

    @property
    def loss(self) -> Loss | None:
        """What the file lacks of what was acknowledged; nothing is received then."""
        return self._file.loss

    @property
    def witness_note(self) -> str | None:
        """The id of what is to be said of the witness."""
        return self._file.witness_note

    def _require_no_loss(self) -> None:
        if self.loss:
            raise self.loss.refusal()

    def lost_in_words(self, lang: str) -> str | None:
        """What the record lost and what to do; None where nothing is lost."""
        return self.loss.refusal().sentence(lang) if self.loss else None

    def witness_in_words(self, lang: str) -> str | None:
        """What is to be said of the witness, if anything is."""
        return self.witness_note and text(self.witness_note, lang, path=self._file.witness.path)

    def warnings(self, lang: str) -> list[str]:
        """What whoever opens the record has to know."""
        return [
            sentence
            for sentence in (self.lost_in_words(lang), self.witness_in_words(lang))
            if sentence
        ]

    def copy_into(self, target: Path) -> None:
        """The whole record into a new file, proven equal. Writers wait, readers do not. What killed
        backups left in their folder goes."""
        self._file.copy_into(target)

    # --- closing ---

    def close(self) -> None:
        """Refuse new work, interrupt what runs, wait for it, close the file."""
        try:
            self._ledger.close()
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
