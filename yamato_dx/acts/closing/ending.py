"""A plan is closed: what was seen is kept with what was missing, and stays; or opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.trail.verifying import trail_words
from yamato_dx.entries.review.closing import CLOSING, WHOLE_PLAN, PlanClosing
from yamato_dx.entries.review.snapshots import KeptPaper
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.queries.assessed import View, plan_id_at, view_of
from yamato_dx.queries.closing.entered import entered_at
from yamato_dx.queries.closing.story import closing_story
from yamato_dx.queries.papers.table import papers_to_keep
from yamato_dx.queries.papers.wish import PlanEnding, wish_at
from yamato_dx.queries.publishing.figures import public_snapshot
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record

# What was missing is kept in the words in which the town has it printed.
_PRINTED_IN = "ja"


def close_plan(
    record: Record,
    view: View,
    *,
    actor: Actor,
    approval_no: str = "",
    expected_revision: int | None = None,
) -> int:
    """The plan in sight, as `view` shows it now: its rows, what was missing, who and when, and the
    papers of it; the new revision. Nothing that is missing hinders it. Raises NotPermitted, Refused
    where it is closed already, or anything was entered of its end since `view`: it would be
    neither closed nor open; Stale where it was closed or opened since `expected_revision`."""
    require(record, actor, Act.CLOSE_PLAN)
    plan_id = plan_id_at(record, view)
    if entered_at(record, view.revision, plan_id).closed:
        raise Refused("closing.refused.closed_already")
    if entered_at(record, record.head(), plan_id).newest > view.revision:
        raise Refused("closing.refused.entered_since")
    story = closing_story(record, view, _PRINTED_IN)
    snapshot, rows = snapshot_at(record, view)
    public, public_rows = public_snapshot(record, view)
    ending = PlanEnding(actor.name, typed(approval_no))
    trail = trail_words(record, _PRINTED_IN)
    wish = replace(wish_at(record, view, _PRINTED_IN), ending=ending, trail=trail)
    papers = papers_to_keep(record, view, wish)
    kept = tuple(KeptPaper(paper.file_name, paper.sha256) for paper in papers)
    closing = PlanClosing(
        on=view.on,
        snapshot=replace(snapshot, papers=kept),
        approval_no=typed(approval_no),
        missing=tuple(line.words for line in story.missing),
        public=public,
    )
    return enter(
        record,
        CLOSING,
        {WHOLE_PLAN: closing},
        actor,
        plan_id=plan_id,
        expected_revision=expected_revision,
        files=(*rows, *public_rows, *papers),
    )


def reopen_plan(
    record: Record,
    *,
    actor: Actor,
    reason: str,
    on: date,
    plan_id: str = "",
    expected_revision: int | None = None,
) -> int:
    """Open the closed plan again, for a reason; what was closed stays in the record. The new
    revision. Raises NotPermitted, Refused where it is not closed or no reason is given, Stale."""
    require(record, actor, Act.CLOSE_PLAN)
    view = view_of(record, plan_id=plan_id)
    own_id = plan_id_at(record, view)
    if entered_at(record, view.revision, own_id).closed is None:
        raise Refused("closing.refused.not_closed")
    if not typed(reason):
        raise Refused("closing.refused.no_reason")
    return enter(
        record,
        CLOSING,
        {WHOLE_PLAN: PlanClosing(on, None, typed(reason))},
        actor,
        plan_id=own_id,
        expected_revision=expected_revision,
    )
