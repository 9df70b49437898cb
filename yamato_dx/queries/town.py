"""What the municipality itself says beside its plan's text, and the plan with it laid over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from yamato_dx.entries.sections import OWNER, SECTION, OwnedKind, Owner, Section
from yamato_dx.entries.story import HOLDER, Holder
from yamato_dx.entries.supplements import SUPPLEMENT, Bar, CopiedText, Footnote
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import GlossaryTerm, Kpi, Plan, Text
from yamato_dx.queries.entries import standing_of
from yamato_dx.store.record import Record


@dataclass(frozen=True, eq=False)
class Town:
    """All of it as it stood. `owners` by «kpi:<id>», `bars` by work item, `footnotes` by number.

    `holders` by role_id.
    """

    sections: Mapping[str, Section]
    owners: Mapping[str, Owner]
    bars: Mapping[str, Bar]
    footnotes: Mapping[int, Footnote]
    organisation: CopiedText | None
    training_plan: CopiedText | None
    holders: Mapping[str, Holder]

    def owner_section(self, kind: OwnedKind, owned_id: str, on: date) -> Section | None:
        """The owner, if it exists on that day."""
        owner = self.owners.get(OWNER.key(kind, owned_id))
        section = self.sections.get(owner.section_id) if owner else None
        return section if section and section.is_valid(on) else None


@kept(16)
def town_at(record: Record, revision: int, plan_id: str) -> Town:
    """What the municipality's own entries said at `revision` of itself and of that plan."""
    entered = standing_of(record, (SECTION, OWNER, SUPPLEMENT, HOLDER), plan_id, revision)
    supplements = {
        SUPPLEMENT.parts_of(key): supplement for key, supplement in entered[SUPPLEMENT].items()
    }
    texts = {sort: text for (sort, _), text in supplements.items() if isinstance(text, CopiedText)}
    return Town(
        sections=entered[SECTION],
        owners={key: owner for key, owner in entered[OWNER].items() if owner.section_id},
        bars={thing: bar for (_, thing), bar in supplements.items() if isinstance(bar, Bar)},
        footnotes={
            int(thing): footnote
            for (_, thing), footnote in supplements.items()
            if isinstance(footnote, Footnote)
        },
        organisation=texts.get("organisation"),
        training_plan=texts.get("training_plan"),
        holders=entered[HOLDER],
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
    owner = town.owners.get(OWNER.key("kpi", kpi.kpi_id))
    if owner is None:
        return kpi
    section = town.owner_section("kpi", kpi.kpi_id, on)
    return replace(
        kpi,
        owner_section=section.name if section else None,
        report_due_month_day=owner.report_due or kpi.report_due_month_day,
    )


def _defined(term: GlossaryTerm, footnotes: Mapping[int, Footnote]) -> GlossaryTerm:
    copied = footnotes.get(term.footnote_no) if term.footnote_no is not None else None
    if copied is None or not copied.definition:
        return term
    return replace(term, definition=Text(copied.definition, copied.definition), is_ours=False)
