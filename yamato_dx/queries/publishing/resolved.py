"""What was decided: answers to open questions, points of meetings and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yamato_dx import i18n
from yamato_dx.entries.decisions import answer_words, question_of
from yamato_dx.entries.review.meetings import (
    FOLLOW_UP,
    MEETING_POINT,
    AgendaItem,
    FollowUp,
    Meeting,
    MeetingPoint,
)
from yamato_dx.entries.review.subjects import KPI
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.entries import Entry
from yamato_dx.queries.meetings.follow_ups import TAKEN_UP, Followed, follow_ups_at
from yamato_dx.queries.meetings.held import meetings_at
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class ResolvedPoint:
    """A point of a meeting that was talked about. `subject`: what it is about, of one that takes up
    an earlier one what that was about; «» of none. `follow_up`: the last that was told of it, with
    the last word on it alone."""

    meeting: Meeting
    subject: str
    entry: Entry[MeetingPoint]
    follow_up: Entry[FollowUp] | None

    @property
    def told(self) -> tuple[tuple[str, Entry[Any]], ...]:
        """What people wrote of it, each with its kind."""
        later = [(FOLLOW_UP.name, self.follow_up)] if self.follow_up else []
        return ((MEETING_POINT.name, self.entry), *later)


@kept(16)
def resolved_points(record: Record, revision: int) -> tuple[ResolvedPoint, ...]:
    """Of all meetings by `revision`, oldest first."""
    begun: dict[str, AgendaItem] = {}
    told = {followed.key: followed.told for followed in _followed(record, revision)}
    found: list[tuple[str, ResolvedPoint]] = []
    for held in reversed(meetings_at(record, revision)):
        for item in held.items:
            entry = held.points.get(item.number)
            if entry is None:
                continue
            own_key = MEETING_POINT.key(held.meeting_id, str(item.number))
            taken_up = item.subject.removeprefix(TAKEN_UP)
            key = taken_up if taken_up in begun else own_key
            begun.setdefault(key, item)
            found.append((key, ResolvedPoint(held.meeting, begun[key].subject, entry, None)))
    last = {key: place for place, (key, _) in enumerate(found)}
    return tuple(
        replace(point, follow_up=told.get(key)) if last[key] == place else point
        for place, (key, point) in enumerate(found)
    )


def open_points(record: Record, revision: int) -> Iterator[ResolvedPoint]:
    """What is followed up and not closed, of all plans, in its last words."""
    for followed in _followed(record, revision):
        if not followed.is_open:
            continue
        entry = followed.last_meeting.points[followed.last_number]
        words = replace(followed.last, owner=followed.owner, due=followed.due)
        yield ResolvedPoint(
            followed.last_meeting.meeting,
            followed.item.subject,
            replace(entry, value=words),
            followed.told,
        )


def _followed(record: Record, revision: int) -> Iterator[Followed]:
    for plan_id in {held.meeting.plan_id: None for held in meetings_at(record, revision)}:
        yield from follow_ups_at(record, revision, plan_id)


def point_words(resolved: ResolvedPoint, lang: str) -> str:
    """令和8年… DX推進本部会議: 決定「…」（住民課、2027年3月末まで）→ 完了（…）"""
    point = resolved.entry.value
    by = (point.owner, _until(point.due, lang))
    between = i18n.text("frame.list", lang)
    words = i18n.text(
        "facts.point",
        lang,
        day=i18n.day(resolved.meeting.held_on, lang),
        meeting=resolved.meeting.title,
        outcome=i18n.text(f"meetings.outcome.{point.outcome}", lang),
        words=point.words,
        by=between.join(part for part in by if part) or i18n.MISSING,
    )
    if resolved.follow_up is None:
        return words
    told = resolved.follow_up.value
    state = i18n.text(f"meetings.follow_up.{told.state}", lang)
    later = {"day": i18n.day(told.on, lang), "state": state, "told": told.words}
    return i18n.text("facts.point_since", lang, point=words, **later)


def _until(due: date | None, lang: str) -> str:
    return i18n.text("facts.until", lang, day=i18n.day(due, lang)) if due else ""


def points_on(record: Record, revision: int, plan: Plan, kpi_id: str) -> tuple[ResolvedPoint, ...]:
    """About the KPI, or about an open question that bears on it."""
    beginning = f"{KPI}:{kpi_id}"
    questions = {f"question:{question.question_id}" for question in plan.questions_on(kpi_id)}
    return tuple(
        point
        for point in resolved_points(record, revision)
        if point.subject == beginning
        or point.subject.startswith(f"{beginning}:")
        or point.subject in questions
    )


def decisions_on(answer: Assessed, kpi_id: str, lang: str) -> tuple[str, ...]:
    """The answers in force to open questions that bear on the KPI."""
    asked = {question.question_id for question in answer.plan.questions_on(kpi_id)}
    lines = []
    for decided in answer.answers:
        question = question_of(answer.plans, decided.question_id)
        if question is None or decided.question_id not in asked:
            continue
        lines.append(
            i18n.text(
                "facts.decision",
                lang,
                question=question.title.in_language(lang),
                answer=answer_words(question, decided.candidate_id, decided.number, lang),
                by=decided.decided_by,
                day=i18n.day(decided.decided_on or decided.recorded_at, lang),
                approval_no=decided.approval_no or i18n.MISSING,
            )
        )
    return tuple(lines)
