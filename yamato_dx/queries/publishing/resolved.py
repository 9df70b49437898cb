"""What was decided: answers to open questions, points of meetings and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from yamato_dx import i18n
from yamato_dx.entries.decisions import answer_words, question_of
from yamato_dx.entries.review.meetings import (
    FOLLOW_UP,
    MEETING,
    MEETING_POINT,
    FollowUp,
    Meeting,
    MeetingPoint,
)
from yamato_dx.entries.review.subjects import KPI
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.entries import standing
from yamato_dx.store.record import Record

NO_PLAN = ""
# What is followed up until it is closed.
_FOLLOWED = frozenset(("decided", "instructed"))
_CLOSED = frozenset(("done", "dropped"))


@dataclass(frozen=True)
class ResolvedPoint:
    """A point of a meeting that was talked about. `subject`: what it is about, «» of none.
    `follow_up`: the last that was told of it."""

    meeting: Meeting
    number: int
    subject: str
    point: MeetingPoint
    follow_up: FollowUp | None

    @property
    def is_open(self) -> bool:
        is_closed = self.follow_up is not None and self.follow_up.state in _CLOSED
        return self.point.outcome in _FOLLOWED and not is_closed


@lru_cache(maxsize=16)
def resolved_points(record: Record, revision: int) -> tuple[ResolvedPoint, ...]:
    """Of all meetings by `revision`, oldest first."""
    meetings = standing(record, MEETING, NO_PLAN, revision)
    follow_ups = standing(record, FOLLOW_UP, NO_PLAN, revision)
    found = []
    for key, entry in standing(record, MEETING_POINT, NO_PLAN, revision).items():
        meeting_id, number = MEETING_POINT.parts_of(key)
        held = meetings.get(meeting_id)
        if held is None or not entry.value.words:
            continue
        subjects = {item.number: item.subject for item in held.value.agenda}
        told = follow_ups.get(key)
        found.append(
            ResolvedPoint(
                held.value,
                int(number),
                subjects.get(int(number), ""),
                entry.value,
                told.value if told else None,
            )
        )
    return tuple(sorted(found, key=lambda point: (point.meeting.held_on, point.number)))


def point_words(resolved: ResolvedPoint, lang: str) -> str:
    """令和8年… DX推進本部会議: 決定「…」（住民課、2027年3月末まで）→ 完了（…）"""
    point = resolved.point
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
    told = resolved.follow_up
    if told is None:
        return words
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
