"""What was removed from the record stays removed, also where an older file is put in its place."""

from __future__ import annotations

from yamato_dx.store import removing
from yamato_dx.store.access.trail_chain import UNREADABLE, TrailEvent, TrailRow
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.record import Record


def remove_again(record: Record) -> tuple[str, ...]:
    """What a restore brought back although it was removed goes once more; the hashes of it. Raises
    RecordUnavailable."""
    if record.trail is None or record.loss or record.moved_to:
        return ()
    rows = record.trail.of_kind(TrailEvent.ACT, "remove_bytes")
    first = {str(row.columns["subject"]): row for row in reversed(rows)}
    back = record.files_with_bytes(list(first)) if first else ()
    for sha256 in back:
        by, reason = _why(first[sha256])
        removing.remove_bytes(record, sha256, PROGRAM, reason=reason, first_by=by)
    return back


def _why(row: TrailRow) -> tuple[Actor, str]:
    """Who removed it first, and for what; a row that somebody wrote into keeps nothing from going
    again."""
    try:
        by, reason = Actor.recorded(row.columns, row.columns["account"]), row.detail["reason"]
    except UNREADABLE:
        return PROGRAM, row.as_written
    return by, str(reason)
