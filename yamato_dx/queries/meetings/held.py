"""The meetings as they were made, with all that was said at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypeVar

from yamato_dx.entries.review.meetings import (
    FOLLOW_UP,
    MEETING,
    MEETING_POINT,
    AgendaItem,
    FollowUp,
    Meeting,
    MeetingPoint,
)
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record

# A meeting belongs to no plan in sight: it says itself which plan it is about.
NO_PLAN: Final = ""
V = TypeVar("V")


@dataclass(frozen=True, eq=False)
class HeldMeeting:
    """`revision`: at which it was made, `made_at`, by `made_by`. `points`: what was said of each
    point, `told`: what became of what was said, both by the point's number."""

    meeting: Meeting
    revision: int
    made_by: str
    made_at: datetime
    points: Mapping[int, Entry[MeetingPoint]]
    told: Mapping[int, Entry[FollowUp]]

    @property
    def meeting_id(self) -> str:
        return self.meeting.meeting_id

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """The agenda, then what came up at the meeting."""
        agenda = self.meeting.agenda
        came_up = (
            AgendaItem(number, "other", "", entry.value.title, entry.value.title)
            for number, entry in sorted(self.points.items())
            if number > len(agenda)
        )
        return (*agenda, *came_up)

    @property
    def next_number(self) -> int:
        """Of a point that comes up at the meeting."""
        return max([len(self.meeting.agenda), *self.points]) + 1

    @property
    def is_recorded_on(self) -> bool:
        """Whether anything was recorded on it."""
        return bool(self.points or self.told)

    def view(self, plan_id: str = "") -> View:
        """As it was seen then. `plan_id`: the plan in sight, the meeting's own unless told."""
        seen = view_of_snapshot(self.meeting.snapshot, plan_id or self.meeting.plan_id)
        return replace(seen, as_of=self.made_at)


@kept(16)
def meetings_at(record: Record, revision: int) -> tuple[HeldMeeting, ...]:
    """Of every plan, by the day they are held on, the last first."""
    made = standing(record, MEETING, NO_PLAN, revision)
    points = _by_meeting(standing(record, MEETING_POINT, NO_PLAN, revision))
    told = _by_meeting(standing(record, FOLLOW_UP, NO_PLAN, revision))
    held = [
        HeldMeeting(
            entry.value,
            entry.revision,
            entry.actor_name,
            entry.recorded_at,
            points.get(meeting_id, {}),
            told.get(meeting_id, {}),
        )
        for meeting_id, entry in made.items()
    ]
    return tuple(sorted(held, key=_order, reverse=True))


def meetings_of(record: Record, revision: int, plan_id: str) -> tuple[HeldMeeting, ...]:
    """As `meetings_at`, of one plan."""
    found = meetings_at(record, revision)
    return tuple(held for held in found if held.meeting.plan_id == plan_id)


def last_made(record: Record, view: View, plan_id: str, *, but: str = "") -> HeldMeeting | None:
    """The plan's meeting that saw the record last, as the view knows it. `but`: the id of the
    meeting that asks."""
    known = meetings_of(record, view.revision, plan_id)
    made = (held for held in known if held.meeting_id != but)
    return max(made, key=lambda held: held.meeting.snapshot.revision, default=None)


def meeting_at(record: Record, revision: int, meeting_id: str) -> HeldMeeting | None:
    found = (held for held in meetings_at(record, revision) if held.meeting_id == meeting_id)
    return next(found, None)


def next_meeting(meetings: tuple[HeldMeeting, ...], on: date) -> HeldMeeting | None:
    """The nearest that is not over on the day."""
    return next((held for held in reversed(meetings) if held.meeting.held_on >= on), None)


def last_meeting(meetings: tuple[HeldMeeting, ...], on: date) -> HeldMeeting | None:
    """The newest that was held before the day."""
    return next((held for held in meetings if held.meeting.held_on < on), None)


def _order(held: HeldMeeting) -> tuple[date, int]:
    return held.meeting.held_on, held.revision


def _by_meeting(entries: Mapping[str, Entry[V]]) -> dict[str, dict[int, Entry[V]]]:
    found: dict[str, dict[int, Entry[V]]] = {}
    for key, entry in entries.items():
        meeting_id, number = MEETING_POINT.parts_of(key)
        found.setdefault(meeting_id, {})[int(number)] = entry
    return found
