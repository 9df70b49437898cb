"""What is said of each kind of entry, as values: the one place that takes documents from the
record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import pandas as pd

from yamato_dx.entries.kind import EntryKind
from yamato_dx.queries.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

V = TypeVar("V")


@dataclass(frozen=True)
class Entry(Generic[V]):
    """One thing as it was said. `batch_id`: the report it came in, «» where it was entered."""

    key: str
    value: V
    batch_id: str
    actor_name: str
    recorded_at: datetime
    revision: int


def standing(
    record: Record,
    kind: EntryKind[V],
    revision: int | None = None,
    *,
    without_batch_id: str | None = None,
) -> dict[str, Entry[V]]:
    """By key, what held at `revision` (now), as if `without_batch_id` had never been received."""
    frame = record.entries(kind.name, revision, without_batch_id=without_batch_id)
    return _by_key(kind, frame)


def standing_of(
    record: Record, kinds: tuple[EntryKind[Any], ...], revision: int
) -> Mapping[EntryKind[Any], Mapping[str, Any]]:
    """By kind and key, the values that held at `revision`: several kinds in one question."""
    frame = record.entries_of([kind.name for kind in kinds], revision)
    return {
        kind: {
            key: entry.value
            for key, entry in _by_key(kind, frame[frame["kind"] == kind.name]).items()
        }
        for kind in kinds
    }


def history(
    record: Record, kind: EntryKind[V], key: str | None = None, revision: int | None = None
) -> tuple[Entry[V | None], ...]:
    """Everything ever said (of one key) by `revision`, oldest first; None took it away."""
    rows = rows_of(record.entry_history(kind.name, key, revision))
    return tuple(_entry(row, kind.value(str(row["entry_key"]), row["document"])) for row in rows)


def keys_ever(record: Record, kind: EntryKind[Any]) -> frozenset[str]:
    """The keys under which anything was ever said."""
    return frozenset(record.entry_history(kind.name)["entry_key"])


def brought_by(record: Record, kind: EntryKind[V], batch_id: str) -> dict[str, V]:
    """By key, what the report says, in the order sent; be it withdrawn."""
    frame = record.entries_of_batch(batch_id, kind.name)
    return {key: entry.value for key, entry in _by_key(kind, frame).items()}


def _by_key(kind: EntryKind[V], frame: pd.DataFrame) -> dict[str, Entry[V]]:
    keyed = ((str(row["entry_key"]), row) for row in rows_of(frame))
    return {key: _entry(row, kind.read(key, row["document"])) for key, row in keyed}


def _entry(row: Row, value: V) -> Entry[V]:
    return Entry(
        str(row["entry_key"]),
        value,
        "" if is_missing(row["batch_id"]) else str(row["batch_id"]),
        str(row["actor_name"]),
        row["recorded_at"].to_pydatetime(),
        int(row["revision"]),
    )
