"""What `meeting …` of the command line does: list, make, show, record, follow up, take back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from yamato_dx.acts.meetings.making import MeetingCall, make_meeting, take_back_meeting
from yamato_dx.acts.meetings.recording import record_point, tell_follow_up
from yamato_dx.acts.opening import open_record
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, place_of, plan_of, told
from yamato_dx.entries.review.meetings import AgendaItem, FollowUp, MeetingPoint
from yamato_dx.errors import UsageError
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View, assessed, plan_at, view_of
from yamato_dx.queries.meetings.agenda import agenda_of
from yamato_dx.queries.meetings.follow_ups import Followed, follow_ups_at
from yamato_dx.queries.meetings.held import HeldMeeting, meeting_at, meetings_at
from yamato_dx.queries.meetings.minutes import minutes
from yamato_dx.queries.meetings.seen import otherwise
from yamato_dx.queries.meetings.words import title_of
from yamato_dx.queries.reports.owed import year_to_report
from yamato_dx.store.record import Record


def _list(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        rows = [
            _meeting(record, held, arguments.lang) for held in meetings_at(record, view.revision)
        ]
    answers.write(rows, arguments.format)
    return 0


def _agenda(arguments: Arguments) -> int:
    """What a meeting that is made now would talk about."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        agenda = agenda_of(record, view, _year(record, view, arguments))
    answers.write([_item(item, arguments.lang) for item in agenda], arguments.format)
    return 0


def _make(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        call = MeetingCall(
            arguments.date,
            _year(record, view, arguments),
            arguments.title or "",
            frozenset(arguments.leave_out),
            tuple(arguments.add),
        )
        made = make_meeting(record, view, call, actor=actor_of(arguments), lang=arguments.lang)
        held = meeting_at(record, record.head(), made.meeting_id)
        assert held is not None, "it was just made"
        answer = _meeting(record, held, arguments.lang)
    answers.write(answer, arguments.format)
    return 0


def _show(arguments: Arguments) -> int:
    """The meeting as it was seen, what was decided, what came of it; with `--text` the minutes."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        held = _held(record, view, arguments.meeting_id)
        answer: object = (
            {"text": minutes(record, view, held, arguments.lang)}
            if arguments.text
            else _whole(record, view, held, arguments.lang)
        )
    answers.write(answer, arguments.format)
    return 0


def _point(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        held = _held(record, _view(record, arguments), arguments.meeting_id)
        number = held.next_number if arguments.point is None else arguments.point
        point = MeetingPoint(
            arguments.outcome,
            arguments.words,
            arguments.owner or "",
            arguments.due,
            arguments.title or "",
        )
        revision = record_point(
            record,
            held.meeting_id,
            number,
            point,
            actor=actor_of(arguments),
            expected_revision=arguments.at,
        )
    answer = {"meeting_id": held.meeting_id, "number": number, "revision": revision}
    answers.write(answer, arguments.format)
    return 0


def _follow_up(arguments: Arguments) -> int:
    """List what is followed up; or tell what became of one of them."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        if arguments.key is None:
            plan_id = plan_at(record, view).plan_id
            found = follow_ups_at(record, view.revision, plan_id)
            rows = [_followed(record, one, view, arguments.lang) for one in found]
            answers.write(rows, arguments.format)
            return 0
        if arguments.state is None:
            raise UsageError("cli.meetings.no_state")
        revision = tell_follow_up(
            record,
            arguments.key,
            FollowUp(arguments.state, view.on, arguments.words or ""),
            actor=actor_of(arguments),
            expected_revision=arguments.at,
        )
    answers.write({"key": arguments.key, "revision": revision}, arguments.format)
    return 0


def _take_back(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        revision = take_back_meeting(record, arguments.meeting_id, actor=actor_of(arguments))
    answers.write({"meeting_id": arguments.meeting_id, "revision": revision}, arguments.format)
    return 0


def _view(record: Record, arguments: Arguments) -> View:
    plan_id = plan_of(record, getattr(arguments, "plan_id", None))
    return view_of(record, on=arguments.on, plan_id=plan_id)


def _year(record: Record, view: View, arguments: Arguments) -> FiscalYear:
    year: FiscalYear | None = arguments.year
    return year or year_to_report(plan_at(record, view), view.on)


def _held(record: Record, view: View, meeting_id: str) -> HeldMeeting:
    """Raises UsageError."""
    held = meeting_at(record, view.revision, meeting_id)
    if held is None:
        known = ", ".join(one.meeting_id for one in meetings_at(record, view.revision))
        raise UsageError("cli.meetings.unknown", written=meeting_id, known=known or "–")
    return held


def _meeting(record: Record, held: HeldMeeting, lang: str) -> dict[str, Any]:
    meeting = held.meeting
    return {
        "meeting_id": meeting.meeting_id,
        "title": title_of(record, held, lang),
        "held_on": meeting.held_on.isoformat(),
        "plan_id": meeting.plan_id,
        "fiscal_year": meeting.fiscal_year.start_year,
        "revision": meeting.snapshot.revision,
        "on": meeting.snapshot.on.isoformat(),
        "points": len(held.items),
        "recorded": len(held.points),
        "papers": [paper.file_name for paper in meeting.snapshot.papers],
        "made_by": held.made_by,
    }


def _whole(record: Record, view: View, held: HeldMeeting, lang: str) -> dict[str, Any]:
    figures = answers.assessment_rows(assessed(record, held.view()), lang)
    year, plan_id = held.meeting.fiscal_year.start_year, held.meeting.plan_id
    return {
        **_meeting(record, held, lang),
        "agenda": [_item(item, lang) | _said(held, item.number) for item in held.items],
        "follow_ups": [
            _followed(record, one, view, lang)
            for one in follow_ups_at(record, view.revision, plan_id)
            if one.meeting.meeting_id == held.meeting_id
        ],
        "figures": [row for row in figures if row["fiscal_year"] == year],
        "recomputed_otherwise": [
            {"kpi_no": one.kpi_no, "year": one.year, "then": one.then, "today": one.today}
            | {"rule": one.rule}
            for one in otherwise(record, held, lang)
        ],
    }


def _item(item: AgendaItem, lang: str) -> dict[str, Any]:
    return {
        "number": item.number,
        "reason": item.reason,
        "subject": item.subject or None,
        "words": item.words(lang),
    }


def _said(held: HeldMeeting, number: int) -> dict[str, Any]:
    entry = held.points.get(number)
    point = entry.value if entry else None
    return {
        "outcome": point.outcome if point else None,
        "decided": point.words if point else None,
        "owner": (point.owner if point else "") or None,
        "due": point.due.isoformat() if point and point.due else None,
    }


def _followed(record: Record, followed: Followed, view: View, lang: str) -> dict[str, Any]:
    return {
        "key": followed.key,
        "meeting": title_of(record, followed.meeting, lang),
        "words": followed.last.words,
        "owner": followed.owner or None,
        "due": followed.due.isoformat() if followed.due else None,
        "state": followed.state,
        "days_over": followed.days_over(view.on),
        "told": followed.told.value.words if followed.told else None,
    }


MEETING_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "meeting list": _list,
    "meeting agenda": _agenda,
    "meeting make": _make,
    "meeting show": _show,
    "meeting point": _point,
    "meeting follow-up": _follow_up,
    "meeting take-back": _take_back,
}
