"""A ledger of an engine that several processes share, its rows in a file of this process's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, Ledger, LedgerHead, Rows


class Mirrored:
    """A `promise.Ledger`. `file`, the mirror, catches up whenever the head is asked."""

    def __init__(self, ledger: Ledger, file: FileLedger) -> None:
        self._ledger = ledger
        self._file = file

    def head(self) -> LedgerHead:
        head = self._ledger.head()
        if self._file.head().revision < head.revision:
            catch_up(self._file, self._ledger)
        return self._file.head()

    @contextmanager
    def writing(self) -> Iterator[LedgerHead]:
        with self._ledger.writing():
            yield self.head()

    def append(self, rows: Rows) -> None:
        self._ledger.append(rows)
        self.head()

    def rows_after(self, revision: int) -> Iterator[Rows]:
        return self._ledger.rows_after(revision)

    def file_bytes(self, sha256: str) -> bytes | None:
        return self._ledger.file_bytes(sha256)

    def draft(self, key: str) -> str | None:
        return self._ledger.draft(key)

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        return self._ledger.draft_file(key, sha256)

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        return self._ledger.change_draft(key, change)

    def close(self) -> None:
        self._ledger.close()
        self._file.close()


def catch_up(mirror: Ledger, ledger: Ledger) -> None:
    """Take in what the ledger has after the mirror's head."""
    with mirror.writing() as head:
        for rows in ledger.rows_after(head.revision):
            mirror.append(rows)
