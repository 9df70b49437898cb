"""Which moment is public, since when, and what was before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from yamato_dx.entries.review.publications import PUBLICATION, PublicMoment
from yamato_dx.errors import Refused
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, plan_id_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record

# It is the municipality's, whichever plans it shows.
NO_PLAN: Final = ""


@dataclass(frozen=True)
class MadePublic:
    """`moment`: what was made public, or taken back, when and by whom."""

    moment: PublicMoment
    by: str
    recorded_at: datetime


@kept(16)
def publications(record: Record, revision: int) -> tuple[MadePublic, ...]:
    """By `revision`, oldest first."""
    held = standing(record, PUBLICATION, NO_PLAN, revision).values()
    found = (MadePublic(entry.value, entry.actor_name, entry.recorded_at) for entry in held)
    return tuple(sorted(found, key=lambda publication: publication.moment.number))


def published(record: Record, revision: int) -> MadePublic | None:
    """What was public at `revision`; None where nothing was, or no longer."""
    last = publications(record, revision)[-1:]
    return next((found for found in last if found.moment.snapshot), None)


def public_view(record: Record, view: View) -> View:
    """Of the plan in sight, the moment that was public at `view`. Raises Refused where none
    was: then there is no public paper."""
    found = published(record, view.revision)
    plan_id = plan_id_at(record, view)
    snapshot = found.moment.snapshot if found else None
    known = {plan.plan_id for plan in snapshot.plans} if snapshot else set()
    if found is None or snapshot is None or plan_id not in known:
        raise Refused("publishing.refused.nothing_public")
    return replace(view_of_snapshot(snapshot, plan_id), as_of=found.recorded_at)
