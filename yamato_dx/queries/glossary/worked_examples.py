"""The rules in plain words, each with an example that the rules themselves have worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment import assess
from yamato_dx.assessment.columns import STANDING_COLUMNS
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.folder.published import BENCHMARK_COLUMNS
from yamato_dx.plan.model.types import Kpi, Plan, Shape
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.glossary.terms import holds
from yamato_dx.queries.words import Verdict, verdict_of
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

SHAPES: Final[tuple[Shape, ...]] = (
    "at_least",
    "at_most",
    "reduce_by",
    "match_benchmark",
    "complete",
    "yearly_duty",
)
# The examples' made-up figures: hours of a baseline year, a published average, a value above it.
BASELINE: Final = 12_400.0
AVERAGE: Final = 0.78
ABOVE_AVERAGE: Final = 0.80

ExampleFigures = dict[str, Any]


@dataclass(frozen=True)
class RuleExample:
    """One shape of target: how it is judged, and one made-up year of a KPI of the plan."""

    shape: str
    sentence: str
    kpi: str
    year: str
    verdict: Verdict
    evidence: str


@kept(16)
def rules(record: Record, view: View, lang: str) -> tuple[RuleExample, ...]:
    """One per shape that the plan uses. The figures are made up, the verdicts are worked out."""
    answer = assessed(record, view)
    plan = answer.plan
    kpis = [
        next((kpi for kpi in plan.kpis if kpi.shape == shape and kpi.targets), None)
        for shape in SHAPES
    ]
    examples = [kpi for kpi in kpis if kpi is not None]
    reported = [row for kpi in examples for row in _reported(plan, kpi)]
    standing = pd.DataFrame(reported, columns=list(STANDING_COLUMNS)).astype(STANDING_COLUMNS)
    published = _averages(plan, examples)
    frame = assess(plan, standing, published, _after(plan), answers=answer.answers)
    rows = {(row["kpi_id"], row["fiscal_year"]): row for row in rows_of(frame)}
    return tuple(
        RuleExample(
            kpi.shape,
            i18n.text(f"assessment.rule.{kpi.shape}", lang),
            f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}",
            i18n.fiscal_year(_last(kpi).start_year, lang),
            verdict_of(rows[kpi.kpi_id, _last(kpi).start_year], lang),
            evidence(rows[kpi.kpi_id, _last(kpi).start_year], plan, lang),
        )
        for kpi in examples
    )


def _after(plan: Plan) -> date:
    """A day on which every year of the plan is over and due."""
    return FiscalYear(plan.last_year.start_year + 2).first_day


def _last(kpi: Kpi) -> FiscalYear:
    return max(target.fiscal_year for target in kpi.targets)


def _reported(plan: Plan, kpi: Kpi) -> list[ExampleFigures]:
    """The year's made-up value, and the baseline's where the plan names only its year."""
    last = max(kpi.targets, key=lambda target: target.fiscal_year)
    figures = _VALUES[kpi.shape](kpi, last.target_value or 0.0)
    rows = [_row(plan, kpi, last.fiscal_year.first_day, figures)]
    if kpi.baseline and kpi.baseline.value is None:
        value = BASELINE if kpi.shape == "reduce_by" else (last.target_value or 0.0) / 2
        first_day = kpi.baseline.fiscal_year.first_day
        rows.append(_row(plan, kpi, first_day, {"actual_value": value}))
    return rows


def _row(plan: Plan, kpi: Kpi, first_day: date, figures: ExampleFigures) -> ExampleFigures:
    return {
        "municipality_code": plan.municipality.municipality_code,
        "kpi_id": kpi.kpi_id,
        "period_start": pd.Timestamp(first_day),
        "period_months": 12,
        "revision": 1,
        **figures,
    }


def _short_of(_kpi: Kpi, target: float) -> ExampleFigures:
    return {"actual_value": round(target * 0.92, 3)}


def _longer_than(_kpi: Kpi, target: float) -> ExampleFigures:
    return {"actual_value": round(target * 1.115, 3)}


def _cut_by(kpi: Kpi, target: float) -> ExampleFigures:
    baseline = kpi.baseline.value if kpi.baseline and kpi.baseline.value else BASELINE
    return {"actual_value": round(baseline * (1 - target * 1.05), 3)}


def _above_average(kpi: Kpi, _target: float) -> ExampleFigures:
    return {"actual_value": ABOVE_AVERAGE, "measured_on": pd.Timestamp(_last(kpi).last_day)}


def _not_all(kpi: Kpi, _target: float) -> ExampleFigures:
    total = kpi.total or 3.0
    done = total - max(1.0, total // 8)
    return {"actual_value": done / total, "numerator": done, "denominator": total}


def _not_everybody(_kpi: Kpi, target: float) -> ExampleFigures:
    return {"actual_value": max(target, 1.0), "numerator": 182.0, "denominator": 190.0}


_VALUES: Final[Mapping[Shape, Callable[[Kpi, float], ExampleFigures]]] = {
    "at_least": _short_of,
    "at_most": _longer_than,
    "reduce_by": _cut_by,
    "match_benchmark": _above_average,
    "complete": _not_all,
    "yearly_duty": _not_everybody,
}


def _averages(plan: Plan, kpis: list[Kpi]) -> pd.DataFrame:
    """A made-up average under every candidate, of the day on which the example's value is true."""
    rows = [
        {
            "benchmark_series": kpi.benchmark_series,
            "benchmark_id": candidate.patch.benchmark_id,
            "measured_on": pd.Timestamp(_last(kpi).last_day),
            "benchmark_value": AVERAGE,
        }
        for kpi in kpis
        if kpi.benchmark_series
        for question in plan.questions_on(kpi.kpi_id)
        for candidate in question.candidates
        if candidate.patch.benchmark_id
    ]
    return pd.DataFrame(rows, columns=list(BENCHMARK_COLUMNS)).astype(dict(BENCHMARK_COLUMNS))


def matching_rules(found: tuple[RuleExample, ...], wanted: str) -> tuple[RuleExample, ...]:
    return tuple(rule for rule in found if holds((rule.sentence, rule.kpi, rule.evidence), wanted))
