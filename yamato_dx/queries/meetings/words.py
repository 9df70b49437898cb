"""A meeting in words: what it is called, its day, its headline."""

from __future__ import annotations

from datetime import date

from yamato_dx import i18n
from yamato_dx.entries.review.meetings import MeetingPoint
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, plan_at
from yamato_dx.queries.meetings.follow_ups import follow_ups_at, overdue
from yamato_dx.queries.meetings.held import (
    HeldMeeting,
    last_meeting,
    meetings_of,
    next_meeting,
)
from yamato_dx.store.record import Record


def usual_title(record: Record, view: View, held_on: date, lang: str) -> str:
    """令和8年度第1回 DX推進本部: of the next meeting of the plan in sight."""
    plan, year = plan_at(record, view), FiscalYear.of(held_on)
    meetings = meetings_of(record, view.revision, plan.plan_id)
    numbers = [_number_of(plan, held) for held in meetings if _year_of(held) == year]
    return _titled(plan, year, max([0, *numbers]) + 1, lang)


def title_of(record: Record, held: HeldMeeting, lang: str) -> str:
    """As it was named; where that was the usual title of another language, this one's."""
    plan, year = plan_at(record, held.view()), _year_of(held)
    number = _number_of(plan, held)
    return _titled(plan, year, number, lang) if number else held.meeting.title


def _year_of(held: HeldMeeting) -> FiscalYear:
    return FiscalYear.of(held.meeting.held_on)


def _number_of(plan: Plan, held: HeldMeeting) -> int:
    """By its title, where that is the usual one; else 0. No plan has held more meetings in a year
    than all plans have made."""
    most = int(held.meeting_id.rpartition("-")[2])
    usual = {
        _titled(plan, _year_of(held), number, lang): number
        for number in range(1, most + 1)
        for lang in i18n.LANGUAGES
    }
    return usual.get(held.meeting.title, 0)


def _titled(plan: Plan, year: FiscalYear, number: int, lang: str) -> str:
    return i18n.text(
        "meetings.title",
        lang,
        year=i18n.fiscal_year(year, lang),
        number=number,
        body=plan.steering_body.in_language(lang),
    )


def day_of(day: date, lang: str) -> str:
    """2026年12月2日（水）."""
    weekday = i18n.text(f"rounds.weekday.{day.weekday()}", lang)
    return i18n.text("rounds.day", lang, day=i18n.day(day, lang), weekday=weekday)


def option_of(record: Record, held: HeldMeeting, lang: str) -> str:
    """In a list of meetings: the day, then what it is called."""
    title = title_of(record, held, lang)
    return i18n.text("meetings.option", lang, day=held.meeting.held_on.isoformat(), title=title)


def point_words(point: MeetingPoint, lang: str) -> str:
    """決定：…（担当 住民課、期限 2027年3月31日）."""
    outcome = i18n.text(f"meetings.outcome.{point.outcome}", lang)
    told = i18n.text("meetings.point.words", lang, outcome=outcome, words=point.words)
    who = [
        i18n.text("meetings.agenda.owner", lang, owner=point.owner) if point.owner else "",
        i18n.text("meetings.agenda.due", lang, due=i18n.day(point.due, lang)) if point.due else "",
    ]
    behind = i18n.text("frame.list", lang).join(part for part in who if part)
    if not behind:
        return told
    return i18n.text("meetings.point.who", lang, told=told, behind=behind)


def headline(record: Record, view: View, held: HeldMeeting, lang: str) -> tuple[str, ...]:
    """What is still to be talked about, what of all that was decided is overdue."""
    count, recorded = len(held.items), len(held.points)
    late = len(overdue(follow_ups_at(record, view.revision, held.meeting.plan_id), view.on))
    if not count:
        parts = [i18n.text("meetings.headline.no_points", lang)]
    elif recorded == count:
        parts = [i18n.text("meetings.headline.all", lang, count=count)]
    elif recorded:
        parts = [i18n.text("meetings.headline.some", lang, count=count, recorded=recorded)]
    else:
        parts = [i18n.text("meetings.headline.none", lang, count=count)]
    if late:
        parts.append(i18n.text("meetings.headline.overdue", lang, count=late))
    return tuple(parts)


def overview_words(record: Record, view: View, lang: str) -> str:
    """For the strip of 概要: the next meeting, the last one, what is open of it; «» before the
    first."""
    plan_id = plan_at(record, view).plan_id
    meetings = meetings_of(record, view.revision, plan_id)
    if not meetings:
        return ""
    coming, last = next_meeting(meetings, view.on), last_meeting(meetings, view.on)
    followed = [one for one in follow_ups_at(record, view.revision, plan_id) if one.is_open]
    parts = [
        _dated("meetings.overview.next", coming, lang) if coming else "",
        _dated("meetings.overview.last", last, lang) if last else "",
        i18n.text("meetings.overview.open", lang, count=len(followed)) if followed else "",
        i18n.text("meetings.overview.late", lang, count=len(overdue(followed, view.on)))
        if overdue(followed, view.on)
        else "",
    ]
    return i18n.text("frame.list", lang).join(part for part in parts if part)


def _dated(message_id: str, held: HeldMeeting, lang: str) -> str:
    """Without its title: the strip has one line for all of it."""
    return i18n.text(message_id, lang, day=held.meeting.held_on.isoformat())
