"""What can be wrong with one entry of a file: its name, its form, its value."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import in_file
from yamato_dx.problem_types import ProblemSection

_OFFICE: Final = "- {role_id: office, name: 事務局, description: 事務, chapter: 5章}"

ENTRIES: Final = ProblemSection(
    "plan_entries",
    (
        in_file(
            "unknown_key",
            "kpis.yaml",
            "  target_dat: 2028-03-31",
            "  target_date: 2028-03-31",
        ),
        in_file(
            "key_misplaced",
            "open_questions.yaml",
            "  - {candidate_id: mean, name: 単純平均, benchmark_id: mean}",
            "  - {candidate_id: mean, name: 単純平均, sets: {benchmark_id: mean}}",
        ),
        in_file(
            "duplicate_key",
            "kpis.yaml",
            "  tells: 電気\n  tells: 使用量",
            "  tells: 電気",
        ),
        in_file("missing_key", "organisation.yaml", _OFFICE.replace("name: 事務局, ", ""), _OFFICE),
        in_file("empty_value", "kpis.yaml", "  tells:", "  tells: 電気"),
        in_file("expected_list", "kpis.yaml", "  unit_forms: kWh", "  unit_forms: [kWh]"),
        in_file("expected_mapping", "kpis.yaml", "  band: 0.9", "  band: {nearly_met_from: 0.9}"),
        in_file("expected_value", "kpis.yaml", "  decimals: [2, 3]", "  decimals: 2"),
        in_file("not_an_integer", "kpis.yaml", "  decimals: 2.0", "  decimals: 2"),
        in_file("not_a_number", "kpis.yaml", "  maximum: 約9000", "  maximum: 9000"),
        in_file(
            "unit_of_other",
            "kpis.yaml",
            "  minimum: 0\n  maximum: 9,000円",
            "  minimum: 0\n  maximum: 9000",
            beside=("kpis.yaml", "  unit: 人\n  unit_forms: [人]"),
        ),
        in_file(
            "not_a_flag",
            "kpis.yaml",
            "  is_cumulative: no",
            "  is_cumulative: false",
        ),
        in_file("not_a_fiscal_year", "plan.yaml", "last_year: 9年度", "last_year: 2027"),
        in_file("not_a_day", "plan.yaml", "effective_from: 4/1/2025", "effective_from: 2025-04-01"),
        in_file(
            "not_a_month_day",
            "kpis.yaml",
            "  report_due_month_day: 6月末",
            "  report_due_month_day: 06-30",
        ),
        in_file("not_a_choice", "kpis.yaml", "  shape: at_lest", "  shape: at_least"),
        in_file(
            "bad_id",
            "initiatives.yaml",
            "- work_item_id: Survey-1",
            "- work_item_id: survey",
        ),
        in_file(
            "repeated",
            "kpis.yaml",
            '- kpi_id: power\n  kpi_no: "1"',
            '- kpi_id: power\n  kpi_no: "2"',
            beside=("kpis.yaml", '- kpi_id: visits\n  kpi_no: "1"'),
        ),
    ),
)
