"""Tables that leave the program: values, reports, problems."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.cells.cell import INCLUDING_OTHERS
from yamato_dx.intake.problem import Problem
from yamato_dx.output.tables.written import written_values
from yamato_dx.plan.model.types import Kpi, Plan, numberings_of
from yamato_dx.plan.model.versions import naming_all
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.figure_states import columns_of
from yamato_dx.queries.kpi_words import kpis_of, worded, years_of
from yamato_dx.queries.reports.steps import ReportSteps
from yamato_dx.queries.selection import EVERYTHING, Selection


def actuals_table(answer: Assessed, lang: str, wanted: Selection = EVERYTHING) -> pd.DataFrame:
    """One row per value that stands, as it can be reported again: each KPI under the number and
    name by which a row of its year is read."""
    key = ["municipality_code", "kpi_id", "period_start", "period_months"]
    told = answer.standing.merge(answer.states, on=key, how="left", validate="one_to_one")
    rows = told.assign(**columns_of(told), fiscal_year=years_of(told["period_start"]))
    plan = naming_all(answer.plan, answer.plans)
    initiatives = {kpi.kpi_id: kpi.initiative_no for kpi in plan.kpis}
    kept = rows["kpi_id"].isin(initiatives)
    if wanted.fiscal_year is not None:
        kept &= rows["fiscal_year"] == wanted.fiscal_year
    if wanted.initiative_no is not None:
        kept &= rows["kpi_id"].map(initiatives) == wanted.initiative_no
    rows = rows[kept].reset_index(drop=True)
    return _as_reported(rows, _kpis_of_years(rows, plan, answer), lang)


def _kpis_of_years(rows: pd.DataFrame, plan: Plan, answer: Assessed) -> list[Kpi]:
    """The KPI of each row as a version that numbers its year has it, that of `plan` before those
    of other plans; else as `plan` has it."""
    by_year = {}
    for year in rows["fiscal_year"].unique().tolist():
        numbering = numberings_of(answer.recorded, FiscalYear(year), answer.on)
        in_order = sorted(numbering, key=lambda version: version.plan_id == plan.plan_id)
        by_year[year] = {kpi.kpi_id: kpi for version in (plan, *in_order) for kpi in version.kpis}
    pairs = zip(rows["fiscal_year"], rows["kpi_id"], strict=True)
    return [by_year[year][kpi_id] for year, kpi_id in pairs]


def values_table(values: pd.DataFrame, plan: Plan, lang: str) -> pd.DataFrame:
    """One row per value of a report, before or after it was sent."""
    rows = values.assign(fiscal_year=years_of(values["period_start"]))
    return _as_reported(rows, kpis_of(rows, plan), lang)


def _as_reported(rows: pd.DataFrame, kpis: list[Kpi], lang: str) -> pd.DataFrame:
    """`rows` with their KPIs' words and what a file holds in which they are reported again: month
    and value as written."""
    forms = pd.array([kpi.value_form for kpi in kpis], dtype="str")
    written = written_values(rows.assign(value_form=forms))
    # Of more things than the plan counts it was said that they are; unsaid, it is asked again.
    totals = np.array([np.nan if kpi.total is None else kpi.total for kpi in kpis])
    with_others = rows["denominator"].to_numpy() > totals
    return worded(rows, kpis, lang).assign(
        month=_months_of(rows),
        written_value=written.mask(with_others, written + f"（{INCLUDING_OTHERS}）"),
    )


def _months_of(rows: pd.DataFrame) -> pd.Series[str]:
    """2024-04 of a month, missing of a whole year."""
    names = {start: f"{start:%Y-%m}" for start in rows["period_start"].unique()}
    return rows["period_start"].map(names).astype("str").where(rows["period_months"] == 1)


def batches_table(
    batches: pd.DataFrame, steps: Mapping[str, ReportSteps], plan: Plan
) -> pd.DataFrame:
    """One row per report, with what became of it. `steps`: by 報告番号."""
    reports = [steps[batch_id] for batch_id in batches["batch_id"]]
    is_returned = batches["status"] == "returned"
    return batches.assign(
        municipality_code=plan.municipality.municipality_code,
        batch_kind=batches["kind"],
        section=batches["actor_section"],
        rows_count=batches["row_count"],
        batch_status=batches["status"],
        status_at=batches["withdrawn_at"].mask(is_returned, batches["returned_at"]),
        status_reason=batches["withdrawn_reason"].mask(is_returned, batches["returned_reason"]),
        is_confirmed=batches["confirmed_at"].notna(),
        is_own_confirmation=pd.array(
            [report.is_own_confirmation for report in reports], dtype="boolean"
        ),
        questions_count=pd.array([report.questions for report in reports], dtype="Int64"),
    )


def problems_table(problems: tuple[Problem, ...], lang: str) -> pd.DataFrame:
    """One row per thing found in a file."""
    rows = [
        {
            "severity": problem.severity,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "cell": problem.cell if problem.is_of_cell else None,
            "raw": problem.raw,
            "problem": problem.sentence(lang),
            "mend": problem.mend(lang),
        }
        for problem in problems
    ]
    names = ["severity", "sheet", "row", "cell", "column", "raw", "problem", "mend"]
    kinds = dict.fromkeys(names, "str") | {"row": "Int64"}
    return pd.DataFrame(rows, columns=names).astype(kinds)
