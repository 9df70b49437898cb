"""会議: what it saw, what stood on its agenda, what was decided, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from yamato_dx import i18n
from yamato_dx.entries import fields
from yamato_dx.entries.kind import EntryContext, EntryKind, History
from yamato_dx.entries.review.snapshots import Snapshot
from yamato_dx.fiscal_year import FiscalYear

# Why a point is on the agenda.
AgendaReason = Literal[
    "overdue",
    "carried",
    "not_met",
    "nearly_met",
    "not_reported",
    "changed",
    "corrected",
    "undecided",
    "other",
]
# 決定 / 指示 / 継続.
PointOutcome = Literal["decided", "instructed", "continued"]
FollowUpState = Literal["open", "done", "dropped"]


@dataclass(frozen=True)
class AgendaItem:
    """`subject`: the key of what it is about: kpi:<id>:<year>, section:<id>, question:<id>,
    follow_up:<meeting>:<point>; «» of none. The words as they stood on the paper."""

    number: int
    reason: AgendaReason
    subject: str
    words_ja: str
    words_en: str

    def words(self, lang: str) -> str:
        return self.words_ja if lang == "ja" else self.words_en


@dataclass(frozen=True)
class Meeting:
    """`fiscal_year`: the year that is looked at."""

    meeting_id: str
    title: str
    held_on: date
    plan_id: str
    fiscal_year: FiscalYear
    snapshot: Snapshot
    agenda: tuple[AgendaItem, ...]


@dataclass(frozen=True)
class MeetingPoint:
    """What was said of one point. `owner` by whom, `due` until when; it is followed up until it is
    closed where somebody has to act. `title`: of a point that came up at the meeting, and stands on
    no agenda: what it was about."""

    outcome: PointOutcome
    words: str
    owner: str = ""
    due: date | None = None
    title: str = ""

    @property
    def is_followed(self) -> bool:
        """A decision that names nobody and no day is done by having been made."""
        return self.outcome != "decided" or bool(self.owner or self.due)


@dataclass(frozen=True)
class FollowUp:
    """What became of a point, as told on a day."""

    state: FollowUpState
    on: date
    words: str


def meeting_id_of(fiscal_year: FiscalYear, number: int) -> str:
    """2026-1: the first held in the year."""
    return f"{fiscal_year.start_year}-{number}"


def _called(context: EntryContext, key: str, _value: object) -> str:
    return context.say("review.changes.meeting", meeting=key)


def _point_called(context: EntryContext, key: str, _value: object) -> str:
    meeting_id, number = MEETING_POINT.parts_of(key)
    return context.say("review.changes.meeting_point", meeting=meeting_id, number=number)


MEETING: Final[EntryKind[Meeting]] = EntryKind(
    name="meeting",
    act="hold_meeting",
    parts=("meeting_id",),
    read=fields.reader(Meeting),
    write=fields.write,
    called=_called,
    words=lambda context, _key, meeting: context.joined(
        meeting.title, i18n.day(meeting.held_on, context.lang)
    ),
    history=History("meeting", "queries.moment.meeting", taken_back="queries.moment.meeting_gone"),
    is_of_plan=lambda _key: False,
)
MEETING_POINT: Final[EntryKind[MeetingPoint]] = EntryKind(
    name="meeting_point",
    act="hold_meeting",
    parts=("meeting_id", "number"),
    read=fields.reader(MeetingPoint),
    write=fields.write,
    called=_point_called,
    words=lambda context, _key, point: context.joined(
        context.say(f"meetings.outcome.{point.outcome}"),
        point.words,
        point.owner,
        i18n.day(point.due, context.lang) if point.due else "",
    ),
    history=History("meeting_point", "queries.moment.meeting_point"),
    is_of_plan=lambda _key: False,
)
FOLLOW_UP: Final[EntryKind[FollowUp]] = EntryKind(
    name="follow_up",
    act="hold_meeting",
    parts=("meeting_id", "number"),
    read=fields.reader(FollowUp),
    write=fields.write,
    called=_point_called,
    words=lambda context, _key, step: context.joined(
        context.say(f"meetings.follow_up.{step.state}"), step.words
    ),
    history=History("follow_up", "queries.moment.follow_up"),
    is_of_plan=lambda _key: False,
)
