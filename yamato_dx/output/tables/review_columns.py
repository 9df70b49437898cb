"""The columns of what people say of the figures, as it is taken away."""

from __future__ import annotations

from typing import Final

from yamato_dx.output.column_spec import ColumnSpec, column

_PLAN: Final = (column("municipality_code"), column("plan_id"))
_YEAR: Final = (
    column("fiscal_year", "integer", "fiscal_year", minimum=1926, maximum=2200),
    column("fiscal_year_label"),
)
_SOURCES: Final = ("national", "prefectural", "bonds", "other", "general")

# One row per 事業 under an initiative and year; amounts in the unit of the row.
BUDGET_COLUMNS: tuple[ColumnSpec, ...] = (
    *_PLAN,
    column("initiative_no", "integer", minimum=1),
    column("initiative_name"),
    *_YEAR,
    column("budget_line_no", "integer", minimum=1),
    column("project_name"),
    column("budget_account"),
    column("budget_item"),
    column("money_unit"),
    column("money_unit_label"),
    column("budget_amount", "integer"),
    column("settled_amount", "integer"),
    column("settled_status"),
    column("settled_status_label"),
    column("carried_amount", "integer"),
    *(column(f"{name}_amount", "integer") for name in _SOURCES),
    column("sources_total_amount", "integer"),
    column("sources_difference_amount", "integer"),
    column("note"),
)

# One row per KPI and year of which something is asked or said.
COMMENT_COLUMNS: tuple[ColumnSpec, ...] = (
    *_PLAN,
    column("initiative_no", "integer", minimum=1),
    column("kpi_no"),
    column("kpi_id"),
    column("kpi_name"),
    *_YEAR,
    column("verdict"),
    column("verdict_label"),
    column("owner_section"),
    column("is_explanation_asked", "flag"),
    column("cause"),
    column("issue"),
    column("measure"),
    column("measure_due", "date"),
    column("measure_person"),
    column("self_assessment"),
    column("self_grade"),
    column("comment_files"),
    column("comment_missing"),
    column("batch_id"),
    column("commented_by"),
    column("commented_at", "moment"),
)
