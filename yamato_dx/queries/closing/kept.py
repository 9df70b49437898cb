"""The papers that a closing kept, as long as all that stands in them may leave the house."""

from __future__ import annotations

from yamato_dx.entries.review.snapshots import KeptPaper
from yamato_dx.queries.assessed import View, plan_id_at
from yamato_dx.queries.closing.entered import entered_at
from yamato_dx.queries.publishing.texts import released
from yamato_dx.store.record import Record


def kept_papers(record: Record, view: View) -> tuple[KeptPaper, ...]:
    """Of the plan in sight, where it is closed at `view`; none where a mark 公表可 of their texts
    was taken back since, whenever that was: then they are made anew without these."""
    plan_id = plan_id_at(record, view)
    closed = entered_at(record, view.revision, plan_id).closed
    if closed is None or closed.value.snapshot is None:
        return ()
    at = closed.value.snapshot.revision
    then, now = (set(released(record, plan_id, at, head)) for head in (at, record.head()))
    return closed.value.snapshot.papers if then == now else ()
