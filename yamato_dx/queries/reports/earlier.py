"""What the record holds of the figures that a report may bring, for intake to hold them against."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx.intake.earlier import MONTHS, Earlier
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, assessed, assessed_by_all, plan_of_reports
from yamato_dx.store.record import Record

_MARCH: Final = 3


@kept(8)
def earlier_of(record: Record, view: View) -> Earlier:
    """Of the record's own municipality; a yes counts whatever became of its report."""
    years = assessed_by_all(record, view).drop_duplicates(
        ["municipality_code", "kpi_id", "fiscal_year"]
    )
    answers = record.answers(revision=view.revision)
    return Earlier(
        years=_whole_years(years, plan_of_reports(record, view)),
        standing=assessed(record, view).standing,
        confirmed=answers[(answers["choice"] == AS_IT_STANDS) & answers["kpi_id"].notna()],
    )


def _whole_years(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """One row per year whose figure is known: all its months, or March of a state."""
    states = {kpi.kpi_id for kpi in plan.kpis if kpi.way_to_year == "last"}
    is_at_end = frame["period_end"].dt.month == _MARCH
    is_whole = (frame["months_reported"] == MONTHS) | (frame["kpi_id"].isin(states) & is_at_end)
    years: pd.DataFrame = frame.loc[
        is_whole.fillna(value=False) & frame["actual_value"].notna(),
        ["municipality_code", "kpi_id", "fiscal_year", "actual_value"],
    ]
    return years
