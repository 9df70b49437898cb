"""担当課の登録: the sections, and what each of them answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from yamato_dx.entries.kind import SEPARATOR, Document, EntryContext, EntryKind, History
from yamato_dx.plan.model.types import Text
from yamato_dx.plan_keys import in_plan, parted

OwnedKind = Literal["kpi", "work_item", "commitment"]
# A report speaks of these by their id alone.
ITEM_KINDS: Final[tuple[OwnedKind, ...]] = ("work_item", "commitment")
# Sections and owners are entered in one save.
ACT: Final = "sections"


@dataclass(frozen=True)
class Section:
    """担当課. Days inclusive; None: from the beginning, until further notice."""

    section_id: str
    name: Text
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)


@dataclass(frozen=True)
class Owner:
    """Who answers for a KPI, work item or commitment, and by when: month, day after the year.

    `section_id` «»: nobody.
    """

    section_id: str
    report_due: tuple[int, int] | None


def _read_section(key: str, document: Document) -> Section:
    name = str(document["name_ja"])
    return Section(
        key,
        Text(name, str(document.get("name_en") or name)),
        _day(document.get("valid_from")),
        _day(document.get("valid_to")),
    )


def _write_section(section: Section) -> Document:
    return {
        "name_ja": section.name.ja,
        "name_en": section.name.en,
        "valid_from": section.valid_from.isoformat() if section.valid_from else None,
        "valid_to": section.valid_to.isoformat() if section.valid_to else None,
    }


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _section_called(context: EntryContext, key: str, section: Section | None) -> str:
    name = section.name.ja if section else context.sections.get(key, key)
    return context.say("frame.changes.section", name=name)


def _section_words(context: EntryContext, _key: str, section: Section) -> str:
    first, last = (day or "" for day in (section.valid_from, section.valid_to))
    days = context.say("queries.years.span", first=first, last=last) if first or last else ""
    return context.joined(section.name.ja, days)


def _read_owner(_key: str, document: Document) -> Owner:
    section_id = str(document.get("section_id") or "")
    return Owner(section_id, _month_day(document.get("report_due")))


def _write_owner(owner: Owner) -> Document:
    due = owner.report_due
    return {
        "section_id": owner.section_id,
        "report_due": f"{due[0]:02}-{due[1]:02}" if due else None,
    }


def _month_day(written: str | None) -> tuple[int, int] | None:
    if not written:
        return None
    month, _, day = written.partition("-")
    return int(month), int(day)


def _owner_words(context: EntryContext, _key: str, owner: Owner) -> str:
    section_id, due = owner.section_id, owner.report_due
    return context.joined(
        context.sections.get(section_id, section_id), f"{due[0]:02}/{due[1]:02}" if due else ""
    )


def owned_key(kind: OwnedKind, owned_id: str) -> str:
    """Of what a section owns; another plan's work item is named with that plan's id, and so is
    its key."""
    plan_id, own = parted(owned_id)
    key = OWNER.key(kind, own)
    return key if plan_id is None else in_plan(plan_id, key)


SECTION: Final = EntryKind(
    name="section",
    act="register",
    parts=("section_id",),
    read=_read_section,
    write=_write_section,
    called=_section_called,
    words=_section_words,
    history=History(ACT, "queries.moment.sections", earlier={"section": "queries.moment.section"}),
    is_of_plan=lambda _key: False,
)
OWNER: Final = EntryKind(
    name="owner",
    act="register",
    parts=("owned_kind", "owned_id"),
    read=_read_owner,
    write=_write_owner,
    called=lambda context, key, _owner: context.subjects.get(key, key),
    words=_owner_words,
    history=History(ACT, "queries.moment.sections", earlier={"owner": "queries.moment.owner"}),
    is_of_plan=lambda key: key.startswith(tuple(f"{kind}{SEPARATOR}" for kind in ITEM_KINDS)),
)
