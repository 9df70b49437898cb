"""The moments between which a reader may want to know what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from yamato_dx import i18n
from yamato_dx.entries.review.meetings import MEETING
from yamato_dx.i18n import TOKYO
from yamato_dx.queries.assessed import View
from yamato_dx.queries.entries import standing
from yamato_dx.queries.moments import moments
from yamato_dx.queries.rounds.held import NO_PLAN, rounds_at
from yamato_dx.queries.rounds.words import title_of
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record

MomentKind = Literal["now", "meeting", "round", "moment"]
NOW: Final = "now"


@dataclass(frozen=True)
class KnownMoment:
    """`code`: as addresses have it (now, meeting.2026-1, round.2025-1, 2026-05-11T09:30…)."""

    code: str
    kind: MomentKind
    words: str
    view: View


def known_moments(record: Record, view: View, lang: str) -> tuple[KnownMoment, ...]:
    """Now, the meetings, the rounds (as each was opened), the acts, each newest first: of the
    record by the revision of `view`."""
    return (
        KnownMoment(NOW, "now", i18n.text("changes.moment.now", lang), view),
        *_meetings(record, view, lang),
        *_rounds(record, view, lang),
        *_acts(record, view, lang),
    )


def _meetings(record: Record, view: View, lang: str) -> Iterator[KnownMoment]:
    held = standing(record, MEETING, NO_PLAN, view.revision).values()
    for entry in sorted(held, key=lambda meeting: meeting.revision, reverse=True):
        meeting = entry.value
        day = i18n.day(meeting.held_on, lang)
        words = i18n.text("changes.moment.meeting", lang, title=meeting.title, day=day)
        then = view_of_snapshot(meeting.snapshot, view.plan_id)
        yield KnownMoment(f"meeting.{meeting.meeting_id}", "meeting", words, then)


def _rounds(record: Record, view: View, lang: str) -> Iterator[KnownMoment]:
    for held in rounds_at(record, view.revision):
        day = i18n.day(held.asked.opened_on, lang)
        words = i18n.text("changes.moment.round", lang, title=title_of(held, lang), day=day)
        then = replace(view, revision=held.revision, on=held.asked.opened_on, as_of=None, frozen=())
        yield KnownMoment(f"round.{held.round_id}", "round", words, then)


def _acts(record: Record, view: View, lang: str) -> Iterator[KnownMoment]:
    for moment, act in moments(record, view.revision, lang):
        when = i18n.moment(moment, lang)
        words = i18n.text("changes.moment.act", lang, moment=when, act=act)
        on = min(moment.astimezone(TOKYO).date(), view.on)
        revision = record.revision_at(moment)
        then = replace(view, revision=revision, on=on, as_of=moment, frozen=())
        yield KnownMoment(moment.isoformat(), "moment", words, then)


def usual_beginning(known: tuple[KnownMoment, ...]) -> KnownMoment | None:
    """The last meeting, else the opening of the last round, else the oldest act that is offered;
    None while nothing ever changed."""
    for kind in ("meeting", "round"):
        found = next((moment for moment in known if moment.kind == kind), None)
        if found:
            return found
    acts = [moment for moment in known if moment.kind == "moment"]
    return acts[-1] if acts else None
