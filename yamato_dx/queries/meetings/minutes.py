"""会議の記録: what a meeting decided, as text to copy and as a table to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.queries.assessed import View
from yamato_dx.queries.meetings.follow_ups import Followed, follow_ups_at
from yamato_dx.queries.meetings.held import HeldMeeting
from yamato_dx.queries.meetings.words import day_of, point_words, title_of
from yamato_dx.store.record import Record

_TEXTS: Final = (
    *("municipality_code", "plan_id", "meeting_id", "meeting_title", "agenda_reason"),
    *("agenda_reason_label", "agenda_words", "point_outcome", "point_outcome_label"),
    *("point_words", "point_owner", "follow_up_state", "follow_up_label", "follow_up_words"),
    "recorded_by",
)
_DAYS: Final = ("held_on", "point_due", "follow_up_on")
KINDS: Final = {
    **dict.fromkeys(_TEXTS, "str"),
    **dict.fromkeys(_DAYS, "datetime64[us]"),
    "point_no": "int64",
    "recorded_at": "datetime64[us, UTC]",
}


def minutes(record: Record, view: View, held: HeldMeeting, lang: str) -> str:
    """The whole record of the meeting as plain text, ready for a document."""
    meeting = held.meeting
    version = next(
        (plan.plan_version for plan in meeting.snapshot.plans if plan.plan_id == meeting.plan_id),
        "",
    )
    lines = [
        title_of(record, held, lang),
        i18n.text("meetings.minutes.day", lang, day=day_of(meeting.held_on, lang)),
        i18n.text(
            "meetings.minutes.seen",
            lang,
            moment=i18n.moment(held.made_at, lang),
            version=version,
            revision=meeting.snapshot.revision,
            year=i18n.fiscal_year(meeting.fiscal_year, lang),
        ),
        *_points(held, lang),
        *_open_before(record, view, held, lang),
    ]
    return "\n".join(lines)


def _points(held: HeldMeeting, lang: str) -> Iterator[str]:
    for item in held.items:
        yield ""
        yield i18n.text("meetings.minutes.point", lang, number=item.number, words=item.words(lang))
        entry = held.points.get(item.number)
        told = point_words(entry.value, lang) if entry else i18n.text("meetings.point.none", lang)
        yield i18n.text("meetings.minutes.told", lang, told=told)


def _open_before(record: Record, view: View, held: HeldMeeting, lang: str) -> Iterator[str]:
    """What earlier meetings left, as it stands at `view`."""
    followed = [
        one
        for one in follow_ups_at(record, view.revision, held.meeting.plan_id)
        if one.is_open and one.meeting.meeting_id != held.meeting_id
    ]
    if not followed:
        return
    yield ""
    yield i18n.text("meetings.minutes.open", lang)
    for one in followed:
        told = followed_words(record, one, lang)
        yield i18n.text("meetings.minutes.told", lang, told=told)


def followed_words(record: Record, followed: Followed, lang: str) -> str:
    """From which meeting, what, by whom and until when."""
    return i18n.text(
        "meetings.minutes.followed",
        lang,
        meeting=title_of(record, followed.meeting, lang),
        number=followed.item.number,
        told=point_words(followed.last, lang),
    )


def decisions_table(record: Record, view: View, held: HeldMeeting, lang: str) -> pd.DataFrame:
    """One row per point of the agenda, and per point that came up at the meeting."""
    followed = follow_ups_at(record, view.revision, held.meeting.plan_id)
    by_key = {one.key: one for one in followed}
    rows = [_row(record, held, place, by_key, lang=lang) for place in range(len(held.items))]
    return pd.DataFrame(rows, columns=list(KINDS)).astype(KINDS)


def _row(
    record: Record, held: HeldMeeting, place: int, followed: dict[str, Followed], *, lang: str
) -> dict[str, object]:
    meeting, item = held.meeting, held.items[place]
    entry = held.points.get(item.number)
    point = entry.value if entry else None
    own = followed.get(f"{held.meeting_id}:{item.number}")
    told = own.told.value if own and own.told else None
    return {
        "municipality_code": record.municipality_code,
        "plan_id": meeting.plan_id,
        "meeting_id": meeting.meeting_id,
        "meeting_title": title_of(record, held, lang),
        "held_on": pd.Timestamp(meeting.held_on),
        "point_no": item.number,
        "agenda_reason": item.reason,
        "agenda_reason_label": i18n.text(f"meetings.reason.{item.reason}", lang),
        "agenda_words": item.words(lang),
        "point_outcome": point.outcome if point else None,
        "point_outcome_label": i18n.text(f"meetings.outcome.{point.outcome}", lang)
        if point
        else None,
        "point_words": point.words if point else None,
        "point_owner": (point.owner if point else "") or None,
        "point_due": pd.Timestamp(point.due) if point and point.due else pd.NaT,
        "follow_up_state": own.state if own else None,
        "follow_up_label": i18n.text(f"meetings.follow_up.{own.state}", lang) if own else None,
        "follow_up_on": pd.Timestamp(told.on) if told else pd.NaT,
        "follow_up_words": told.words if told else None,
        "recorded_by": entry.actor_name if entry else None,
        "recorded_at": entry.recorded_at if entry else pd.NaT,
    }
