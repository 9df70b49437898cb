"""What the plan says of each KPI in each year, in the columns that the rules read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from yamato_dx.assessment.rules.answers import (
    Answer,
    OpenRules,
    answered_in,
    decisions_text,
    open_rules,
)
from yamato_dx.assessment.rules.effects import Terms, terms_of
from yamato_dx.assessment.rules.shapes import SHAPES
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi, Plan, Target

_FACTS: Final[Mapping[str, Any]] = {
    "plan_id": "str",
    "plan_version": "str",
    "version_then": "str",
    "kpi_no": "str",
    "kpi_id": "str",
    "initiative_no": "int64",
    "rule": "str",
    "shape_no": "int64",
    "fiscal_year": "int64",
    "is_in_plan": "bool",
    "year_end": "datetime64[us]",
    "report_due_date": "datetime64[us]",
    "target_date": "datetime64[us]",
    "target_vintage_after": "bool",
    "has_target": "bool",
    "target_value": "float64",
    "earlier_target_value": "float64",
    "earlier_target_year": "Int64",
    "final_target_value": "float64",
    "baseline_value": "float64",
    "baseline_year": "int64",
    "band": "float64",
    "plan_total": "float64",
    "core_total": "float64",
    "is_total_unset": "bool",
    "is_band_open": "bool",
    "is_part_misleading": "bool",
    "has_default": "bool",
    "is_shape_open": "bool",
    "is_held": "bool",
    "questions_judged": "str",
    "questions_with_band": "str",
    "questions_waiting": "str",
    "averages": "str",
    "decided": "str",
    "decided_with_band": "str",
}


def kpi_years(
    plan: Plan,
    years: Sequence[FiscalYear],
    versions: Sequence[Plan],
    answers: Sequence[Answer],
) -> pd.DataFrame:
    """One row per KPI × fiscal year, KPIs in the plan's order, years ascending."""
    rows = [
        _of_kpi_year(plan, kpi, year, answers) | {"version_then": _version_then(versions, year)}
        for kpi in plan.kpis
        for year in years
    ]
    # Not DataFrame(rows).astype(…): for 40 rows that takes four times as long.
    columns = {name: pd.array([row[name] for row in rows], kind) for name, kind in _FACTS.items()}
    return pd.DataFrame(columns, copy=False)


def _of_kpi_year(
    plan: Plan, kpi: Kpi, year: FiscalYear, answers: Sequence[Answer]
) -> dict[str, object]:
    answered = answered_in(year.start_year, answers)
    rules, terms = open_rules(plan, kpi, answered), terms_of(plan, kpi, answered)
    return (
        _of_kpi(plan, terms.kpi, rules)
        | _of_terms(terms)
        | _of_target(terms.kpi, year)
        | _of_year(plan, terms.kpi, year)
    )


def _of_terms(terms: Terms) -> dict[str, object]:
    return {
        "band": terms.band,
        "plan_total": _float(terms.total),
        "core_total": _float(terms.core_total),
        "is_total_unset": terms.is_total_unset,
    }


def _of_kpi(plan: Plan, kpi: Kpi, rules: OpenRules) -> dict[str, object]:
    final = _held(kpi)[-1].target_value if _held(kpi) else None
    baseline = kpi.baseline
    judged = (*rules.defaults, *rules.judged_under_each)
    return {
        "plan_id": plan.plan_id,
        "plan_version": plan.plan_version,
        "kpi_no": kpi.kpi_no,
        "kpi_id": kpi.kpi_id,
        "initiative_no": kpi.initiative_no,
        "rule": kpi.shape,
        "shape_no": list(SHAPES).index(kpi.shape),
        "final_target_value": _float(final),
        "baseline_value": _float(baseline.value if baseline else None),
        "baseline_year": baseline.fiscal_year.start_year if baseline else -1,
        "is_band_open": rules.is_band_open,
        # Of a sum where less is better, a part of the year always looks good.
        "is_part_misleading": kpi.aggregation == "sum" and kpi.direction == "lower",
        "has_default": bool(rules.defaults),
        "is_shape_open": rules.is_shape_open,
        "is_held": bool(rules.holds),
        "questions_judged": " ".join(judged),
        "questions_with_band": " ".join((*judged, *rules.band_questions)),
        "questions_waiting": " ".join((*rules.judged_under_each, *rules.holds)),
        "averages": " ".join(rules.candidates or ()),
        "decided": decisions_text(rules.decided),
        "decided_with_band": decisions_text((*rules.decided, *rules.decided_band)),
    }


def _of_target(kpi: Kpi, year: FiscalYear) -> dict[str, object]:
    of_year = [target for target in _held(kpi) if target.fiscal_year == year]
    earlier = [
        target
        for target in _held(kpi)
        if target.fiscal_year < year and target.target_value is not None
    ]
    # The hardest one, of equals the latest: nobody is おおむね達成 who falls behind it.
    sign = SHAPES[kpi.shape].sign
    hardest = max(
        earlier,
        key=lambda target: (sign * (target.target_value or 0.0), target.fiscal_year),
        default=None,
    )
    return {
        "has_target": bool(of_year),
        "target_value": _float(of_year[0].target_value if of_year else None),
        "earlier_target_value": _float(hardest.target_value if hardest else None),
        "earlier_target_year": hardest.fiscal_year.start_year if hardest else None,
    }


def _of_year(plan: Plan, kpi: Kpi, year: FiscalYear) -> dict[str, object]:
    return {
        "fiscal_year": year.start_year,
        "is_in_plan": plan.first_year <= year <= plan.last_year,
        "year_end": date(year.start_year, 12, 31) if kpi.is_of_calendar_year else year.last_day,
        "report_due_date": kpi.report_due(year),
        "target_date": kpi.target_date or year.last_day,
        "target_vintage_after": plan.effective_from > year.last_day,
    }


def _held(kpi: Kpi) -> list[Target]:
    """Its targets by year; one without a figure counts only where a benchmark is the target."""
    return sorted(
        (
            target
            for target in kpi.targets
            if target.target_value is not None or kpi.shape == "match_benchmark"
        ),
        key=lambda target: target.fiscal_year,
    )


def _version_then(versions: Sequence[Plan], year: FiscalYear) -> str | None:
    """The newest recorded version that was effective at the end of `year`."""
    then = [version for version in versions if version.effective_from <= year.last_day]
    return max(then, key=lambda version: version.effective_from).plan_version if then else None


def _float(value: float | None) -> float:
    return float("nan") if value is None else float(value)
