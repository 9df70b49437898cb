"""Papers of a moment or of a meeting, written as what the file's ending says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from yamato_dx.acts.opening import open_record
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import hand_out, place_of, plan_of, told
from yamato_dx.entries.review.meetings import MEETING, Meeting
from yamato_dx.errors import UsageError
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.entries import standing
from yamato_dx.queries.papers.table import PAPERS, PaperChoice, PaperKind
from yamato_dx.queries.papers.wish import PaperWish, wish_at
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record


def _paper(kind: PaperKind, arguments: Arguments) -> int:
    ending = arguments.file.suffix.lower()
    if ending not in kind.makers:
        known = ", ".join(kind.makers)
        raise UsageError("cli.paper.unknown_ending", file=arguments.file.name, known=known)
    with told(open_record(place_of(arguments)), arguments) as record:
        meeting = _meeting(record, arguments)
        view = _view(record, arguments, meeting)
        wish = _wish(record, view, arguments, meeting)
        choice = PaperChoice(kind, ending, wish)
        out = HandedOut(choice.label, arguments.file.name, view, kpi_ids=None)
        hand_out(record, arguments, choice.handed_out(record, view), out)
    answer = {
        "file": str(arguments.file),
        "paper": kind.name,
        "fiscal_year": wish.fiscal_year,
        "revision": view.revision,
        "on": view.on.isoformat(),
    }
    answers.write(answer, arguments.format)
    return 0


def _wish(record: Record, view: View, arguments: Arguments, meeting: Meeting | None) -> PaperWish:
    """Of what a paper does not ask for, the usual."""
    told_here = vars(arguments)
    wish = wish_at(
        record,
        view,
        arguments.lang,
        fiscal_year=told_here.get("year"),
        meeting=meeting,
        size=told_here.get("paper") or "a3",
    )
    return replace(wish, with_later=bool(told_here.get("with_later")))


def _meeting(record: Record, arguments: Arguments) -> Meeting | None:
    """Raises UsageError where there is none of that name."""
    named = vars(arguments).get("meeting")
    if not named:
        return None
    held = {key: entry.value for key, entry in standing(record, MEETING, None).items()}
    if named not in held:
        known = ", ".join(held) or "–"
        raise UsageError("cli.paper.unknown_meeting", written=named, known=known)
    return held[named]


def _view(record: Record, arguments: Arguments, meeting: Meeting | None) -> View:
    """What the meeting saw, to the digit; else the moment asked for."""
    plan_id = plan_of(record, arguments.plan_id)
    if meeting:
        return view_of_snapshot(meeting.snapshot, plan_id or meeting.plan_id)
    return view_of(record, as_of=arguments.as_of, on=arguments.on, plan_id=plan_id)


PAPER_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    f"paper {kind.name}": partial(_paper, kind) for kind in PAPERS.values()
}
