"""What a report says of work items and commitments, beside what stood without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.queries.entries import Entry, brought_by, standing
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class ProgressChange:
    """What is said of one item before and after; None: nothing was ever reported of it.

    `item_key`: of the ledger. `before_batch_id`: the report that said what was before, «» where
    none did.
    """

    item_key: str
    change: Literal["new", "changed", "unchanged"]
    before: WorkProgress | None
    after: WorkProgress | None
    before_batch_id: str


def progress_changes(
    after: Mapping[str, WorkProgress | None], held: Mapping[str, Entry[WorkProgress]]
) -> tuple[ProgressChange, ...]:
    """`after`, `held`: by the item's key in the ledger."""
    return tuple(_change(key, said, held.get(key)) for key, said in after.items())


def _change(
    item_key: str, after: WorkProgress | None, held: Entry[WorkProgress] | None
) -> ProgressChange:
    if held is None:
        return ProgressChange(item_key, "new", None, after, "")
    kind: Literal["changed", "unchanged"] = "unchanged" if held.value == after else "changed"
    return ProgressChange(item_key, kind, held.value, after, held.batch_id)


def reported_progress(
    record: Record, batch_id: str, revision_before: int
) -> tuple[ProgressChange, ...]:
    """What the report said of each item, beside what stood just before it came."""
    after = brought_by(record, PROGRESS, batch_id)
    return (
        progress_changes(after, standing(record, PROGRESS, None, revision_before)) if after else ()
    )


def progress_without(record: Record, batch_id: str, revision: int) -> tuple[ProgressChange, ...]:
    """What each item falls back to where the report is withdrawn; those that it no longer speaks
    for are left out."""
    held = standing(record, PROGRESS, None, revision)
    mine = {key: entry for key, entry in held.items() if entry.batch_id == batch_id}
    if not mine:
        return ()
    left = standing(record, PROGRESS, None, revision, without_batch_id=batch_id)
    after = {key: left[key].value if key in left else None for key in mine}
    return progress_changes(after, mine)
