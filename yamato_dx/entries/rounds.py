"""照会: what 事務局 asks of whom by when, how the day was moved, who was reminded, its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, cast

from yamato_dx import i18n
from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Text

RoundKind = Literal["interim", "year_end"]
RoundItemKind = Literal["kpi", "work_item", "commitment", "card"]
ROUND_KINDS: Final[tuple[RoundKind, ...]] = ("interim", "year_end")
# In the key of a day moved for all of them.
ALL_SECTIONS: Final = ""


@dataclass(frozen=True)
class RoundItem:
    """One thing that is asked. `item_id`: a KPI's id, of work the key of the ledger.
    `section_id`: of whom; «» where nobody is registered, of 事務局."""

    kind: RoundItemKind
    item_id: str
    section_id: str


@dataclass(frozen=True)
class Round:
    """`sections`: those asked, by id, as they were called on the day of opening."""

    round_id: str
    kind: RoundKind
    title: str
    fiscal_year: FiscalYear
    plan_ids: tuple[str, ...]
    opened_on: date
    due: date
    sections: Mapping[str, Text]
    items: tuple[RoundItem, ...]

    def items_of(self, section_id: str) -> tuple[RoundItem, ...]:
        return tuple(item for item in self.items if item.section_id == section_id)


@dataclass(frozen=True)
class RoundDeadline:
    due: date
    reason: str


@dataclass(frozen=True)
class Reminder:
    """`text`: as it was written to the section."""

    on: date
    text: str


@dataclass(frozen=True)
class RoundClosing:
    on: date


def round_id_of(fiscal_year: FiscalYear, number: int) -> str:
    """2025-1: the first of the year."""
    return f"{fiscal_year.start_year}-{number}"


def _read_round(key: str, document: Document) -> Round:
    return Round(
        round_id=key,
        kind=cast("RoundKind", str(document["kind"])),
        title=str(document["title"]),
        fiscal_year=FiscalYear(int(document["fiscal_year"])),
        plan_ids=tuple(str(plan_id) for plan_id in document["plan_ids"]),
        opened_on=date.fromisoformat(document["opened_on"]),
        due=date.fromisoformat(document["due"]),
        sections={
            str(section["section_id"]): Text(section["name_ja"], section["name_en"])
            for section in document["sections"]
        },
        items=tuple(_read_item(item) for item in document["items"]),
    )


def _read_item(item: Mapping[str, Any]) -> RoundItem:
    kind = cast("RoundItemKind", str(item["kind"]))
    return RoundItem(kind, str(item["item_id"]), str(item["section_id"]))


def _write_round(asked: Round) -> Document:
    return {
        "kind": asked.kind,
        "title": asked.title,
        "fiscal_year": asked.fiscal_year.start_year,
        "plan_ids": list(asked.plan_ids),
        "opened_on": asked.opened_on.isoformat(),
        "due": asked.due.isoformat(),
        "sections": [
            {"section_id": section_id, "name_ja": name.ja, "name_en": name.en}
            for section_id, name in asked.sections.items()
        ],
        "items": [
            {"kind": item.kind, "item_id": item.item_id, "section_id": item.section_id}
            for item in asked.items
        ],
    }


def _called(context: EntryContext, key: str, _value: object) -> str:
    return context.say("frame.changes.round", round=key)


ROUND: Final = EntryKind(
    name="round",
    act="hold_round",
    parts=("round_id",),
    read=_read_round,
    write=_write_round,
    called=_called,
    words=lambda context, _key, asked: context.joined(
        asked.title, i18n.day(asked.due, context.lang)
    ),
    history=History("round", "queries.moment.round"),
    is_of_plan=lambda _key: False,
)
ROUND_DEADLINE: Final = EntryKind(
    name="round_deadline",
    act="hold_round",
    parts=("round_id", "section_id"),
    read=lambda _key, document: RoundDeadline(
        date.fromisoformat(document["due"]), str(document["reason"])
    ),
    write=lambda moved: {"due": moved.due.isoformat(), "reason": moved.reason},
    called=_called,
    words=lambda context, _key, moved: context.joined(
        i18n.day(moved.due, context.lang), moved.reason
    ),
    history=History("round_deadline", "queries.moment.round_deadline"),
    is_of_plan=lambda _key: False,
)
REMINDER: Final = EntryKind(
    name="reminder",
    act="hold_round",
    parts=("round_id", "section_id", "number"),
    read=lambda _key, document: Reminder(date.fromisoformat(document["on"]), str(document["text"])),
    write=lambda reminder: {"on": reminder.on.isoformat(), "text": reminder.text},
    called=_called,
    words=lambda context, _key, reminder: i18n.day(reminder.on, context.lang),
    history=History("reminder", "queries.moment.reminder"),
    is_of_plan=lambda _key: False,
)
ROUND_CLOSING: Final = EntryKind(
    name="round_closing",
    act="hold_round",
    parts=("round_id",),
    read=lambda _key, document: RoundClosing(date.fromisoformat(document["on"])),
    write=lambda closing: {"on": closing.on.isoformat()},
    called=_called,
    words=lambda context, _key, closing: i18n.day(closing.on, context.lang),
    history=History("round_closing", "queries.moment.round_closing"),
    is_of_plan=lambda _key: False,
)
