"""What a file is read against: the plan's versions, whose figures it may bring, and the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.types import Kpi, Plan, numberings_of
from yamato_dx.plan_keys import in_plan


@dataclass(frozen=True)
class Context:
    """`present` bounds the years after the plan and the months that can have a figure. `earlier`:
    what the record holds already."""

    plans: tuple[Plan, ...]
    municipality_codes: frozenset[str]
    present: date
    earlier: Earlier = NOTHING_EARLIER

    def plans_of(self, year: FiscalYear | None) -> tuple[Plan, ...]:
        """By whose numberings a row of this year is read; of an unknown year, those of the present
        one."""
        return numberings_of(self.plans, year or FiscalYear.of(self.present), self.present)

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

    def numbering(self, year: FiscalYear | None) -> Mapping[str, tuple[int, ...]]:
        """Printed number, folded → places in `kpis`, one of each KPI that a plan of the year
        prints under it: of two plans side by side there may be two. A number behind its plan's id
        (`numbered_in`) has one."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for plan in self.plans_of(year):
            for kpi, place in zip(plan.kpis, self._places_of(plan), strict=True):
                for number in (folded_number(kpi.kpi_no), numbered_in(plan, kpi)):
                    found[number].setdefault(kpi.kpi_id, place)
        return {number: tuple(places.values()) for number, places in found.items()}

    def _places_of(self, plan: Plan) -> range:
        before = self.plans[: self.plans.index(plan)]
        first = sum(len(earlier_plan.kpis) for earlier_plan in before)
        return range(first, first + len(plan.kpis))


def numbered_in(plan: Plan, kpi: Kpi) -> str:
    """A text that stands for a KPI's number and is no other plan's."""
    return in_plan(plan.plan_id, nfkc(kpi.kpi_no))


_DASHES = str.maketrans(dict.fromkeys("‐‑–—―−ー─ｰの_", "-"))


def folded_number(kpi_no: str) -> str:
    """A KPI number without what offices vary: width, dashes, «No.», «KPI»."""
    folded = nfkc(kpi_no).upper().translate(_DASHES)
    for prefix in ("KPI", "指標", "番号", "NO.", "NO", "第"):
        folded = folded.removeprefix(prefix)
    return folded.removesuffix("番").strip(".")
