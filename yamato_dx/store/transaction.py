"""One transaction of the ledger: every row it appends takes the next number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

import duckdb
import pandas as pd
import pyarrow as pa

from yamato_dx.errors import Refused
from yamato_dx.store import statements
from yamato_dx.store.file import connection
from yamato_dx.store.file.witness import Witnessed, act_between


class Transaction:
    """Made by `Record.writing`. Nothing is seen by others before it is finished."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, head: int, permit: Callable[[], datetime]
    ) -> None:
        self.head = head  # what others see
        self.last_revision = head
        self.subject: str | None = None
        self._cursor = cursor
        self._permit = permit

    @cached_property
    def recorded_at(self) -> datetime:
        """The moment of the act. Raises where the record receives nothing: an act that finds
        nothing to append never asks."""
        return self._permit()

    def require_reached(self, revision: int) -> None:
        """Raises Refused for a revision that is not there yet: nothing would have changed since,
        whatever others wrote."""
        if not 0 <= revision <= self.head:
            raise Refused("store.not_reached", revision=revision, head=self.head)

    def ask(self, query_name: str, **params: object) -> pd.DataFrame:
        return connection.ask(self._cursor, query_name, params)

    def append(self, table: str, **values: object) -> int:
        """Append one row; its revision."""
        self.last_revision += 1
        self._cursor.execute(
            statements.append(table),
            values | {"recorded_at": self.recorded_at, "revision": self.last_revision},
        )
        return self.last_revision

    def append_rows(self, table: str, incoming: pa.Table, batch_id: str) -> None:
        """Append one row per row of `incoming`, numbered in its order."""
        self._cursor.register("incoming", incoming)
        self._cursor.execute(
            statements.append(table),
            {"batch_id": batch_id, "revision": self.last_revision + 1},
        )
        self.last_revision += incoming.num_rows

    def finish(self, act: str) -> Witnessed | None:
        """Commit, with a line in the log of revisions, and say what a witness is to keep; an act
        that appended nothing leaves neither."""
        if self.last_revision == self.head:
            self._cursor.execute("ROLLBACK")
            return None
        self._cursor.execute(
            statements.append("revision"),
            {
                "revision": self.last_revision,
                "recorded_at": self.recorded_at,
                "act": act,
                "subject": self.subject,
            },
        )
        seen = act_between(self._cursor, self.head, self.last_revision)
        self._cursor.execute("COMMIT")
        return seen
