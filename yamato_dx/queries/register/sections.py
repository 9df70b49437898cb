"""担当課の登録 as two grids, and what is written into them of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, Final, TypeVar

import pandas as pd

from yamato_dx.entries.kind import Entered
from yamato_dx.entries.sections import OWNER, SECTION, Owner, Section
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.queries.entries import keys_ever
from yamato_dx.queries.reports.owned import owned_things
from yamato_dx.queries.town import Town, town_at
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.store.record import Record

SECTION_COLUMNS: Final = ("section_id", "name_ja", "name_en", "valid_from", "valid_to")
OWNER_COLUMNS: Final = ("key", "kind", "number", "name", "section", "report_due")
_MONTH_DAY: Final = re.compile(r"(?:[0-9]{4}\D+)?(?P<month>[0-9]{1,2})\D+(?P<day>[0-9]{1,2})\D*")
BLANK_ROWS: Final = 5
# No leap year: a due day that exists every year.
_COMMON_YEAR: Final = 2023
V = TypeVar("V")


@dataclass(frozen=True)
class RegisterFault:
    """`code` names the sentence `register.fault.<code>`; `values` fill it."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Register:
    """What a save would record, by key; unchanged things are left out. Faults: nothing is."""

    sections: Mapping[str, Section | None] = field(default_factory=dict)
    owners: Mapping[str, Owner | None] = field(default_factory=dict)
    faults: tuple[RegisterFault, ...] = ()

    @property
    def count(self) -> int:
        return len(self.sections) + len(self.owners)

    @property
    def entered(self) -> Entered:
        """For the one act that records them."""
        return {SECTION: self.sections, OWNER: self.owners}


def section_grid(town: Town) -> pd.DataFrame:
    """One row per section, by name: name_ja, name_en, valid_from, valid_to, and its id; then blank
    rows, so that a column of names can be pasted over them."""
    rows: list[dict[str, Any]] = [
        {
            "section_id": section.section_id,
            "name_ja": section.name.ja,
            "name_en": "" if section.name.en == section.name.ja else section.name.en,
            "valid_from": section.valid_from,
            "valid_to": section.valid_to,
        }
        for section in sorted(town.sections.values(), key=lambda section: section.name.ja)
    ]
    blank = {name: "" if name in SECTION_COLUMNS[:3] else None for name in SECTION_COLUMNS}
    rows += [dict(blank) for _ in range(BLANK_ROWS)]
    texts = dict.fromkeys(SECTION_COLUMNS[:3], "str")
    days = dict.fromkeys(SECTION_COLUMNS[3:], "datetime64[us]")
    return pd.DataFrame(rows, columns=list(SECTION_COLUMNS)).astype(texts | days)


def owner_grid(town: Town, plan: Plan, on: date, lang: str) -> pd.DataFrame:
    """One row per KPI, work item and commitment: who owns it on the day and by when it is due."""
    rows = []
    for thing in owned_things(plan, lang):
        section = town.owner_section(thing.kind, thing.owned_id, on)
        owner = town.owners.get(thing.key)
        due = owner.report_due if owner else None
        rows.append(
            {
                "key": thing.key,
                "kind": thing.kind,
                "number": thing.number,
                "name": thing.name,
                "section": section.name.in_language(lang) if section else None,
                "report_due": f"{due[0]}/{due[1]}" if due else None,
            }
        )
    return pd.DataFrame(rows, columns=list(OWNER_COLUMNS)).astype("str")


def read_register(
    record: Record,
    town: Town,
    sections: pd.DataFrame,
    owners: pd.DataFrame,
    *,
    plan_id: str,
    on: date,
    drawn: pd.DataFrame,
) -> Register:
    """The two grids, made of `town`, as edited → what the reader changed in them, or all that is
    wrong with it beside what others registered since. `drawn`: the grid of owners before it was
    edited."""
    now = town_at(record, record.head(), plan_id)
    told, faults = _read_sections(record, sections)
    said, unread = _read_owners(owners, drawn, town, _by_name(told, on))
    faults += unread
    removed = set(town.sections) - set(told)
    differing: dict[str, Section | None] = {**_differing(told, town.sections)}
    register = Register(differing | dict.fromkeys(removed, None), _differing(said, town.owners))
    together = _standing(now.sections, register.sections)
    faults += _doubles(together, register.sections)
    faults += _still_in_use(removed, town, _standing(now.owners, register.owners))
    faults += _without_section(town, together, register.owners)
    return Register(faults=tuple(faults)) if faults else register


def _differing(said: Mapping[str, V], held: Mapping[str, V]) -> dict[str, V]:
    return {key: value for key, value in said.items() if held.get(key) != value}


def _standing(held: Mapping[str, V], entered: Mapping[str, V | None]) -> dict[str, V]:
    """What would hold; None takes away."""
    return {key: value for key, value in {**held, **entered}.items() if value is not None}


def _without_section(
    town: Town, sections: Mapping[str, Section], owners: Mapping[str, Owner | None]
) -> list[RegisterFault]:
    """A section that another person took away meanwhile is nobody's owner."""
    chosen = dict.fromkeys(owner.section_id for owner in owners.values() if owner)
    return [
        RegisterFault("section_gone", {"name": town.sections[key].name.ja})
        for key in chosen
        if key not in sections and key in town.sections
    ]


def section_names(sections: pd.DataFrame, on: date) -> list[str]:
    """The names that the grid of owners offers: of the sections as edited that exist on the day."""
    return sorted(
        {
            _text(row["name_ja"])
            for row in _one_name_a_row(sections)
            if _text(row["name_ja"])
            and (_day(row["valid_from"]) or on) <= on <= (_day(row["valid_to"]) or on)
        }
    )


def _read_sections(
    record: Record, grid: pd.DataFrame
) -> tuple[dict[str, Section], list[RegisterFault]]:
    faults: list[RegisterFault] = []
    told: dict[str, Section] = {}
    used = set(keys_ever(record, SECTION))
    for row in _one_name_a_row(grid):
        name = _text(row["name_ja"])
        first, last = _day(row["valid_from"]), _day(row["valid_to"])
        if not name and not _text(row["name_en"]) and not _text(row["section_id"]):
            continue
        if not name:
            faults.append(RegisterFault("name_missing", {}))
        if first and last and last < first:
            faults.append(RegisterFault("days_reversed", {"name": name}))
        section_id = _text(row["section_id"]) or _next_id(used)
        used.add(section_id)
        english = _text(row["name_en"]) or name
        told[section_id] = Section(section_id, Text(name, english), first, last)
    return told, faults


def _one_name_a_row(grid: pd.DataFrame) -> list[Mapping[str, Any]]:
    """A column pasted into one open cell stands there as lines: one section each."""
    return [
        row if place == 0 else {**row, "name_ja": name, "name_en": "", "section_id": ""}
        for row in rows_of(grid)
        for place, name in enumerate(_text(row["name_ja"]).splitlines() or [""])
        for row in [{**row, "name_ja": name}]
    ]


def _next_id(used: Iterable[str]) -> str:
    taken = set(used)
    return next(name for place in range(1, len(taken) + 2) if (name := f"s{place:02}") not in taken)


def _doubles(together: Mapping[str, Section], entered: Iterable[str]) -> list[RegisterFault]:
    """Two sections of one name on the same day could not be told apart; at least one of them is
    among the entered."""
    return [
        RegisterFault("name_twice", {"name": section.name.ja})
        for (key, section), (other_key, other) in combinations(together.items(), 2)
        if not {key, other_key}.isdisjoint(entered)
        and section.name.ja == other.name.ja
        and _overlap(section, other)
    ]


def _overlap(section: Section, other: Section) -> bool:
    first = max(section.valid_from or date.min, other.valid_from or date.min)
    last = min(section.valid_to or date.max, other.valid_to or date.max)
    return first <= last


def _by_name(told: Mapping[str, Section], on: date) -> dict[str, str]:
    """Section id by each name that a person may pick or paste, of those that exist on the day."""
    valid = {key: section for key, section in told.items() if section.is_valid(on)}
    english = {section.name.en: key for key, section in valid.items()}
    return english | {section.name.ja: key for key, section in valid.items()}


def _read_owners(
    edited: pd.DataFrame, drawn: pd.DataFrame, town: Town, names: Mapping[str, str]
) -> tuple[dict[str, Owner | None], list[RegisterFault]]:
    """By key, of the rows whose cells are not as drawn: a blank is drawn where the owner's section
    does not exist on the day, too."""
    said: dict[str, Owner | None] = {}
    faults: list[RegisterFault] = []
    as_drawn = {str(row["key"]): row for row in rows_of(drawn)}
    for row in rows_of(edited):
        key = str(row["key"])
        if _owner_cells(row) == _owner_cells(as_drawn[key]):
            continue
        said[key], fault = _read_owner(row, as_drawn[key], town.owners.get(key), names)
        faults += [fault] if fault else []
    return said, faults


def _read_owner(
    row: Mapping[str, Any], drawn: Mapping[str, Any], held: Owner | None, names: Mapping[str, str]
) -> tuple[Owner | None, RegisterFault | None]:
    """A cell that is as drawn keeps what is held."""
    (name, due), (drawn_name, drawn_due) = _owner_cells(row), _owner_cells(drawn)
    told = {"what": f"{row['number']} {row['name']}", "name": name, "due": due}
    if name == drawn_name:
        section_id = held.section_id if held else None
    elif name and name not in names:
        return None, RegisterFault("section_unknown", told)
    else:
        section_id = names.get(name)
    month_day = held.report_due if held and due == drawn_due else read_month_day(due)
    if due and month_day is None:
        return None, RegisterFault("due_unclear", told)
    if due and section_id is None:
        return None, RegisterFault("due_without_section", told)
    return Owner(section_id, month_day) if section_id else None, None


def _owner_cells(row: Mapping[str, Any]) -> tuple[str, str]:
    return _text(row["section"]), _text(row["report_due"])


def read_month_day(written: str) -> tuple[int, int] | None:
    """5/31, 05-31, 5月31日 and 2026/5/31 as month and day; None for what is no day of a year."""
    found = _MONTH_DAY.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if not found:
        return None
    month, day = int(found["month"]), int(found["day"])
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError:
        return None
    return month, day


def _still_in_use(
    removed: Iterable[str], town: Town, owners: Mapping[str, Owner]
) -> list[RegisterFault]:
    """A section that owns something is not taken away: its last day is entered instead."""
    owning = {owner.section_id for owner in owners.values()}
    return [
        RegisterFault("section_in_use", {"name": town.sections[key].name.ja})
        for key in sorted(removed)
        if key in owning
    ]


def _text(value: object) -> str:
    words = "" if is_missing(value) else str(value).strip()
    return "" if words in ("None", "nan") else words


def _day(value: object) -> date | None:
    return None if is_missing(value) else pd.Timestamp(value).date()  # type: ignore[arg-type]


def missing_words(things: Sequence[Any], separator: str) -> str:
    """«1 来庁者平均滞在時間、…»."""
    return separator.join(f"{thing.number} {thing.name}" for thing in things)
