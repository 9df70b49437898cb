"""A ledger that several processes share, its rows in a file of this process's own."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, RLock, Thread
from typing import Final

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.file.loss import Loss, LossKind
from yamato_dx.store.mirror.comparing import loss_of_database, require_same_act
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, LedgerHead, Rows
from yamato_dx.store.promise.refusals import RecordAway, RecordClosed
from yamato_dx.store.promise.shared import SharedLedger
from yamato_dx.store.promise.trail_head import TrailHead

LOG: Final = logging.getLogger(__name__)

# How long nobody asks the shared ledger, unless it tells that something came.
LOOK_SECONDS: Final = 0.5
# From here on what is shown may be old, and says so.
AWAY_SECONDS: Final = 3.0
# Of this many drafts it is known what they were when the shared ledger was asked last.
DRAFTS_SEEN: Final = 500
# Whoever acts waits so long for somebody who is taking in what others did.
TURN_SECONDS: Final = 30.0


class MirroredLedger:
    """A `promise.Ledger`. Whoever reads, reads the mirror; whoever acts, acts on the shared ledger
    and finds his act in the mirror when it is acknowledged. What others did comes within a second.

    `loss`: what the mirror has and the shared ledger has not; nothing is received then.
    """

    witness_note: str | None = None

    def __init__(self, shared: SharedLedger, file: FileLedger) -> None:
        """Returns when the mirror has all that is acknowledged now. Raises RecordUnavailable."""
        self._shared = shared
        self._file = file
        self._turn = RLock()
        self._closing = Event()
        self._seen_at = time.monotonic()
        self._failed: RecordUnavailable | None = None
        self._drafts_seen: OrderedDict[str, str | None] = OrderedDict()
        self.loss: Loss | None = None
        self._begin()
        self._following = Thread(target=self._follow, name="mirror", daemon=True)
        self._following.start()

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def place(self) -> str:
        """Where the shared ledger lies, for people."""
        return self._shared.shown

    # --- following ---

    def _begin(self) -> None:
        """The first time it is held against the whole act with which the mirror ends; from then on
        against its moment."""
        kind = require_same_act(self._shared, self._file)
        if kind:
            self._stop_receiving(kind)
        else:
            self.catch_up()

    def catch_up(self) -> None:
        """Take in what the shared ledger has after the mirror's head. Raises RecordUnavailable."""
        with self._in_turn():
            if self.loss:
                return
            head = self._file.head()
            theirs, is_followed = self._shared.following(head)
            if theirs.revision < head.revision or not is_followed:
                self._stop_receiving("behind" if theirs.revision < head.revision else "foreign")
            elif theirs.revision > head.revision:
                for rows in self._shared.rows_after(head.revision):
                    self._file.append(rows)
            self._seen_at, self._failed = time.monotonic(), None

    def _stop_receiving(self, kind: LossKind) -> None:
        self.loss = loss_of_database(self._shared, self._file, kind)
        LOG.error("%s", self.loss.refusal())

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=TURN_SECONDS):
            raise RecordAway("store.server.away", database=self.place)
        try:
            yield
        finally:
            self._turn.release()

    def _follow(self) -> None:
        while not self._closing.is_set():
            try:
                self._shared.wait(LOOK_SECONDS)
                self.catch_up()
            except RecordClosed:
                return
            except RecordUnavailable as error:
                self._note(error)
                self._closing.wait(LOOK_SECONDS)
            except Exception:
                if self._closing.is_set():
                    return
                # Whatever it is, what is shown gets old, and says so.
                LOG.exception("the mirror %s cannot follow", self.path)
                self._closing.wait(AWAY_SECONDS)

    def _note(self, error: RecordUnavailable) -> None:
        if self._failed is None and not self._closing.is_set():
            LOG.error("%s: %s", self.place, error)
        self._failed = error

    @property
    def behind_seconds(self) -> float | None:
        """How old what is shown may be; None where it is as new as can be."""
        seconds = time.monotonic() - self._seen_at
        return seconds if seconds > AWAY_SECONDS or self._failed else None

    # --- the ledger's calls ---

    def head(self) -> LedgerHead:
        """As the mirror has it."""
        return self._file.head()

    @contextmanager
    def writing(self) -> Iterator[LedgerHead]:
        with self._noting(), self._shared.writing() as head:
            if self._file.head() != head:
                self.catch_up()
            yield self._file.head()

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except RecordAway as error:
            self._note(error)
            raise

    def append(self, rows: Rows) -> None:
        with self.writing():
            if self.loss:
                raise self.loss.refusal()
            self._shared.append(rows)
            self._take_own(rows)

    def _take_own(self, rows: Rows) -> None:
        """It is acknowledged: whatever becomes of the mirror now, it is no refusal."""
        try:
            with self._in_turn():
                if self._file.head().revision < rows.head.revision:
                    self._file.append(rows)
        except RecordUnavailable:
            LOG.exception(
                "the mirror %s did not take in revision %s", self.path, rows.head.revision
            )

    def rows_after(self, revision: int) -> Iterator[Rows]:
        return self._shared.rows_after(revision)

    def file_bytes(self, sha256: str) -> bytes | None:
        return self._file.file_bytes(sha256)

    def draft(self, key: str) -> str | None:
        """While nobody can ask, as this process saw it last: whoever has it open goes on."""
        try:
            with self._noting():
                document = self._shared.draft(key)
        except RecordAway:
            if key not in self._drafts_seen:
                raise
            return self._drafts_seen[key]
        self._see(key, document)
        return document

    def _see(self, key: str, document: str | None) -> None:
        self._drafts_seen[key] = document
        self._drafts_seen.move_to_end(key)
        while len(self._drafts_seen) > DRAFTS_SEEN:
            self._drafts_seen.popitem(last=False)

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        with self._noting():
            return self._shared.draft_file(key, sha256)

    def drafts(self) -> Iterator[tuple[str, DraftDocument]]:
        return self._shared.drafts()

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        with self._noting():
            draft = self._shared.change_draft(key, change)
        self._see(key, draft.document if draft else None)
        return draft

    def let_go(self) -> None:
        """Of what the shared ledger lacks: from now on the mirror is of that ledger again. What it
        had stays beside it. Raises RecordUnavailable."""
        with self._in_turn():
            head = self._file.head()
            self._file.copy_into(
                self.path.with_name(f"{self.path.stem}.lost-{head.revision}.duckdb")
            )
            self._file.clear()
            self.loss = None
            self.catch_up()

    def copy_into(self, target: Path, trail_head: TrailHead | None = None) -> None:
        """The mirror: what is in the shared ledger but its drafts."""
        self._file.copy_into(target, trail_head)

    def close(self) -> None:
        self._closing.set()
        self._shared.close()
        self._following.join(TURN_SECONDS)
        self._file.close()
