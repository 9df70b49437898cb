"""What all reads of the record stand on: a question by its file, and at which revision."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Final

import pandas as pd

from yamato_dx.kept_answers import kept
from yamato_dx.store.file import connection
from yamato_dx.store.file.database_file import Cursor

# What an act may be about beside figures, with the kind of an entry: as `last_told` has it.
Matter = tuple[str, str]
FALL: Final[Matter] = ("fall", "")
LOAD: Final[Matter] = ("load", "")


def of_kind(kind: str) -> Matter:
    return "entry", kind


class Reads(ABC):
    """Of one record, over tables that hold the rows of its ledger up to `head`."""

    @abstractmethod
    def head(self) -> int:
        """The last revision; 0 in an empty record. Grows with every act: a cache key."""

    @abstractmethod
    def _cursor(self) -> AbstractContextManager[Cursor]:
        """Of its own for each question."""

    def _ask(self, query_name: str, **params: object) -> pd.DataFrame:
        """The answer to `sql/reads/<query_name>.sql`; its first line says what one row is."""
        with self._cursor() as cursor:
            return connection.ask(cursor, query_name, params)

    def _at(self, revision: int | None) -> int:
        """`revision`, or the end of the act before it where it lies within one; now for None."""
        head = self.head()
        return head if revision is None or revision >= head else _end_of_act(self, revision)

    def _last_told(self, revision: int, *told: Matter) -> int:
        """The last revision by `revision` at which one of `told` was; 0: none ever was. What they
        said then still holds, however many figures came since."""
        known = _last_revisions(self, revision)
        return max(known.get(of, 0) for of in told)


@kept(16)
def _last_revisions(reads: Reads, revision: int) -> Mapping[Matter, int]:
    found = reads._ask("last_told", as_of_revision=revision)
    told = zip(found["told"], found["kind"], strict=True)
    return dict(zip(told, map(int, found["revision"]), strict=True))


@lru_cache(maxsize=64)
def _end_of_act(reads: Reads, revision: int) -> int:
    """Of a revision before the head, which no later act can change."""
    return int(reads._ask("end_of_act", revision=revision)["revision"].item())
