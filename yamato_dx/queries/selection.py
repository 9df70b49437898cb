"""What of an assessment is wanted, and the rows that it names."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import Assessed


@dataclass(frozen=True)
class Selection:
    """What of an assessment is wanted; None is everything. `section` «» means no section yet."""

    fiscal_year: int | None = None
    initiative_no: int | None = None
    verdict: str | None = None
    section: str | None = None
    kpi_id: str | None = None


EVERYTHING = Selection()


def selected(answer: Assessed, wanted: Selection) -> pd.DataFrame:
    """The rows of the assessment that `wanted` names, in their order."""
    frame = answer.frame
    owners = {kpi.kpi_id: owner_names(kpi) for kpi in answer.plan.kpis}
    conditions = {
        "fiscal_year": wanted.fiscal_year,
        "initiative_no": wanted.initiative_no,
        "verdict": wanted.verdict,
        "kpi_id": wanted.kpi_id,
    }
    kept = pd.Series(data=True, index=frame.index)
    for name, value in conditions.items():
        if value is not None:
            kept &= frame[name] == value
    if wanted.section is not None:
        kept &= frame["kpi_id"].map(lambda kpi_id: wanted.section in owners[kpi_id])
    return frame[kept].reset_index(drop=True)


def owner_names(kpi: Kpi) -> tuple[str, ...]:
    """The owner section's names; («»,) while nobody owns it."""
    return (kpi.owner_section.ja, kpi.owner_section.en) if kpi.owner_section else ("",)


def require_year(plan: Plan, fiscal_year: FiscalYear) -> None:
    """Raises Refused where the plan does not have the year."""
    if fiscal_year not in plan.fiscal_years:
        raise Refused("queries.refused.no_year", year=str(fiscal_year.start_year))
