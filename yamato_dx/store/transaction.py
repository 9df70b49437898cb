"""One transaction of the ledger: every row it appends takes the next number."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pandas as pd
import pyarrow as pa

from yamato_dx.store import connection, statements


class Transaction:
    """Made by `Record.writing`. Nothing is seen by others before it is finished."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, head: int, recorded_at: datetime) -> None:
        self.head = head  # what others see
        self.last_revision = head
        self.recorded_at = recorded_at
        self.subject: str | None = None
        self._cursor = cursor

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

    def finish(self, act: str) -> None:
        """Commit, with a line in the log of revisions; an act that appended nothing leaves none."""
        if self.last_revision == self.head:
            self._cursor.execute("ROLLBACK")
            return
        self._cursor.execute(
            statements.append("revision"),
            {
                "revision": self.last_revision,
                "recorded_at": self.recorded_at,
                "act": act,
                "subject": self.subject,
            },
        )
        self._cursor.execute("COMMIT")
