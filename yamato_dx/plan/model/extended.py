"""計画期間の延長: a plan that goes on beyond the last year of its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi, Plan, Target


def extended(plan: Plan, last_year: FiscalYear, added: Mapping[str, Sequence[Target]]) -> Plan:
    """The plan up to `last_year`, with the targets `added` (by KPI) in the years after its own.

    The plan itself where its text reaches as far: a version that comes later has these years and
    targets of its own.
    """
    if last_year <= plan.last_year:
        return plan
    kpis = tuple(
        _with(kpi, [target for target in added.get(kpi.kpi_id, ()) if _is_new(plan, target)])
        for kpi in plan.kpis
    )
    return replace(plan, last_year=last_year, kpis=kpis)


def _is_new(plan: Plan, target: Target) -> bool:
    return target.fiscal_year > plan.last_year


def _with(kpi: Kpi, targets: Sequence[Target]) -> Kpi:
    """A day within the promised period is not the one by which a later target is to be met."""
    if not targets:
        return kpi
    return replace(kpi, targets=(*kpi.targets, *targets), target_date=None)
