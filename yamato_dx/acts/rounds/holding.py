"""照会の途中と終わり: a day moved, sections reminded, the round closed or taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.rounds.opening import require_day
from yamato_dx.entries.rounds import (
    ALL_SECTIONS,
    REMINDER,
    ROUND_CLOSING,
    ROUND_DEADLINE,
    Reminder,
    RoundClosing,
    RoundDeadline,
)
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.queries.rounds.held import NO_PLAN, HeldRound, round_at
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def move_deadline(
    record: Record,
    round_id: str,
    due: date,
    *,
    actor: Actor,
    reason: str,
    on: date,
    section_id: str | None = None,
    expected_revision: int | None = None,
) -> int:
    """Of one section, or of all where `section_id` is None; the new revision.

    Raises NotPermitted; Refused where no such round is open or does not ask the section, no reason
    is given, or `due` lies before `on`; Stale where the same day was moved since
    `expected_revision`.
    """
    require(record, actor, Act.HOLD_ROUND)
    held = _open_round(record, round_id)
    if section_id is not None:
        _require_asked(held, section_id)
    if not typed(reason):
        raise Refused("rounds.refused.no_reason")
    require_day(due, on)
    # What nobody is registered for has the day of all.
    moved = ALL_SECTIONS if section_id is None else section_id
    key = ROUND_DEADLINE.key(round_id, moved)
    return enter(
        record,
        ROUND_DEADLINE,
        {key: RoundDeadline(due, typed(reason))},
        actor,
        plan_id=NO_PLAN,
        expected_revision=expected_revision,
    )


def remind(
    record: Record,
    round_id: str,
    texts: Mapping[str, str],
    *,
    actor: Actor,
    on: date,
    expected_revision: int | None = None,
) -> int:
    """Record that these sections were reminded, each in the words of its text; the new revision.
    Nothing is sent. Raises NotPermitted; Refused where no such round is open, it does not ask one
    of them, or there is none; Stale where one was reminded since `expected_revision`."""
    require(record, actor, Act.HOLD_ROUND)
    held = _open_round(record, round_id)
    if not texts:
        raise Refused("rounds.refused.nobody_waits")
    for section_id in texts:
        _require_asked(held, section_id)
    seen_at = record.head() if expected_revision is None else expected_revision
    seen = round_at(record, seen_at, round_id) or held
    # Numbered as they were seen: the number that another has taken since is theirs.
    reminders = {
        REMINDER.key(round_id, key, str(len(seen.reminders_of(key)) + 1)): Reminder(on, text)
        for key, text in texts.items()
    }
    return enter(record, REMINDER, reminders, actor, plan_id=NO_PLAN, expected_revision=seen_at)


def close_round(record: Record, round_id: str, *, actor: Actor, on: date) -> int:
    """Nothing is waited for any more; the new revision. Raises NotPermitted, Refused where no such
    round is open."""
    require(record, actor, Act.HOLD_ROUND)
    _open_round(record, round_id)
    return enter(record, ROUND_CLOSING, {round_id: RoundClosing(on)}, actor, plan_id=NO_PLAN)


def reopen_round(record: Record, round_id: str, *, actor: Actor) -> int:
    """It was closed too early; the new revision. Raises NotPermitted, Refused where no such round
    is closed."""
    require(record, actor, Act.HOLD_ROUND)
    held = round_at(record, record.head(), round_id)
    if held is None or held.is_open:
        raise Refused("rounds.refused.not_closed", round=round_id)
    return enter(record, ROUND_CLOSING, {round_id: None}, actor, plan_id=NO_PLAN)


def _open_round(record: Record, round_id: str) -> HeldRound:
    held = round_at(record, record.head(), round_id)
    if held is None or not held.is_open:
        raise Refused("rounds.refused.not_open", round=round_id)
    return held


def _require_asked(held: HeldRound, section_id: str) -> None:
    if section_id not in held.section_ids:
        raise Refused("rounds.refused.not_asked", section=section_id, round=held.round_id)
