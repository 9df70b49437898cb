"""What the store promises, whatever engine keeps the ledger: the calls of `Ledger`.

Held for every engine by one suite of tests, `tests/store/contract`. What held at a revision is no
call: rows never change, so it is read from those up to it, in the tables of `tables`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol

import numpy as np
import pyarrow as pa

from yamato_dx.store.promise.clock import doubted
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.promise.tables import ACTS

NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True)
class LedgerHead:
    """The number with which the newest act ends, and its moment; 0 and None before the first."""

    revision: int = 0
    recorded_at: datetime | None = None


@dataclass(frozen=True, eq=False)
class Rows:
    """All rows of whole acts that follow each other: table → rows, in the order of their numbers.

    The tables are those of `tables.LEDGER` that have any, and `tables.ACTS`.
    """

    tables: Mapping[str, pa.Table]

    @property
    def head(self) -> LedgerHead:
        """Where a ledger ends that has them."""
        acts = self.tables[ACTS].slice(self.tables[ACTS].num_rows - 1)
        return LedgerHead(acts["last_revision"][0].as_py(), acts["recorded_at"][0].as_py())

    @property
    def last_act_after(self) -> int:
        """The end of the act before the last of them."""
        ends = self.tables[ACTS]["last_revision"]
        return ends[-2].as_py() if len(ends) > 1 else int(self._numbers()[0]) - 1

    def require_following(self, head: LedgerHead) -> None:
        """Raises Stale where another act has taken their numbers, ClockDoubted where one of them
        would lie before the act that it follows."""
        numbers = self._numbers()
        if numbers[0] != head.revision + 1:
            raise Stale("store.overtaken", revision=head.revision)
        expected = np.arange(head.revision + 1, self.head.revision + 1)
        assert np.array_equal(numbers, expected), "each row takes the next number"
        before = head.recorded_at
        for moment in self.tables[ACTS]["recorded_at"].to_pylist():
            if before is not None and moment < before:
                raise doubted("store.clock.back", moment, before)
            before = moment

    def _numbers(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        columns = [rows["revision"] for name, rows in self.tables.items() if name != ACTS]
        return np.sort(np.concatenate([column.to_numpy() for column in columns]))


@dataclass(frozen=True)
class DraftDocument:
    """What lies under a key of the drafts, as JSON. `files`: sha256 of all that lie beside it,
    `added`: the bytes of those that come now."""

    document: str
    updated_at: datetime
    files: Collection[str] = ()
    added: Mapping[str, bytes] = field(default_factory=dict)


# What a draft becomes, of what lies there (JSON); None where there is none, or is to be none.
DraftChange = Callable[[str | None], DraftDocument | None]


class Ledger(Protocol):
    """Safe for any number of threads, and of processes where the engine lets several in."""

    def head(self) -> LedgerHead:
        """As it is now, whoever wrote. Asked many times for each page that is drawn."""

    def writing(self) -> AbstractContextManager[LedgerHead]:
        """Nobody else appends or changes a draft until it ends: for what is read before an act to
        be true when it is appended."""

    def append(self, rows: Rows) -> None:
        """Whole or not at all, and kept before this returns. The bytes of files named by a row of
        `removal` go with it, those that lie with drafts too; their row of `file` stays. Raises what
        `Rows.require_following` raises, RecordUnavailable."""

    def rows_after(self, revision: int) -> Iterator[Rows]:
        """All acts after `revision`, the end of one, in parts of whole acts that fit into memory.
        Appended to another ledger that ends there, they make it equal."""

    def file_bytes(self, sha256: str) -> bytes | None:
        """The bytes of a row of `file`; None where there is none, or they were removed."""

    def draft(self, key: str) -> str | None:
        """The document that lies under `key`; None where none does."""

    def draft_file(self, key: str, sha256: str) -> bytes | None:
        """A file that lies beside it; None where it does not."""

    def drafts(self) -> Iterator[tuple[str, DraftDocument]]:
        """All that lie there, by key, each with the bytes of its files: to be put elsewhere."""

    def change_draft(self, key: str, change: DraftChange) -> DraftDocument | None:
        """Put what `change` makes of it in its place, under the writer's lock; that. Files that it
        does not name go. What `change` raises leaves all as it was. No act, and in no export."""

    def close(self) -> None:
        """Refuse new work, interrupt what runs, wait for it."""
