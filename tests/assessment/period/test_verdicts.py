"""The whole period: by the final year, or by every year; what is not known is told by why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from yamato_dx.assessment import assess
from yamato_dx.assessment.period.verdicts import PeriodVerdict, period_verdicts
from yamato_dx.assessment.period.ways import Way, start_of, way_of
from yamato_dx.assessment.period.words import (
    each_year,
    period_evidence,
    promised_figure,
    reached_figure,
)
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Baseline

Builders = dict[str, Callable[..., Any]]
OVER = date(2026, 6, 15)


def judged(
    build: Builders, values: dict[int, object], *, on: date = OVER, **kpi: object
) -> PeriodVerdict:
    """One KPI with the target 100 in each year of the plan unless told."""
    years = build["targets"](dict.fromkeys(range(2022, 2026), 100))
    plan = build["plan"]([build["kpi"]("k", **({"targets": years} | kpi))])
    rows = [
        {"kpi_id": "k", "year": year}
        | (value if isinstance(value, dict) else {"actual_value": value})
        for year, value in values.items()
    ]
    frame = assess(
        plan, standing=build["standing"](rows), benchmarks=build["benchmarks"]([]), on=on
    )
    (verdict,) = period_verdicts(frame.to_dict("records"), plan)
    return verdict


@pytest.mark.parametrize(
    ("values", "kpi", "code"),
    [
        ({2025: 100}, {}, "met"),  # the years before do not count
        ({2022: 1, 2025: 100}, {}, "met"),
        ({2024: 80, 2025: 80}, {"targets": {2025: 100}}, "nearly_met"),
        ({2024: 100, 2025: 10}, {}, "not_met"),
        ({2024: 100}, {}, "not_reported"),  # of the final year nothing came: not 0, not missed
        ({2025: {"value_status": "awaiting"}}, {}, "awaiting_publication"),
        ({2025: {"actual_value": 100, "value_status": "forecast"}}, {}, "not_final"),
        ({2025: {"actual_value": 100, "value_status": "preliminary"}}, {}, "not_final"),
        ({2025: {"actual_value": 10, "value_status": "preliminary"}}, {}, "not_final"),
        ({2025: 100}, {"targets": ()}, "no_target"),
        ({2024: 100}, {"targets": {2024: 100}}, "met"),  # it was to be reached earlier
        ({2025: 5}, {"targets": {2025: 0.2}, "shape": "reduce_by"}, "not_comparable"),
        ({2025: 3}, {"targets": {2025: 1.0}, "shape": "complete"}, "not_comparable"),
        # every year that has a target
        ({2022: 100, 2023: 100, 2024: 100, 2025: 100}, {"closing_rule": "every_year"}, "met"),
        ({2022: 90, 2023: 100, 2024: 100, 2025: 100}, {"closing_rule": "every_year"}, "nearly_met"),
        ({2022: 10, 2023: 100, 2024: 100, 2025: 100}, {"closing_rule": "every_year"}, "not_met"),
        ({2023: 10, 2024: 100, 2025: 100}, {"closing_rule": "every_year"}, "not_met"),
        ({2023: 100, 2024: 100, 2025: 100}, {"closing_rule": "every_year"}, "not_reported"),
        ({2025: 100}, {"closing_rule": "every_year", "targets": {2025: 100}}, "met"),
    ],
)
def test_the_verdict_of_the_period(
    build: Builders, values: dict[int, object], kpi: dict[str, Any], code: str
) -> None:
    if isinstance(kpi.get("targets"), dict):
        kpi = kpi | {"targets": build["targets"](kpi["targets"])}
    assert judged(build, values, **kpi).code == code


def test_a_year_that_is_not_over_is_no_result(build: Builders) -> None:
    assert judged(build, {}, on=date(2026, 4, 30)).code == "not_over"  # its report is not due
    assert judged(build, {2025: 100}, on=date(2025, 12, 1)).code == "not_over"


def test_a_year_whose_figure_is_left_out_is_told_by_why(build: Builders) -> None:
    """Somebody reported it: it is not «not reported»."""
    plan = build["plan"]([build["kpi"]("k", targets=build["targets"]({2024: 100, 2025: 100}))])
    rows = [{"kpi_id": "k", "year": 2024, "actual_value": 100}]
    frame = assess(
        plan, standing=build["standing"](rows), benchmarks=build["benchmarks"]([]), on=OVER
    )
    for why in ("unconfirmed", "not_final"):
        (verdict,) = period_verdicts(frame.to_dict("records"), plan, {("k", 2025): why})
        assert verdict.code == why
    # A newer value that does not count hides none that does.
    (verdict,) = period_verdicts(frame.to_dict("records"), plan, {("k", 2024): "unconfirmed"})
    assert verdict.code == "not_reported"


def test_a_duty_counts_every_year_and_says_that_nobody_decided_so(build: Builders) -> None:
    attended = {"actual_value": 1, "numerator": 9, "denominator": 9}
    missed = attended | {"numerator": 7}
    verdict = judged(
        build,
        {2023: missed, 2024: attended, 2025: attended},
        shape="yearly_duty",
        value_form="count_with_coverage",
        targets=build["targets"](dict.fromkeys(range(2022, 2026), 1)),
    )
    assert (verdict.rule, verdict.is_rule_open, verdict.code) == ("every_year", True, "not_met")
    assert verdict.codes == ("not_reported", "not_met", "met", "met")
    assert spoken(reached_figure(verdict, "ja").figure, "ja") == "2/4年度"
    assert promised_figure(verdict, "ja").figure.number == "毎年度"
    assert each_year(verdict, "ja") == "R4 未報告、R5 2人未受講"
    assert period_evidence(verdict, "ja") == (
        "判定は目標のある4年度すべてによる：4年度のうち達成は2年度で"
        "（R4 未報告、R5 2人未受講）、未達成。"
    )
    assert way_of(verdict) == Way(0.0, pytest.approx(0.476, abs=0.001), pytest.approx(1 / 1.05))


def test_of_years_that_nobody_reported_none_is_counted_as_missed(build: Builders) -> None:
    verdict = judged(build, {}, closing_rule="every_year")
    assert (verdict.code, verdict.met_count, way_of(verdict)) == ("not_reported", None, None)
    assert reached_figure(verdict, "ja").figure.number == "–"


def test_the_beginning_is_the_baseline_else_the_first_year_on_record(build: Builders) -> None:
    first = start_of(judged(build, {2023: 30, 2025: 90}))
    assert first is not None
    assert (first.kind, first.value, first.fiscal_year) == ("first", 30.0, 2023)
    assert start_of(judged(build, {2025: 90})) is None  # the deciding year is no beginning
    found = start_of(judged(build, {2023: 30, 2025: 90}, baseline=Baseline(FiscalYear(2021), 20.0)))
    assert found is not None
    assert (found.kind, found.value, found.fiscal_year, found.row) == ("baseline", 20.0, 2021, None)
    asked = Baseline(FiscalYear(2022), None)  # the plan names only the year, and nobody reported it
    found = start_of(judged(build, {2023: 30, 2025: 90}, baseline=asked))
    assert found is not None
    assert (found.kind, found.fiscal_year) == ("first", 2023)


def test_what_falls_leads_to_the_right_as_well(build: Builders) -> None:
    aims = build["targets"]({2025: 20})
    way = way_of(judged(build, {2023: 30, 2025: 22}, shape="at_most", targets=aims))
    assert way is not None
    assert way.start < way.reached < way.promised
    assert way_of(judged(build, {2023: 30})) is None  # nothing was reached yet


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_outcome_has_a_sentence(build: Builders, lang: str) -> None:
    cases = (
        {2025: 100},
        {2025: 10},
        {},
        {2025: {"value_status": "awaiting"}},
        {2025: {"actual_value": 100, "value_status": "forecast"}},
    )
    for rule in ("final_year", "every_year"):
        for values in cases:
            sentence = period_evidence(judged(build, values, closing_rule=rule), lang)
            assert sentence.endswith("。" if lang == "ja" else ".")
    whole = dict.fromkeys(range(2022, 2026), 100)
    assert "4" in period_evidence(judged(build, whole, closing_rule="every_year"), lang)
    assert period_evidence(judged(build, {2025: 100}, targets=()), lang)
