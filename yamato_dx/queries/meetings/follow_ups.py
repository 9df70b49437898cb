"""What was decided and somebody has to do: from meeting to meeting, until it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from yamato_dx.entries.review.meetings import (
    MEETING_POINT,
    AgendaItem,
    FollowUp,
    FollowUpState,
    MeetingPoint,
)
from yamato_dx.kept_answers import kept
from yamato_dx.queries.entries import Entry
from yamato_dx.queries.meetings.held import HeldMeeting, meetings_of
from yamato_dx.store.record import Record

# Begins the subject of a point that takes up an earlier one.
TAKEN_UP: Final = "follow_up:"


@dataclass(frozen=True, eq=False)
class Followed:
    """`key`: of the point with which it began, <meeting>:<number>; `item`: of which agenda,
    `meeting`. `last`: what was said of it last, at whichever meeting: at `last_meeting`, under
    `last_number`; `owner` and `due` as last named. `told`: what became of it, None where nobody
    has said."""

    key: str
    meeting: HeldMeeting
    item: AgendaItem
    last: MeetingPoint
    last_meeting: HeldMeeting
    last_number: int
    owner: str
    due: date | None
    told: Entry[FollowUp] | None

    @property
    def state(self) -> FollowUpState:
        return self.told.value.state if self.told else "open"

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    def days_over(self, on: date) -> int:
        """0 where it is closed, or its day has not passed."""
        if self.due is None or not self.is_open:
            return 0
        return max(0, (on - self.due).days)

    @property
    def subject(self) -> str:
        """Of a point that takes it up again."""
        return f"{TAKEN_UP}{self.key}"


@kept(16)
def follow_ups_at(record: Record, revision: int, plan_id: str) -> tuple[Followed, ...]:
    """Of the plan's meetings: what is open by its day, then what is closed."""
    found: dict[str, Followed] = {}
    for held in reversed(meetings_of(record, revision, plan_id)):
        for item in held.items:
            if item.number in held.points:
                _follow(found, held, item)
    return tuple(sorted(found.values(), key=_order))


def open_follow_ups(record: Record, revision: int, plan_id: str) -> tuple[Followed, ...]:
    return tuple(found for found in follow_ups_at(record, revision, plan_id) if found.is_open)


def overdue(found: Iterable[Followed], on: date) -> tuple[Followed, ...]:
    return tuple(followed for followed in found if followed.days_over(on))


def _follow(found: dict[str, Followed], held: HeldMeeting, item: AgendaItem) -> None:
    """Take in what was said of one point, as a new one or as the next word of an earlier one."""
    point = held.points[item.number].value
    earlier = found.get(item.subject.removeprefix(TAKEN_UP))
    if earlier and item.subject.startswith(TAKEN_UP):
        found[earlier.key] = replace(
            earlier,
            last=point,
            last_meeting=held,
            last_number=item.number,
            owner=point.owner or earlier.owner,
            due=point.due or earlier.due,
            told=_still_told(earlier, held, point),
        )
    elif point.is_followed:
        key = MEETING_POINT.key(held.meeting_id, str(item.number))
        told = held.told.get(item.number)
        words = point, held, item.number, point.owner, point.due
        found[key] = Followed(key, held, item, *words, told)


def _still_told(
    earlier: Followed, held: HeldMeeting, point: MeetingPoint
) -> Entry[FollowUp] | None:
    """What was closed is open again where a later meeting asks for it once more."""
    told = earlier.told
    is_asked_again = told and point.is_followed and told.value.on < held.meeting.held_on
    return None if is_asked_again else told


def _order(followed: Followed) -> tuple[bool, date, int]:
    return not followed.is_open, followed.due or date.max, followed.meeting.revision
