"""What the municipality itself says beside its plan's text, and the plan with it laid over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import GlossaryTerm, Kpi, Plan, Text
from yamato_dx.store.record import Record

OwnedKind = Literal["kpi", "work_item", "commitment"]
# A report speaks of these by their id alone.
ITEM_KINDS: Final[tuple[OwnedKind, ...]] = ("work_item", "commitment")
Document = Mapping[str, Any]


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
    """Who answers for a KPI, work item or commitment, and by when: month, day after the year."""

    section_id: str
    report_due: tuple[int, int] | None


@dataclass(frozen=True)
class Bar:
    """The years of a work item's bar as copied from the municipality's own plan."""

    first: FiscalYear
    last: FiscalYear
    source: str


@dataclass(frozen=True, eq=False)
class Town:
    """All of it as it stood. `owners` by «kpi:<id>», `bars` by work item, `footnotes` by number.

    `organisation`, `training_plan`: {text, source} or None. `holders` by role_id.
    """

    sections: Mapping[str, Section]
    owners: Mapping[str, Owner]
    bars: Mapping[str, Bar]
    footnotes: Mapping[int, Document]
    organisation: Document | None
    training_plan: Document | None
    holders: Mapping[str, Document]

    def owner_section(self, kind: OwnedKind, owned_id: str, on: date) -> Section | None:
        """The owner, if it exists on that day."""
        owner = self.owners.get(f"{kind}:{owned_id}")
        section = self.sections.get(owner.section_id) if owner else None
        return section if section and section.is_valid(on) else None


@lru_cache(maxsize=16)
def town_at(record: Record, revision: int) -> Town:
    """What the municipality's own entries said at `revision`."""
    entries = record.entries_of(("section", "owner", "supplement", "holder"), revision)
    said = {kind: _documents(of_kind) for kind, of_kind in entries.groupby("kind")}
    supplements = said.get("supplement", {})
    return Town(
        sections={key: _section(key, one) for key, one in said.get("section", {}).items()},
        owners={
            key: Owner(str(one["section_id"]), _month_day(one.get("report_due")))
            for key, one in said.get("owner", {}).items()
            if one.get("section_id")
        },
        bars={key: _bar(one) for key, one in _under("bar", supplements).items()},
        footnotes={int(key): one for key, one in _under("footnote", supplements).items()},
        organisation=supplements.get("organisation"),
        training_plan=supplements.get("training_plan"),
        holders=said.get("holder", {}),
    )


def plan_in_effect(plan: Plan, town: Town, on: date) -> Plan:
    """The plan with the municipality's own entries laid over: who owns a KPI on that day and by
    when it is due, and the footnotes that our text lost. Bars stay apart, in `town.bars`."""
    return replace(
        plan,
        kpis=tuple(_owned(kpi, town, on) for kpi in plan.kpis),
        glossary=tuple(_defined(term, town.footnotes) for term in plan.glossary),
    )


def _owned(kpi: Kpi, town: Town, on: date) -> Kpi:
    owner = town.owners.get(f"kpi:{kpi.kpi_id}")
    if owner is None:
        return kpi
    section = town.owner_section("kpi", kpi.kpi_id, on)
    return replace(
        kpi,
        owner_section=section.name if section else None,
        report_due_month_day=owner.report_due or kpi.report_due_month_day,
    )


def _defined(term: GlossaryTerm, footnotes: Mapping[int, Document]) -> GlossaryTerm:
    said = footnotes.get(term.footnote_no) if term.footnote_no is not None else None
    if said is None or not said.get("definition"):
        return term
    definition = str(said["definition"])
    return replace(term, definition=Text(definition, definition), is_ours=False)


def _documents(entries: pd.DataFrame) -> dict[str, Document]:
    return dict(zip(entries["entry_key"], entries["document"], strict=True))


def _under(prefix: str, documents: Mapping[str, Document]) -> dict[str, Document]:
    start = f"{prefix}:"
    return {key.removeprefix(start): one for key, one in documents.items() if key.startswith(start)}


def _section(section_id: str, said: Document) -> Section:
    name = str(said["name_ja"])
    return Section(
        section_id,
        Text(name, str(said.get("name_en") or name)),
        _day(said.get("valid_from")),
        _day(said.get("valid_to")),
    )


def _bar(said: Document) -> Bar:
    first, last = int(said["first"]), int(said["last"])
    return Bar(FiscalYear(first), FiscalYear(last), str(said.get("source") or ""))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _month_day(written: str | None) -> tuple[int, int] | None:
    if not written:
        return None
    month, _, day = written.partition("-")
    return int(month), int(day)
