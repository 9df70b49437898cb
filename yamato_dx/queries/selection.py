"""What of an assessment is wanted, and the rows that it names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import Assessed
from yamato_dx.rows import Row


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
    is_wanted = [_is_wanted(answer.plan, row, wanted) for row in answer.rows]
    return answer.frame.loc[np.array(is_wanted, dtype=bool)].reset_index(drop=True)


def selected_rows(answer: Assessed, wanted: Selection) -> list[Row]:
    """The same, of the rows that all who word them share."""
    return [row for row in answer.rows if _is_wanted(answer.plan, row, wanted)]


def _is_wanted(plan: Plan, row: Row, wanted: Selection) -> bool:
    is_named = all(
        getattr(wanted, name) in (None, row[name])
        for name in ("fiscal_year", "initiative_no", "verdict", "kpi_id")
    )
    return is_named and (
        wanted.section is None or wanted.section in owner_names(plan.kpi(row["kpi_id"]))
    )


def owner_names(kpi: Kpi) -> tuple[str, ...]:
    """The owner section's names; («»,) while nobody owns it."""
    return (kpi.owner_section.ja, kpi.owner_section.en) if kpi.owner_section else ("",)


def require_year(plan: Plan, fiscal_year: FiscalYear) -> None:
    """Raises Refused where the plan does not have the year."""
    if fiscal_year not in plan.fiscal_years:
        raise Refused("queries.refused.no_year", year=str(fiscal_year.start_year))
