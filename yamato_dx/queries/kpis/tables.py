"""Tables that leave the program: assessment and targets."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.assessment.words.units import row_units, target_unit, value_unit
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.kpi_words import in_language, with_kpi_words
from yamato_dx.queries.rows import rows_of
from yamato_dx.queries.selection import EVERYTHING, Selection, selected

UNITS: Final = ("unit", "target_unit", "gap_unit", "change_unit")


def assessment_table(answer: Assessed, lang: str, wanted: Selection = EVERYTHING) -> pd.DataFrame:
    """One row per KPI × fiscal year, with the words of `lang` and the evidence sentence."""
    rows = selected(answer, wanted)
    units = [row_units(row, answer.plan.kpi(row["kpi_id"]), lang) for row in rows_of(rows)]
    return with_kpi_words(rows, answer.plan, lang).assign(
        **{name: pd.array([unit[name] for unit in units], dtype="str") for name in UNITS},
        verdict_label=[
            i18n.text(f"assessment.verdict.{verdict}", lang) for verdict in rows["verdict"]
        ],
        owner_section=rows["kpi_id"].map(
            lambda kpi_id: in_language(answer.plan.kpi(kpi_id).owner_section, lang)
        ),
        evidence=[evidence(row, answer.plan, lang) for row in rows_of(rows)],
    )


def targets_table(plan: Plan, lang: str) -> pd.DataFrame:
    """One row per KPI and year for which the plan states a target."""
    rows = pd.DataFrame(
        [
            {
                "municipality_code": plan.municipality.municipality_code,
                "plan_version": plan.plan_version,
                "initiative_no": kpi.initiative_no,
                "kpi_id": kpi.kpi_id,
                "fiscal_year": target.fiscal_year.start_year,
                "target_value": target.target_value,
                "target_unit": target_unit(kpi, lang),
                "target_phrase": kpi.target_phrase.in_language(lang),
                "rule": kpi.shape,
                "period_kind": kpi.period,
                "baseline_year": kpi.baseline.fiscal_year.start_year if kpi.baseline else None,
                "baseline_value": kpi.baseline.value if kpi.baseline else None,
                "target_date": kpi.target_date or target.fiscal_year.last_day,
                "report_due_date": kpi.report_due(target.fiscal_year),
                "final_by_date": kpi.final_by(target.fiscal_year),
                "owner_section": in_language(kpi.owner_section, lang),
                "chapter": kpi.chapter,
            }
            for kpi in plan.kpis
            for target in kpi.targets
        ]
    ).astype(
        {
            "target_value": "float64",
            "baseline_year": "Int64",
            "baseline_value": "float64",
            "target_date": "datetime64[us]",
            "report_due_date": "datetime64[us]",
            "final_by_date": "datetime64[us]",
        }
    )
    return with_kpi_words(rows, plan, lang).assign(
        unit=[value_unit(plan.kpi(kpi_id), lang) for kpi_id in rows["kpi_id"]]
    )
