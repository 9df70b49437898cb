"""The columns of 期末評価, as it is taken away."""

from __future__ import annotations

from typing import Final

from yamato_dx.output.column_spec import ColumnSpec, column

# One row per KPI of the plan.
CLOSING_COLUMNS: Final[tuple[ColumnSpec, ...]] = (
    column("municipality_code"),
    column("plan_id"),
    column("plan_version"),
    column("initiative_no", "integer", minimum=1),
    column("kpi_no"),
    column("kpi_id"),
    column("kpi_name"),
    column("closing_rule"),
    column("closing_rule_label"),
    column("is_rule_open", "flag"),
    column("closing_year", "integer", "fiscal_year", minimum=1926, maximum=2200),
    column("start_label"),
    column("promised_label"),
    column("reached_label"),
    column("start_value", "number", "kpi"),
    column("target_value", "number", "kpi"),
    column("actual_value", "number", "kpi"),
    column("unit", label="unit_of_value"),
    column("target_years_count", "integer", minimum=0),
    column("met_years_count", "integer", minimum=0),
    column("progress_ratio", "ratio", "ratio", beside=(1.0,)),
    column("period_verdict"),
    column("period_verdict_label"),
    column("is_confirmed", "flag"),
    column("other_versions"),
    column("promised_end"),
    column("closing_evidence"),
    column("treatment"),
    column("treatment_label"),
    column("successor"),
    column("carry_over_reason"),
    column("new_baseline_year", "integer", "fiscal_year", minimum=1926, maximum=2200),
    column("new_baseline_value", "number", "kpi"),
    column("later_figures"),
    column("owner_section"),
)
