"""Meetings of a small office, fictitious: what tests of several rooms make and record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from tests.queries.conftest import CLERK, ON
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.meetings.making import MeetingCall, make_meeting
from yamato_dx.acts.meetings.recording import record_point
from yamato_dx.entries.review.meetings import AgendaItem, MeetingPoint, PointOutcome
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.meetings.held import HeldMeeting, meeting_at
from yamato_dx.store.record import Record

OFFICE: Final = Actor.at_server("企画政策課")
YEAR: Final = FiscalYear(2025)
LATER: Final = date(2026, 12, 2)
__all__ = ["CLERK", "LATER", "OFFICE", "ON", "YEAR", "agenda", "held", "made", "recorded", "view"]


def view(record: Record, on: date = ON) -> View:
    return view_of(record, on=on)


def made(record: Record, on: date = ON, **told: object) -> HeldMeeting:
    """A meeting of that day, made on it."""
    call = MeetingCall(on, YEAR, **told)  # type: ignore[arg-type]
    return held(record, make_meeting(record, view(record, on), call, actor=OFFICE).meeting_id)


def held(record: Record, meeting_id: str = "2026-1") -> HeldMeeting:
    found = meeting_at(record, record.head(), meeting_id)
    assert found is not None
    return found


def recorded(
    record: Record,
    number: int = 1,
    outcome: PointOutcome = "instructed",
    *,
    meeting_id: str = "2026-1",
    words: str = "原因を調べる",
    owner: str = "",
    due: date | None = None,
    title: str = "",
) -> int:
    point = MeetingPoint(outcome, words, owner, due, title)
    return record_point(record, meeting_id, number, point, actor=OFFICE)


def agenda(items: Sequence[AgendaItem]) -> list[tuple[str, str]]:
    """Why each point is there, and what it is about."""
    return [(item.reason, item.subject) for item in items]
