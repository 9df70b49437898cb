"""What a report says of work items and commitments, beside what stood without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from yamato_dx.queries.rows import rows_of
from yamato_dx.store.record import Record

Said = Mapping[str, Any]


@dataclass(frozen=True)
class ProgressChange:
    """What is said of one item before and after; None: nothing was ever reported of it.

    `before_batch_id`: the report that said what was before, «» where none did.
    """

    item_id: str
    change: Literal["new", "changed", "unchanged"]
    before: Said | None
    after: Said | None
    before_batch_id: str


def progress_changes(
    after: Mapping[str, Said | None], held: pd.DataFrame
) -> tuple[ProgressChange, ...]:
    """`held`: one row per item as `Record.entries` gives them."""
    rows = {str(row["entry_key"]): row for row in rows_of(held)}
    return tuple(_change(item_id, said, rows.get(item_id)) for item_id, said in after.items())


def _change(item_id: str, after: Said | None, held: dict[str, Any] | None) -> ProgressChange:
    if held is None:
        return ProgressChange(item_id, "new", None, after, "")
    before = held["document"]
    is_same = after is not None and before == dict(after)
    kind: Literal["changed", "unchanged"] = "unchanged" if is_same else "changed"
    return ProgressChange(item_id, kind, before, after, str(held["batch_id"] or ""))


def reported_progress(
    record: Record, batch_id: str, revision_before: int
) -> tuple[ProgressChange, ...]:
    """What the report said of each item, beside what stood just before it came."""
    said = rows_of(record.entries_of_batch(batch_id))
    if not said:
        return ()
    after = {str(row["entry_key"]): row["document"] for row in said}
    return progress_changes(after, record.entries("progress", revision_before))


def progress_without(record: Record, batch_id: str, revision: int) -> tuple[ProgressChange, ...]:
    """What each item falls back to where the report is withdrawn; those that it no longer speaks
    for are left out."""
    held = record.entries("progress", revision)
    mine = held[held["batch_id"] == batch_id]
    if mine.empty:
        return ()
    left = record.entries("progress", revision, without_batch_id=batch_id)
    others = {str(row["entry_key"]): row["document"] for row in rows_of(left)}
    return progress_changes({key: others.get(key) for key in mine["entry_key"].astype(str)}, mine)
