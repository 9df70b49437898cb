"""What is said of each kind of entry, as values: the one place that takes documents from the
record."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import pandas as pd

from yamato_dx.entries.kind import EntryKind
from yamato_dx.kept_answers import kept
from yamato_dx.plan_keys import parted
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

V = TypeVar("V")


@dataclass(frozen=True)
class Entry(Generic[V]):
    """One thing as it was said. `key`: within the plan that was asked for; where all were, as the
    ledger has it. `batch_id`: the report
    it came in, «» where it was entered."""

    key: str
    value: V
    batch_id: str
    actor_name: str
    recorded_at: datetime
    revision: int


def standing(
    record: Record,
    kind: EntryKind[V],
    plan_id: str | None,
    revision: int | None = None,
    *,
    without_batch_id: str | None = None,
) -> dict[str, Entry[V]]:
    """By key, what held at `revision` (now) of that plan and of what belongs to no plan, as if
    `without_batch_id` had never been received. `plan_id` None: of every plan, by the keys of the
    ledger."""
    if without_batch_id is None:
        return dict(_standing(record, kind, plan_id, _then(record, revision)))
    frame = record.entries(kind.name, revision, without_batch_id=without_batch_id)
    return _by_key(kind, plan_id, frame)


def _then(record: Record, revision: int | None) -> int:
    """Now as a revision: what is said meanwhile is said after it."""
    return record.head() if revision is None else revision


def _as_said(record: Record, kind: EntryKind[Any], plan_id: str | None, revision: int) -> Hashable:
    """However many figures came since something was said of the kind: they change nothing of it."""
    return record, kind, plan_id, record.last_said([kind.name], revision)


def _as_all_said(
    record: Record, kinds: tuple[EntryKind[Any], ...], plan_id: str, revision: int
) -> Hashable:
    return record, kinds, plan_id, record.last_said([kind.name for kind in kinds], revision)


@kept(256, under=_as_said)
def _standing(
    record: Record, kind: EntryKind[V], plan_id: str | None, revision: int
) -> dict[str, Entry[V]]:
    return _by_key(kind, plan_id, record.entries(kind.name, revision))


@kept(64, under=_as_all_said)
def standing_of(
    record: Record, kinds: tuple[EntryKind[Any], ...], plan_id: str, revision: int
) -> Mapping[EntryKind[Any], Mapping[str, Any]]:
    """By kind and key, the values that held at `revision`, as `standing`: several kinds in one
    question."""
    frame = record.entries_of([kind.name for kind in kinds], revision)
    return {
        kind: {
            key: entry.value
            for key, entry in _by_key(kind, plan_id, frame[frame["kind"] == kind.name]).items()
        }
        for kind in kinds
    }


def history(
    record: Record, kind: EntryKind[V], plan_id: str | None, revision: int | None = None
) -> tuple[Entry[V | None], ...]:
    """Everything ever said by `revision`, as `standing`, oldest first; None took it away."""
    return _history(record, kind, plan_id, _then(record, revision))


@kept(256, under=_as_said)
def _history(
    record: Record, kind: EntryKind[V], plan_id: str | None, revision: int
) -> tuple[Entry[V | None], ...]:
    keyed = _keyed(plan_id, record.entry_history(kind.name, revision=revision))
    return tuple(_entry(key, row, kind.value(key, row["document"])) for key, row in keyed)


def taken_away(record: Record, kind: EntryKind[Any], revision: int) -> frozenset[int]:
    """The revisions at which things of any plan were taken away."""
    said = history(record, kind, None, revision)
    return frozenset(entry.revision for entry in said if entry.value is None)


def keys_ever(record: Record, kind: EntryKind[Any], revision: int | None = None) -> frozenset[str]:
    """The keys under which anything was ever said by `revision` (now)."""
    return frozenset(entry.key for entry in history(record, kind, None, revision))


def brought_by(record: Record, kind: EntryKind[V], batch_id: str) -> dict[str, V]:
    """By the key of the ledger, what the report says, in the order sent; be it withdrawn."""
    frame = record.entries_of_batch(batch_id, kind.name)
    return {key: entry.value for key, entry in _by_key(kind, None, frame).items()}


def _by_key(kind: EntryKind[V], plan_id: str | None, frame: pd.DataFrame) -> dict[str, Entry[V]]:
    return {
        key: _entry(key, row, kind.read(key, row["document"]))
        for key, row in _keyed(plan_id, frame)
    }


def _keyed(plan_id: str | None, frame: pd.DataFrame) -> Iterator[tuple[str, Row]]:
    """The rows of that plan and of none, each with its key within the plan; all rows, each as the
    ledger has it, where no plan is asked for."""
    for row in rows_of(frame):
        key = str(row["entry_key"])
        of, own = parted(key)
        if plan_id is None:
            yield key, row
        elif of in (None, plan_id):
            yield own, row


def _entry(key: str, row: Row, value: V) -> Entry[V]:
    return Entry(
        key,
        value,
        "" if is_missing(row["batch_id"]) else str(row["batch_id"]),
        str(row["actor_name"]),
        row["recorded_at"].to_pydatetime(),
        int(row["revision"]),
    )
