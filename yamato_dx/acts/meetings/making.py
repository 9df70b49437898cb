"""会議を作る: what it sees is kept for ever, with its agenda and its papers; taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.trail.verifying import trail_words
from yamato_dx.entries.review.meetings import MEETING, AgendaItem, Meeting, meeting_id_of
from yamato_dx.entries.review.snapshots import KeptPaper
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.lettering import typed
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.entries import keys_ever
from yamato_dx.queries.meetings.agenda import agenda_of
from yamato_dx.queries.meetings.held import NO_PLAN, meeting_at
from yamato_dx.queries.meetings.words import usual_title
from yamato_dx.queries.papers.table import papers_to_keep
from yamato_dx.queries.papers.wish import wish_at
from yamato_dx.queries.selection import require_year
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class MeetingCall:
    """`title` «»: the usual one. `left_out`: numbers of points of `agenda_of` that do not come up.
    `added`: points by hand, in their own words."""

    held_on: date
    fiscal_year: FiscalYear
    title: str = ""
    left_out: frozenset[int] = frozenset()
    added: tuple[str, ...] = ()


def make_meeting(
    record: Record, view: View, call: MeetingCall, *, actor: Actor, lang: str = "ja"
) -> Meeting:
    """Record a meeting on the plan in sight, with what `view` sees, frozen. `lang`: of its usual
    title, and of its papers.

    Raises NotPermitted; Refused where the plan does not have the year; Stale where another meeting
    of the same fiscal year was made since `view`.
    """
    require(record, actor, Act.HOLD_MEETING)
    plan = assessed(record, view).plan
    require_year(plan, call.fiscal_year)
    snapshot, rows = snapshot_at(record, view)
    meeting = Meeting(
        meeting_id=_next_id(record, view, call.held_on),
        title=typed(call.title) or usual_title(record, view, call.held_on, lang),
        held_on=call.held_on,
        plan_id=plan.plan_id,
        fiscal_year=call.fiscal_year,
        snapshot=snapshot,
        agenda=_agenda(record, view, call),
    )
    wish = replace(wish_at(record, view, lang, meeting=meeting), trail=trail_words(record, lang))
    kept = papers_to_keep(record, view, wish)
    with_papers = replace(
        snapshot, papers=tuple(KeptPaper(paper.file_name, paper.sha256) for paper in kept)
    )
    meeting = replace(meeting, snapshot=with_papers)
    enter(
        record,
        MEETING,
        {meeting.meeting_id: meeting},
        actor,
        plan_id=NO_PLAN,
        expected_revision=view.revision,
        files=(*rows, *kept),
    )
    return meeting


def take_back_meeting(
    record: Record, meeting_id: str, *, actor: Actor, expected_revision: int | None = None
) -> int:
    """It is not held, or was made too early; the new revision. Raises NotPermitted; Refused where
    there is no such meeting, or anything was recorded on it; Stale where it was changed since
    `expected_revision`."""
    require(record, actor, Act.HOLD_MEETING)
    held = meeting_at(record, record.head(), meeting_id)
    if held is None:
        raise Refused("meetings.refused.unknown", meeting=meeting_id)
    if held.is_recorded_on:
        raise Refused("meetings.refused.recorded_on", meeting=meeting_id)
    return enter(
        record,
        MEETING,
        {meeting_id: None},
        actor,
        plan_id=NO_PLAN,
        expected_revision=expected_revision,
    )


def _agenda(record: Record, view: View, call: MeetingCall) -> tuple[AgendaItem, ...]:
    """What the rules find but for what was left out, then what was added; numbered anew."""
    found = (
        item
        for item in agenda_of(record, view, call.fiscal_year)
        if item.number not in call.left_out
    )
    added = (
        AgendaItem(0, "other", "", typed(words), typed(words))
        for words in call.added
        if typed(words)
    )
    return _numbered(tuple(chain(found, added)))


def _numbered(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    return tuple(replace(item, number=number) for number, item in enumerate(items, start=1))


def _next_id(record: Record, view: View, held_on: date) -> str:
    """A number that was once given is given to no other meeting, though it was taken back. The one
    that follows what was seen: where another was made since, it is theirs."""
    year = FiscalYear.of(held_on)
    known = keys_ever(record, MEETING, view.revision)
    taken = [key for key in known if key.startswith(f"{year.start_year}-")]
    return meeting_id_of(year, len(taken) + 1)
