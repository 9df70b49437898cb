"""One act of the ledger: every row it appends takes the next number."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yamato_dx.errors import Refused
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.ledger import Rows
from yamato_dx.store.promise.tables import ACT_COLUMNS, ACTS, LEDGER, MOMENT_COLUMNS

# A sign that PostgreSQL keeps in no text; nobody types it.
NUL: Final = "\x00"
# Of a text that is refused, so much is quoted.
SHOWN: Final = 40


class Transaction:
    """Made by `Record.writing`. Nothing of it is in the ledger before it is finished."""

    def __init__(self, head: int, permit: Callable[[], datetime]) -> None:
        self.head = head  # what others see
        self.last_revision = head
        self.subject: str | None = None
        self._permit = permit
        self._parts: dict[str, list[pa.Table]] = {}

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

    def append(self, table: str, **values: object) -> int:
        """Append one row; its revision."""
        schema = LEDGER[table]
        assert values.keys() <= set(schema.names), f"{values.keys()} are columns of {table}"
        moments = {name: self.recorded_at for name in MOMENT_COLUMNS if name in schema.names}
        row = {**values, **moments, "revision": self.last_revision + 1}
        self._add(table, pa.Table.from_pylist([row], schema))
        return self.last_revision

    def append_rows(self, table: str, incoming: pa.Table, batch_id: str) -> None:
        """Append one row per row of `incoming`, numbered in its order."""
        schema, count = LEDGER[table], incoming.num_rows
        own = {
            "batch_id": pa.repeat(batch_id, count),
            "revision": np.arange(count) + self.last_revision + 1,
        }
        columns = [own[name] if name in own else incoming[name] for name in schema.names]
        self._add(table, pa.table(columns, names=schema.names).cast(schema))

    def has(self, table: str, column: str, value: object) -> bool:
        """Whether a row of the act itself has `value` in `column`."""
        return any(value in part[column].to_pylist() for part in self._parts.get(table, ()))

    def _add(self, table: str, rows: pa.Table) -> None:
        """Raises Refused for a text that not every engine can keep."""
        for column in rows.columns:
            if pa.types.is_string(column.type):
                _require_text(column)
        self._parts.setdefault(table, []).append(rows)
        self.last_revision += rows.num_rows

    def rows(self, act: str) -> Rows | None:
        """All of it, with its line in the log of acts; None where nothing was appended."""
        if self.last_revision == self.head:
            return None
        line = {
            "last_revision": self.last_revision,
            "recorded_at": self.recorded_at,
            "act": act,
            "subject": self.subject,
        }
        tables = {name: pa.concat_tables(parts) for name, parts in self._parts.items()}
        return Rows({**tables, ACTS: pa.Table.from_pylist([line], ACT_COLUMNS)})


def _require_text(texts: pa.ChunkedArray) -> None:
    found = texts.filter(pc.match_substring(texts, NUL))
    if len(found):
        raise Refused("store.nul", text=found[0].as_py().replace(NUL, "")[:SHOWN])


def audit(transaction: Transaction, act: str, actor: Actor, **detail: object) -> None:
    """What every act leaves behind of itself. The account of who acted goes along in its detail,
    for the trail."""
    if actor.account:
        detail["account"] = actor.account
    transaction.append(
        "audit_event",
        act=act,
        subject=transaction.subject,
        detail=json.dumps(detail, ensure_ascii=False),
        **actor.columns,
    )
