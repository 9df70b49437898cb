"""A plan as frames and counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from yamato_dx.plan.types import Commitment, Kpi, Plan, WorkItem

KPI_COLUMNS: Final[Mapping[str, str]] = {
    "municipality_code": "str",
    "plan_version": "str",
    "kpi_no": "str",
    "kpi_id": "str",
    "initiative_no": "int64",
    "shape": "str",
    "direction": "str",
    "value_form": "str",
    "unit_ja": "str",
    "unit_en": "str",
    "decimals": "int64",
    "minimum": "float64",
    "maximum": "float64",
    "is_cumulative": "bool",
    "aggregation": "str",
    "total": "float64",
    "baseline_year": "Int64",
    "baseline_value": "float64",
    "nearly_met_from": "float64",
    "target_date": "datetime64[us]",
    "report_due_month": "Int64",
    "report_due_day": "Int64",
    "benchmark_series": "str",
    "question_ids": "str",
}
TARGET_COLUMNS: Final[Mapping[str, str]] = {
    "municipality_code": "str",
    "plan_version": "str",
    "kpi_no": "str",
    "kpi_id": "str",
    "initiative_no": "int64",
    "fiscal_year": "int64",
    "target_value": "float64",
    "has_target": "bool",
}
WORK_ITEM_COLUMNS: Final[Mapping[str, str]] = {
    "municipality_code": "str",
    "plan_version": "str",
    "work_item_id": "str",
    "initiative_no": "Int64",
    "initiative_name": "str",
    "work_item_name": "str",
    "arrow_year": "Int64",
    "is_bar_lost": "bool",
    "stated_first_year": "Int64",
    "stated_last_year": "Int64",
    "stated_chapter": "str",
    "chapter": "str",
}
COMMITMENT_COLUMNS: Final[Mapping[str, str]] = {
    "municipality_code": "str",
    "plan_version": "str",
    "commitment_id": "str",
    "initiative_no": "Int64",
    "initiative_name": "str",
    "commitment_name": "str",
    "description": "str",
    "stated_first_year": "Int64",
    "stated_last_year": "Int64",
    "stated_chapter": "str",
    "chapter": "str",
}

_COUNTED: Final[Mapping[str, str]] = {
    "principles": "principles",
    "initiatives": "initiatives",
    "work_items": "work_items",
    "kpis": "kpis",
    "commitments": "commitments",
    "roles": "roles",
    "role_relations": "role_relations",
    "career_levels": "career_levels",
    "securing_policies": "securing_policies",
    "training_policies": "training_policies",
    "open_questions": "open_questions",
    "gaps": "gaps",
    "glossary_terms": "glossary",
    "related_plans": "related_plans",
    "history_events": "history",
    "quoted_population": "quoted_population",
}


def plan_counts(plan: Plan) -> dict[str, int]:
    """How many of each thing the plan holds; `targets` counts KPI-years that have one."""
    counts = {name: len(getattr(plan, field)) for name, field in _COUNTED.items()}
    return counts | {"targets": sum(len(kpi.targets) for kpi in plan.kpis)}


def kpi_frame(plan: Plan) -> pd.DataFrame:
    """One row per KPI, in the plan's order. Figures in stored units; missing is NaN or NA.

    `nearly_met_from` and the due date are missing where the plan leaves them to the
    product's default; `question_ids` names the open questions, separated by spaces.
    """
    return _frame((_kpi_row(plan, kpi) for kpi in plan.kpis), KPI_COLUMNS)


def target_frame(plan: Plan) -> pd.DataFrame:
    """One row per KPI × fiscal year of the plan, by the plan's order of KPIs, then year.

    `has_target` tells a year with a target from one without: `match_benchmark` has a
    target whose `target_value` is missing, because the target is the benchmark.
    """
    return _frame((row for kpi in plan.kpis for row in _target_rows(plan, kpi)), TARGET_COLUMNS)


def work_item_frame(plan: Plan, lang: str) -> pd.DataFrame:
    """One row per work item (工程), in the plan's order; names in `lang`.

    `arrow_year` is the one year that a surviving arrow proves, its end unknown;
    the stated years are those that a chapter says in words.
    """
    rows = (
        _promise_row(plan, item, lang)
        | {
            "work_item_id": item.work_item_id,
            "work_item_name": item.name.in_language(lang),
            "arrow_year": item.arrow_year.start_year if item.arrow_year else None,
            "is_bar_lost": item.arrow_year is None,
        }
        for item in plan.work_items
    )
    return _frame(rows, WORK_ITEM_COLUMNS)


def commitment_frame(plan: Plan, lang: str) -> pd.DataFrame:
    """One row per commitment (計画に記載された取組), in the plan's order; words in `lang`."""
    rows = (
        _promise_row(plan, item, lang)
        | {
            "commitment_id": item.commitment_id,
            "commitment_name": item.name.in_language(lang),
            "description": item.description.in_language(lang),
        }
        for item in plan.commitments
    )
    return _frame(rows, COMMITMENT_COLUMNS)


def _frame(rows: Iterator[dict[str, object]], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))


def _kpi_row(plan: Plan, kpi: Kpi) -> dict[str, object]:
    due = kpi.report_due_month_day or (None, None)
    return {name: getattr(kpi, name, None) for name in KPI_COLUMNS} | {
        "municipality_code": plan.municipality.municipality_code,
        "plan_version": plan.plan_version,
        "unit_ja": kpi.unit.ja,
        "unit_en": kpi.unit.en,
        "baseline_year": kpi.baseline.fiscal_year.start_year if kpi.baseline else None,
        "baseline_value": kpi.baseline.value if kpi.baseline else None,
        "nearly_met_from": kpi.band.nearly_met_from if kpi.band else None,
        "report_due_month": due[0],
        "report_due_day": due[1],
        "question_ids": " ".join(one.question_id for one in plan.questions_on(kpi.kpi_id)),
    }


def _target_rows(plan: Plan, kpi: Kpi) -> Iterator[dict[str, object]]:
    targets = {target.fiscal_year: target for target in kpi.targets}
    for year in plan.fiscal_years:
        target = targets.get(year)
        yield {
            "municipality_code": plan.municipality.municipality_code,
            "plan_version": plan.plan_version,
            "kpi_no": kpi.kpi_no,
            "kpi_id": kpi.kpi_id,
            "initiative_no": kpi.initiative_no,
            "fiscal_year": year.start_year,
            "target_value": target.target_value if target else None,
            "has_target": target is not None,
        }


def _promise_row(plan: Plan, item: WorkItem | Commitment, lang: str) -> dict[str, object]:
    number, years = item.initiative_no, item.stated_years
    return {
        "municipality_code": plan.municipality.municipality_code,
        "plan_version": plan.plan_version,
        "initiative_no": number,
        "initiative_name": None
        if number is None
        else plan.initiative(number).name.in_language(lang),
        "stated_first_year": years.first.start_year if years and years.first else None,
        "stated_last_year": years.last.start_year if years else None,
        "stated_chapter": years.chapter if years else None,
        "chapter": item.chapter,
    }
