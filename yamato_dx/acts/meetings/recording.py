"""会議の記録: what was said of each point, and what became of it later."""

from __future__ import annotations

from dataclasses import replace

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.entries.review.meetings import FOLLOW_UP, MEETING_POINT, FollowUp, MeetingPoint
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.queries.meetings.follow_ups import follow_ups_at
from yamato_dx.queries.meetings.held import NO_PLAN, HeldMeeting, meeting_at
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def record_point(
    record: Record,
    meeting_id: str,
    number: int,
    point: MeetingPoint,
    *,
    actor: Actor,
    expected_revision: int | None = None,
) -> int:
    """What was decided of a point of the agenda, or of one that came up (`number`: the next one,
    with a title); later once more, where it was written down wrongly. The new revision.

    Raises NotPermitted; Refused where there is no such meeting or point, or words are missing;
    Stale where another recorded the same point since `expected_revision`.
    """
    require(record, actor, Act.HOLD_MEETING)
    held = _held(record, meeting_id)
    said = replace(
        point, words=typed(point.words), owner=typed(point.owner), title=typed(point.title)
    )
    _require_point(held, number, said)
    return enter(
        record,
        MEETING_POINT,
        {MEETING_POINT.key(meeting_id, str(number)): said},
        actor,
        plan_id=NO_PLAN,
        expected_revision=expected_revision,
    )


def tell_follow_up(
    record: Record,
    key: str,
    told: FollowUp,
    *,
    actor: Actor,
    expected_revision: int | None = None,
) -> int:
    """What became of a decision, <meeting>:<number>: done, dropped, or open again. The new
    revision. Raises NotPermitted; Refused where nothing is followed up under the key, or it is
    closed without a word; Stale where another told of it since `expected_revision`."""
    require(record, actor, Act.HOLD_MEETING)
    held = _held(record, MEETING_POINT.parts_of(key)[0])
    known = {one.key for one in follow_ups_at(record, record.head(), held.meeting.plan_id)}
    if key not in known:
        raise Refused("meetings.refused.not_followed", key=key)
    if told.state != "open" and not typed(told.words):
        raise Refused("meetings.refused.no_words")
    return enter(
        record,
        FOLLOW_UP,
        {key: replace(told, words=typed(told.words))},
        actor,
        plan_id=NO_PLAN,
        expected_revision=expected_revision,
    )


def _held(record: Record, meeting_id: str) -> HeldMeeting:
    held = meeting_at(record, record.head(), meeting_id)
    if held is None:
        raise Refused("meetings.refused.unknown", meeting=meeting_id)
    return held


def _require_point(held: HeldMeeting, number: int, said: MeetingPoint) -> None:
    is_on_agenda = 1 <= number <= len(held.meeting.agenda)
    is_known = number in held.points or number == held.next_number
    if not is_on_agenda and not is_known:
        raise Refused("meetings.refused.no_point", meeting=held.meeting_id, number=number)
    if not is_on_agenda and not said.title:
        raise Refused("meetings.refused.no_title")
    if not said.words:
        raise Refused("meetings.refused.no_words")
