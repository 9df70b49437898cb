"""The rounds as they were opened, with all that was said of them since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yamato_dx.entries.rounds import (
    ALL_SECTIONS,
    REMINDER,
    ROUND,
    ROUND_CLOSING,
    ROUND_DEADLINE,
    Reminder,
    Round,
    RoundClosing,
    RoundDeadline,
)
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Text
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.store.record import Record

# They belong to no plan, whatever plan is in sight.
NO_PLAN = ""


@dataclass(frozen=True, eq=False)
class HeldRound:
    """`revision`: at which it was opened. `deadlines`: as moved, by section. `reminders`: by
    section, oldest first."""

    asked: Round
    revision: int
    opened_by: str
    opened_at: datetime
    closing: Entry[RoundClosing] | None
    deadlines: Mapping[str, Entry[RoundDeadline]]
    reminders: Mapping[str, tuple[Entry[Reminder], ...]]

    @property
    def round_id(self) -> str:
        return self.asked.round_id

    @property
    def is_open(self) -> bool:
        return self.closing is None

    @property
    def due(self) -> date:
        """Of all sections that have no other."""
        moved = self.deadlines.get(ALL_SECTIONS)
        return moved.value.due if moved else self.asked.due

    def moved(self, section_id: str) -> Entry[RoundDeadline] | None:
        """What gave the section its day; None where it is the one of the opening. A day moved for
        all takes none back that the section was given."""
        own, general = self.deadlines.get(section_id), self.deadlines.get(ALL_SECTIONS)
        if own and general:
            return own if own.value.due >= general.value.due else general
        return own or general

    def due_of(self, section_id: str) -> date:
        moved = self.moved(section_id)
        return moved.value.due if moved else self.asked.due

    def reminders_of(self, section_id: str) -> tuple[Entry[Reminder], ...]:
        return self.reminders.get(section_id, ())

    def name_of(self, section_id: str) -> Text | None:
        """As it was called on the day of opening; None of 担当課未定."""
        return self.asked.sections.get(section_id)

    @property
    def section_ids(self) -> tuple[str, ...]:
        """Those that are asked for anything, in the order entered; what is nobody's last."""
        asked = {item.section_id for item in self.asked.items}
        return tuple(key for key in (*self.asked.sections, "") if key in asked)


@kept(16)
def rounds_at(record: Record, revision: int) -> tuple[HeldRound, ...]:
    """Newest first."""
    opened = standing(record, ROUND, NO_PLAN, revision)
    closings = standing(record, ROUND_CLOSING, NO_PLAN, revision)
    deadlines = standing(record, ROUND_DEADLINE, NO_PLAN, revision)
    reminders = standing(record, REMINDER, NO_PLAN, revision)
    held = [
        HeldRound(
            asked=entry.value,
            revision=entry.revision,
            opened_by=entry.actor_name,
            opened_at=entry.recorded_at,
            closing=closings.get(round_id),
            deadlines={
                section_id: moved
                for key, moved in deadlines.items()
                for of, section_id in [ROUND_DEADLINE.parts_of(key)]
                if of == round_id
            },
            reminders=_by_section(round_id, reminders),
        )
        for round_id, entry in opened.items()
    ]
    return tuple(sorted(held, key=lambda found: found.revision, reverse=True))


def _by_section(
    round_id: str, reminders: Mapping[str, Entry[Reminder]]
) -> dict[str, tuple[Entry[Reminder], ...]]:
    found: dict[str, tuple[Entry[Reminder], ...]] = {}
    for key, entry in sorted(reminders.items(), key=lambda named: named[1].revision):
        of, section_id, _ = REMINDER.parts_of(key)
        if of == round_id:
            found[section_id] = (*found.get(section_id, ()), entry)
    return found


def round_at(record: Record, revision: int, round_id: str) -> HeldRound | None:
    found = (held for held in rounds_at(record, revision) if held.round_id == round_id)
    return next(found, None)


def open_round_at(record: Record, revision: int) -> HeldRound | None:
    """The newest that is open."""
    return next((held for held in rounds_at(record, revision) if held.is_open), None)
