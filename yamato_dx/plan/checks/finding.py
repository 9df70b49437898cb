"""What a cross check finds, and what it may know of the rest of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi

# benchmark_series → the benchmark_ids that it has.
PublishedIds = Mapping[str, frozenset[str]]
NONE_PUBLISHED: Final[PublishedIds] = {}


@dataclass(frozen=True)
class PlanFinding:
    """A fault before it has its line: `within` is the way from the checked item to the value."""

    within: tuple[str | int, ...]
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """Period and ids of the plan; None where they could not be read, so nothing is unknown.

    `averages`: what is published, by series; of one that is not there nothing is unknown either.
    """

    period: tuple[FiscalYear, FiscalYear] | None
    initiative_nos: frozenset[int] | None
    role_ids: frozenset[str] | None
    kpis: tuple[Kpi, ...] | None
    averages: PublishedIds

    def initiative_faults(self, initiative_no: int | None) -> Iterator[PlanFinding]:
        if initiative_no is None or self.initiative_nos is None:
            return
        if initiative_no not in self.initiative_nos:
            yield PlanFinding(("initiative_no",), "unknown_initiative", {"raw": initiative_no})

    def year_faults(self, within: tuple[str | int, ...], year: FiscalYear) -> Iterator[PlanFinding]:
        if self.period is None or self.period[0] <= year <= self.period[1]:
            return
        first, last = self.period
        values = {"raw": year.start_year, "first": first.start_year, "last": last.start_year}
        yield PlanFinding(within, "year_outside_period", values)
