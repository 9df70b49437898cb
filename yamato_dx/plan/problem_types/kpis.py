"""What can be wrong with one KPI: what its shape asks for, and figures that cannot be true."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import in_file, noted
from yamato_dx.problem_types import ProblemSection, ProblemType

_FILE: Final = "kpis.yaml"
_RANGE: Final = (_FILE, "  minimum: 0\n  maximum: 9000")
_PERIOD: Final = ("plan.yaml", "first_year: 2025\nlast_year: 2027")


def _shaped(shape: str, code: str, bad: str, good: str) -> ProblemType:
    return in_file(code, _FILE, bad, good, beside=(_FILE, f"  shape: {shape}"))


KPIS: Final = ProblemSection(
    "plan_kpis",
    (
        in_file("bad_kpi_no", _FILE, '  kpi_no: "2,"', '  kpi_no: "2"'),
        in_file("kpi_no_is_date", _FILE, '  kpi_no: "9月1日"', '  kpi_no: "2"'),
        in_file(
            "disagrees_with_shape",
            _FILE,
            "  shape: reduce_by\n  direction: higher",
            "  shape: reduce_by\n  direction: lower",
        ),
        in_file(
            "cumulative_not_last",
            _FILE,
            "  is_cumulative: true\n  aggregation: sum",
            "  is_cumulative: true\n  aggregation: last",
        ),
        in_file(
            "share_summed",
            _FILE,
            "  maximum: 1.00\n  is_cumulative: false\n  aggregation: sum",
            "  maximum: 1.00\n  is_cumulative: false\n  aggregation: last",
            beside=(_FILE, "  value_form: share"),
        ),
        in_file(
            "period_kind_disagrees",
            _FILE,
            "  aggregation: sum\n  period_kind: fiscal_end",
            "  aggregation: sum\n  period_kind: fiscal_total",
        ),
        noted(
            in_file(
                "final_after_due",
                _FILE,
                "  report_due_month_day: 06-30\n  final_by_month_day: 09-30",
                "  report_due_month_day: 06-30\n  final_by_month_day: 06-20",
            )
        ),
        in_file(
            "range_reversed",
            _FILE,
            "  minimum: 9000\n  maximum: 0",
            "  minimum: 0\n  maximum: 9000",
        ),
        in_file(
            "share_without_range",
            _FILE,
            "  decimals: 1\n  minimum: 0\n  maximum: 100",
            "  decimals: 1\n  minimum: 0\n  maximum: 1",
            beside=(_FILE, "  value_form: share"),
        ),
        in_file("bad_decimals", _FILE, "  decimals: 12", "  decimals: 2"),
        in_file(
            "unit_not_in_forms",
            _FILE,
            "  unit: kWh\n  unit_forms: [kW]",
            "  unit: kWh\n  unit_forms: [kWh]",
        ),
        in_file(
            "target_twice",
            _FILE,
            "  - {fiscal_year: 2025, target_value: 500}\n"
            "  - {fiscal_year: 2025, target_value: 700}",
            "  - {fiscal_year: 2025, target_value: 500}\n"
            "  - {fiscal_year: 2027, target_value: 700}",
        ),
        noted(
            _shaped(
                "at_least",
                "kpi_without_target",
                "  targets: []",
                "  targets:\n  - {fiscal_year: 2025, target_value: 500}\n"
                "  - {fiscal_year: 2027, target_value: 700}",
            )
        ),
        _shaped(
            "at_least",
            "target_missing",
            "  - {fiscal_year: 2025, target_value: null}",
            "  - {fiscal_year: 2025, target_value: 500}",
        ),
        _shaped(
            "match_benchmark",
            "target_not_used",
            "  - {fiscal_year: 2026, target_value: 0.5}",
            "  - {fiscal_year: 2026, target_value: null}",
        ),
        _shaped(
            "reduce_by",
            "target_not_a_share",
            "  - {fiscal_year: 2026, target_value: 10}",
            "  - {fiscal_year: 2026, target_value: 0.1}",
        ),
        in_file(
            "out_of_range",
            _FILE,
            "  - {fiscal_year: 2025, target_value: 50000}",
            "  - {fiscal_year: 2025, target_value: 500}",
            beside=_RANGE,
        ),
        _shaped(
            "reduce_by",
            "baseline_missing",
            "  aggregation: last\n  targets:\n  - {fiscal_year: 2026, target_value: 0.1}",
            "  aggregation: last\n  baseline: {fiscal_year: 2023}\n  targets:\n"
            "  - {fiscal_year: 2026, target_value: 0.1}",
        ),
        in_file(
            "baseline_after_period",
            _FILE,
            "  baseline: {fiscal_year: 2028}",
            "  baseline: {fiscal_year: 2023}",
            beside=_PERIOD,
        ),
        _shaped(
            "complete",
            "not_used_by_shape",
            "  total: 12\n  band: {nearly_met_from: 0.9}",
            "  total: 12",
        ),
        in_file(
            "bad_band", _FILE, "  band: {nearly_met_from: 90}", "  band: {nearly_met_from: 0.9}"
        ),
        in_file("bad_total", _FILE, "  total: 0", "  total: 12"),
        _shaped(
            "match_benchmark",
            "series_missing",
            "  - {fiscal_year: 2026, target_value: null}",
            "  - {fiscal_year: 2026, target_value: null}\n  benchmark_series: rate",
        ),
        in_file(
            "date_outside_period",
            _FILE,
            "  target_date: 2029-03-31",
            "  target_date: 2028-03-31",
            beside=_PERIOD,
        ),
    ),
)
