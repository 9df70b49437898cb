"""The moments between which a reader may want to know what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from yamato_dx import i18n
from yamato_dx.i18n import TOKYO
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.meetings.held import HeldMeeting, meetings_at
from yamato_dx.queries.meetings.words import title_of as meeting_title
from yamato_dx.queries.moments import moments
from yamato_dx.queries.rounds.held import rounds_at
from yamato_dx.queries.rounds.words import title_of
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record

MomentKind = Literal["now", "meeting", "round", "moment"]
NOW: Final = "now"


@dataclass(frozen=True)
class KnownMoment:
    """`code`: as addresses have it (now, meeting.2026-1, round.2025-1, 2026-05-11T09:30…). `at`:
    when it was; None is now."""

    code: str
    kind: MomentKind
    words: str
    view: View
    at: datetime | None = None


def known_moments(record: Record, view: View, lang: str) -> tuple[KnownMoment, ...]:
    """Now, the meetings, the rounds (as each was opened), the acts, each newest first: of the
    record by the revision of `view`."""
    return (
        KnownMoment(NOW, "now", i18n.text("changes.moment.now", lang), view),
        *_meetings(record, view, lang),
        *_rounds(record, view, lang),
        *_acts(record, view, lang),
    )


@kept(16)
def moment_called(record: Record, view: View, code: str, lang: str) -> KnownMoment | None:
    """Of `known_moments` the one with that code; None where there is none."""
    named = (*_meetings(record, view, lang), *_rounds(record, view, lang))
    acts = (
        _act(record, view, moment, act, lang=lang)
        for moment, act in moments(record, view.revision, lang)
        if moment.isoformat() == code
    )
    return next((known for known in (*named, *acts) if known.code == code), None)


def _meetings(record: Record, view: View, lang: str) -> Iterator[KnownMoment]:
    made = meetings_at(record, view.revision)
    for held in sorted(made, key=lambda held: held.revision, reverse=True):
        yield meeting_moment(record, held, view.plan_id, lang)


def meeting_moment(record: Record, held: HeldMeeting, plan_id: str, lang: str) -> KnownMoment:
    """As it was seen then, with that plan in sight."""
    meeting = held.meeting
    day = i18n.day(meeting.held_on, lang)
    words = i18n.text(
        "changes.moment.meeting", lang, title=meeting_title(record, held, lang), day=day
    )
    then = view_of_snapshot(meeting.snapshot, plan_id)
    return KnownMoment(f"meeting.{held.meeting_id}", "meeting", words, then, held.made_at)


def _rounds(record: Record, view: View, lang: str) -> Iterator[KnownMoment]:
    for held in rounds_at(record, view.revision):
        day = i18n.day(held.asked.opened_on, lang)
        words = i18n.text("changes.moment.round", lang, title=title_of(held, lang), day=day)
        then = replace(view, revision=held.revision, on=held.asked.opened_on, as_of=None, frozen=())
        yield KnownMoment(f"round.{held.round_id}", "round", words, then, held.opened_at)


def _acts(record: Record, view: View, lang: str) -> Iterator[KnownMoment]:
    for moment, act in moments(record, view.revision, lang):
        yield _act(record, view, moment, act, lang=lang)


def _act(record: Record, view: View, moment: datetime, act: str, *, lang: str) -> KnownMoment:
    when = i18n.moment(moment, lang)
    words = i18n.text("changes.moment.act", lang, moment=when, act=act)
    on = min(moment.astimezone(TOKYO).date(), view.on)
    then = replace(view, revision=record.revision_at(moment), on=on, as_of=moment, frozen=())
    return KnownMoment(moment.isoformat(), "moment", words, then, moment)


def usual_beginning(known: tuple[KnownMoment, ...]) -> KnownMoment | None:
    """The last meeting, else the opening of the last round, else the oldest act that is offered;
    None while nothing ever changed."""
    for kind in ("meeting", "round"):
        found = next((moment for moment in known if moment.kind == kind), None)
        if found:
            return found
    acts = [moment for moment in known if moment.kind == "moment"]
    return acts[-1] if acts else None
