"""The plan after a plan: the same KPIs, work items and questions under the same ids."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi, Plan, Target, Text

SPAN: Final = 5  # years


def next_plan(plan: Plan, version: str = "1.0") -> Plan:
    """It follows `plan` at once. Its id is another, its version may be the same."""
    years = years_after(plan)
    return replace(
        plan,
        plan_id=f"{plan.plan_id}_next",
        plan_version=version,
        title=Text("次期DX推進計画", "Next DX plan"),
        effective_from=years[0].first_day,
        established=f"{years[0].first_day:%Y-%m}",
        revises=None,
        first_year=years[0],
        last_year=years[-1],
        work_items=tuple(
            replace(item, arrow_year=None, stated_years=None) for item in plan.work_items
        ),
        commitments=tuple(replace(promise, stated_years=None) for promise in plan.commitments),
        kpis=tuple(_going_on(kpi, years) for kpi in plan.kpis),
    )


def years_after(plan: Plan) -> tuple[FiscalYear, ...]:
    first = plan.last_year.start_year + 1
    return tuple(FiscalYear(year) for year in range(first, first + SPAN))


def _going_on(kpi: Kpi, years: tuple[FiscalYear, ...]) -> Kpi:
    """The last target of the old plan is that of every year of the next."""
    newest = max(kpi.targets, key=lambda target: target.fiscal_year.start_year, default=None)
    value = newest.target_value if newest else None
    return replace(
        kpi,
        targets=tuple(Target(year, value) for year in years) if newest else (),
        target_date=years[-1].last_day if kpi.target_date else None,
        baseline=replace(kpi.baseline, value=None) if kpi.baseline else None,
    )
