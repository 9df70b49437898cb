"""What a round would ask of whom, were it opened now: what is missing for its year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.entries.rounds import RoundItem, RoundItemKind, RoundKind
from yamato_dx.entries.sections import OwnedKind
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.plan_keys import parted
from yamato_dx.queries.assessed import View, assessed, plan_at, plan_ids_in_effect
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.reports.owed import Owed, OwedItem, OwedKpi, owed
from yamato_dx.queries.town import town_at
from yamato_dx.store.record import Record

# Nothing more is to be expected of such a work item.
ENDED: Final = frozenset(("done", "cancelled"))
# A figure that was called one of these waits for the final one.
NOT_FINAL: Final = frozenset(("forecast", "preliminary"))
# What a year is whose months are not all there, whatever they come to so far.
NOT_WHOLE: Final = frozenset(("not_reported", "in_progress"))
WORK: Final = ("work_item", "commitment")


@dataclass(frozen=True)
class RoundScope:
    """Which round: `plan_ids` empty is all plans that hold the year."""

    kind: RoundKind
    fiscal_year: FiscalYear
    plan_ids: tuple[str, ...] = ()


def plans_asked(record: Record, view: View, scope: RoundScope) -> tuple[str, ...]:
    """The ids of the plans in effect that hold the year, of those chosen."""
    return tuple(
        plan_id
        for plan_id in plan_ids_in_effect(record, view)
        for plan in [plan_at(record, replace(view, plan_id=plan_id))]
        if plan.first_year <= scope.fiscal_year <= plan.last_year
        and (not scope.plan_ids or plan_id in scope.plan_ids)
    )


def items_to_ask(record: Record, view: View, scope: RoundScope) -> tuple[RoundItem, ...]:
    """KPIs without a figure of the year, at year's end also those whose figure is not final; work
    that has not ended and was not reported since the year did; cards that say nothing."""
    plan_ids = plans_asked(record, view, scope)
    asking = Asking(record, view, scope, plan_ids)
    answer = owed(record, view, scope.fiscal_year, "ja", section_id=None)
    return (*asking.kpis(answer), *asking.work(answer), *asking.cards(answer))


@dataclass(frozen=True, eq=False)
class Asking:
    """What the plans of `plan_ids` ask, looked for kind by kind."""

    record: Record
    view: View
    scope: RoundScope
    plan_ids: tuple[str, ...]

    def kpis(self, answer: Owed) -> list[RoundItem]:
        not_final = self._not_final() if self.scope.kind == "year_end" else frozenset()
        return [
            self._item("kpi", owed_kpi.kpi.kpi_id)
            for owed_kpi in answer.kpis
            if self._is_of_plans(owed_kpi.kpi.kpi_id)
            and (is_missing(owed_kpi, self.scope.kind) or owed_kpi.kpi.kpi_id in not_final)
        ]

    def work(self, answer: Owed) -> list[RoundItem]:
        held = standing(self.record, PROGRESS, None, self.view.revision)
        return [
            self._item(item.kind, item.item_key)
            for item in answer.items
            if parted(item.item_key)[0] in self.plan_ids
            and self._is_work_asked(item, held.get(item.item_key))
        ]

    def cards(self, answer: Owed) -> list[RoundItem]:
        plan_id = plan_at(self.record, self.view).plan_id
        known = cards_at(self.record, self.view.revision, plan_id)
        return [
            self._item("card", owed_kpi.kpi.kpi_id)
            for owed_kpi in answer.kpis
            if self._is_of_plans(owed_kpi.kpi.kpi_id) and owed_kpi.kpi.kpi_id not in known
        ]

    def _is_of_plans(self, kpi_id: str) -> bool:
        return any(
            kpi.kpi_id == kpi_id
            for plan_id in self.plan_ids
            for kpi in plan_at(self.record, replace(self.view, plan_id=plan_id)).kpis
        )

    def _is_work_asked(self, item: OwedItem, held: Entry[WorkProgress] | None) -> bool:
        if item.standing is None or held is None:
            return True
        if item.standing.status in ENDED:
            return False
        reported = held.recorded_at.astimezone(TOKYO).date()
        is_over = self.scope.kind == "year_end" and reported > self.scope.fiscal_year.last_day
        return not is_over

    def _not_final(self) -> frozenset[str]:
        """The KPIs of whose figure a part was called 見込 or 速報."""
        held = assessed(self.record, self.view).standing
        is_year = years_of(held["period_start"]) == self.scope.fiscal_year.start_year
        is_open = held["value_status"].isin(NOT_FINAL)
        return frozenset(held.loc[is_year & is_open, "kpi_id"])

    def _item(self, kind: RoundItemKind, item_id: str) -> RoundItem:
        """Of the section that owns it on the day; of nobody where none does."""
        owned: OwnedKind = "kpi" if kind == "card" else kind
        of_plan, own_id = parted(item_id)
        plan_id = of_plan or plan_at(self.record, self.view).plan_id
        town = town_at(self.record, self.view.revision, plan_id)
        section = town.owner_section(owned, own_id, self.view.on)
        return RoundItem(kind, item_id, section.section_id if section else "")


def is_missing(owed_kpi: OwedKpi, kind: RoundKind) -> bool:
    """Whether its year has no figure; at year's end also where it is not whole: months of it are
    missing."""
    verdict = owed_kpi.verdict.code if owed_kpi.verdict else ""
    return owed_kpi.is_open or (kind == "year_end" and verdict in NOT_WHOLE)


def counts_by_section(items: Sequence[RoundItem]) -> dict[str, Counter[str]]:
    """How many of each kind, work items and commitments as «work», by section."""
    found: dict[str, Counter[str]] = {}
    for item in items:
        kind = "work" if item.kind in WORK else item.kind
        found.setdefault(item.section_id, Counter())[kind] += 1
    return found


def years_to_ask(record: Record, view: View) -> tuple[FiscalYear, ...]:
    """The years of all plans in effect that have begun, the newest first."""
    years = {
        year
        for plan_id in plan_ids_in_effect(record, view)
        for year in plan_at(record, replace(view, plan_id=plan_id)).fiscal_years
        if year.first_day <= view.on
    }
    return tuple(sorted(years, reverse=True)) or (FiscalYear.of(view.on),)
