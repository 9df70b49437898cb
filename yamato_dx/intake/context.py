"""What a file is read against: the plan's versions, whose figures it may bring, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.types import Kpi, Plan, in_force, numbering_of


@dataclass(frozen=True)
class Context:
    """`present` bounds the years after the plan and the months that can have a figure. `earlier`:
    what the record holds already."""

    plans: tuple[Plan, ...]
    municipality_codes: frozenset[str]
    present: date
    earlier: Earlier = NOTHING_EARLIER

    def plan_of(self, year: FiscalYear | None) -> Plan:
        """By whose numbering a row of this year is read; of an unknown year, today's version."""
        if year is None:
            return in_force(self.plans, self.present)
        return numbering_of(self.plans, year, self.present)

    @cached_property
    def own_code(self) -> str:
        """Whose figures a file without 団体コード brings."""
        return self.plans[0].municipality.municipality_code

    @cached_property
    def baseline_years(self) -> frozenset[tuple[str, int]]:
        return frozenset(
            (kpi.kpi_id, kpi.baseline.fiscal_year.start_year)
            for plan in self.plans
            for kpi in plan.kpis
            if kpi.baseline
        )

    @cached_property
    def first_year(self) -> int:
        return min(plan.first_year.start_year for plan in self.plans)

    @cached_property
    def last_year(self) -> int:
        """The last that a row may report: the plan's, or after it the present year."""
        ends = max(plan.last_year.start_year for plan in self.plans)
        return max(ends, FiscalYear.of(self.present).start_year)

    @cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        return tuple(kpi for plan in self.plans for kpi in plan.kpis)

    def version_of(self, place: int) -> Plan:
        """The version of which `kpis[place]` is."""
        versions = [plan for plan in self.plans for _ in plan.kpis]
        return versions[place]

    def numbering(self, year: FiscalYear | None) -> Mapping[str, int]:
        """Printed number, folded → place in `kpis`."""
        plan = self.plan_of(year)
        before = sum(
            len(earlier_plan.kpis) for earlier_plan in self.plans[: self.plans.index(plan)]
        )
        return {folded_number(kpi.kpi_no): before + place for place, kpi in enumerate(plan.kpis)}


_DASHES = str.maketrans(dict.fromkeys("‐‑–—―−ー─ｰの_", "-"))


def folded_number(kpi_no: str) -> str:
    """A KPI number without what offices vary: width, dashes, «No.», «KPI»."""
    folded = nfkc(kpi_no).upper().translate(_DASHES)
    for prefix in ("KPI", "指標", "番号", "NO.", "NO", "第"):
        folded = folded.removeprefix(prefix)
    return folded.removesuffix("番").strip(".")
