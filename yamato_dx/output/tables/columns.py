"""The columns of each frame that leaves the program: one table per frame.

The tables feed the headers, the definitions sheet, the typed cells and the tests, so that a
column is described once.
"""

from __future__ import annotations

from yamato_dx.output.column_spec import ColumnSpec, column
from yamato_dx.output.tables.audit_columns import AUDIT_COLUMNS
from yamato_dx.output.tables.closing_columns import CLOSING_COLUMNS
from yamato_dx.output.tables.meeting_columns import MEETING_POINT_COLUMNS
from yamato_dx.output.tables.review_columns import BUDGET_COLUMNS, COMMENT_COLUMNS
from yamato_dx.output.tables.round_columns import ROUND_BOARD_COLUMNS


def _year(name: str) -> ColumnSpec:
    return column(name, "integer", "fiscal_year", minimum=1926, maximum=2200)


def _count(name: str, unit: str | None = None, maximum: float | None = None) -> ColumnSpec:
    return column(name, "integer", unit, minimum=0, maximum=maximum)


def _figure(name: str) -> ColumnSpec:
    return column(name, "number", "kpi")


def _reported() -> tuple[ColumnSpec, ...]:
    """A value as it was reported: under the headings and in the forms that a report is read in."""
    return (
        column("month"),
        column("period_start", "date"),
        column("period_months", "integer", "month", minimum=1, maximum=12),
        column("actual_value", "number", "kpi", written="written_value"),
        _figure("numerator"),
        _figure("denominator"),
        column("weight", "number"),
        column("unit"),
        column("measured_on", "date"),
        column("value_status"),
        column("note"),
        column("reason", label="reason_given"),
        column("raw_text"),
    )


# Whether a figure is confirmed, and what it corrects or makes final.
FIGURE_STATE = (
    column("is_confirmed", "flag"),
    column("confirmed_at", "moment"),
    column("confirmed_by"),
    column("approval_no"),
    column("correction_kind"),
    _figure("correction_previous_value"),
    column("correction_previous_status"),
    column("corrected_at", "moment"),
    column("correction_reason"),
)

MUNICIPALITY = column("municipality_code")
KPI = (column("kpi_no"), column("kpi_id"), column("kpi_name"))
YEAR = (_year("fiscal_year"), column("fiscal_year_label"))
ROW_SOURCE = (
    column("batch_id"),
    _count("row_no"),
    column("cell"),
    column("recorded_at", "moment"),
)

# One row per municipality, KPI and fiscal year.
ASSESSMENT_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("plan_id"),
    column("plan_version"),
    column("initiative_no", "integer", minimum=1),
    *KPI,
    *YEAR,
    _figure("target_value"),
    _figure("actual_value"),
    column("value_status"),
    _count("months_reported", "month", 12),
    _figure("numerator"),
    _figure("denominator"),
    _figure("compared_value"),
    _figure("baseline_value"),
    _figure("benchmark_value"),
    column("attainment_ratio", "ratio", "ratio", beside=(1.0, "band")),
    column("progress_ratio", "ratio", "ratio", beside=(1.0,)),
    _figure("gap_value"),
    _figure("change_value"),
    column("verdict"),
    column("verdict_label"),
    column("reason"),
    column("rule"),
    column("is_provisional", "flag"),
    column("unit", label="unit_of_value"),
    column("target_unit"),
    column("gap_unit"),
    column("change_unit"),
    column("measured_on", "date"),
    *ROW_SOURCE,
    column("owner_section"),
    column("report_due_date", "date"),
    column("evidence"),
    column("is_other_definition", "flag"),
    _year("original_end_year"),
    column("original_end_verdict"),
    column("original_end_verdict_label"),
    column("verdict_by_version"),
    column("verdict_by_version_label"),
    *FIGURE_STATE,
)

# One row per standing reported value.
ACTUAL_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    *KPI,
    *YEAR,
    *_reported(),
    column("sheet"),
    *ROW_SOURCE,
    column("revision", "integer", minimum=0),
    *FIGURE_STATE,
)

# One row per KPI and year for which the plan states a target.
TARGET_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("plan_id"),
    column("plan_version"),
    column("initiative_no", "integer", minimum=1),
    *KPI,
    *YEAR,
    _figure("target_value"),
    column("target_phrase"),
    column("rule"),
    column("period_kind"),
    _year("baseline_year"),
    _figure("baseline_value"),
    column("target_unit"),
    column("unit", label="unit_of_value"),
    column("target_date", "date"),
    column("report_due_date", "date"),
    column("final_by_date", "date"),
    column("owner_section"),
    column("chapter"),
)

# One row per work item (工程) of the plan. The years are those that the plan's text still proves.
WORK_ITEM_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("plan_id"),
    column("plan_version"),
    column("initiative_no", "integer", minimum=1),
    column("initiative_name"),
    column("work_item_id"),
    column("work_item_name"),
    _year("arrow_year"),
    column("arrow_year_label"),
    _year("stated_first_year"),
    _year("stated_last_year"),
    column("stated_years_label"),
    column("stated_chapter"),
    column("chapter"),
)

# One row per report.
BATCH_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("batch_id"),
    column("batch_kind"),
    column("recorded_at", "moment"),
    column("actor_name"),
    column("actor_known_by"),
    column("actor_address"),
    column("section"),
    column("file_name"),
    _count("rows_count", "row"),
    column("plan_ids"),
    column("batch_status"),
    column("status_at", "moment"),
    column("status_reason"),
    column("is_confirmed", "flag"),
    column("confirmed_at", "moment"),
    column("confirmed_by"),
    column("is_own_confirmation", "flag"),
    column("approval_no"),
    _count("questions_count"),
    column("replaces"),
    column("answers"),
    column("answered_by"),
    column("correction_reason"),
    column("sha256"),
)

# One row per KPI and kind of neglect.
NEGLECT_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("plan_id"),
    column("neglect_kind"),
    column("neglect_label"),
    *KPI,
    _year("fiscal_year"),
    column("owner_section"),
    column("last_reported_at", "moment"),
    column("report_due_date", "date"),
    _count("days_late", "day"),
)

# One row per value of a report.
VALUE_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("sheet"),
    _count("row_no"),
    column("cell"),
    *KPI,
    *YEAR,
    *_reported(),
)

# One row per thing found in a file.
PROBLEM_COLUMNS: tuple[ColumnSpec, ...] = (
    column("severity"),
    column("sheet"),
    _count("row"),
    column("column"),
    column("raw"),
    column("problem"),
    column("mend"),
)

# One row per work item or commitment: plan beside report.
SCHEDULE_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("plan_id"),
    column("plan_version"),
    column("initiative_no", "integer", minimum=1),
    column("initiative_name"),
    column("item_kind"),
    column("item_id"),
    column("item_name"),
    column("planned_words"),
    _year("arrow_year"),
    _year("stated_first_year"),
    _year("stated_last_year"),
    column("stated_chapter"),
    _year("copied_first_year"),
    _year("copied_last_year"),
    column("copied_source"),
    column("work_status"),
    column("work_status_label"),
    column("work_standing"),
    column("start_month", "date"),
    column("finish_month", "date"),
    column("work_evidence"),
    column("batch_id"),
    column("recorded_at", "moment"),
    column("owner_section"),
    column("chapter"),
)

# One row per figure that others publish about the municipality; never in a verdict.
REFERENCE_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("topic"),
    column("initiative_no", "integer", minimum=1),
    column("reference_group"),
    column("indicator"),
    column("reference_words"),
    column("reference_value", "ratio", "ratio", minimum=0, maximum=1, beside=(1.0,)),
    column("numerator", "number"),
    column("denominator", "number"),
    column("published_on", "date"),
    column("base_date", "date"),
    column("publisher"),
    column("source"),
    column("source_label"),
    column("grade"),
    column("terms"),
    column("note"),
)

# One row per field in which a version of the plan differs from the one in force.
PLAN_DIFFERENCE_COLUMNS: tuple[ColumnSpec, ...] = (
    column("plan_id"),
    column("plan_version"),
    column("table_label"),
    column("item_label"),
    column("field_label"),
    column("change_label"),
    column("before_words"),
    column("after_words"),
    column("table"),
    column("item"),
    column("field"),
)

# One row per term of the plan or word of the program.
GLOSSARY_COLUMNS: tuple[ColumnSpec, ...] = (
    column("term"),
    column("definition"),
    column("term_origin"),
    column("chapter"),
)

# One row per source of what is shown.
SOURCE_COLUMNS: tuple[ColumnSpec, ...] = (
    column("source_topic"),
    column("source"),
    column("source_date"),
    column("grade"),
    column("terms"),
    column("note"),
)

# One row per population figure: published, or reported by the municipality.
POPULATION_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("date", "date"),
    column("series"),
    column("vintage"),
    column("sex"),
    column("age_group"),
    _count("population", "people"),
    column("source"),
)

# One row per point that has the three age groups.
POPULATION_GROUP_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("date", "date"),
    column("series"),
    column("vintage"),
    _count("population", "people"),
    _count("child_population", "people"),
    _count("working_population", "people"),
    _count("aged_population", "people"),
    _count("unknown_population", "people"),
    column("child_ratio", "ratio", "ratio"),
    column("working_ratio", "ratio", "ratio"),
    column("aged_ratio", "ratio", "ratio"),
    column("child_index", "number", "per_100"),
    column("aged_index", "number", "per_100"),
    column("dependency_index", "number", "per_100"),
    column("source"),
)

# One row per statistic and calendar year.
MOVEMENT_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("series"),
    column("calendar_year", "integer", minimum=1800, maximum=2200),
    _count("births", "people"),
    _count("deaths", "people"),
    column("natural_change", "integer", "people"),
    _count("moved_in", "people"),
    _count("moved_out", "people"),
    column("moves_change", "integer", "people"),
    column("other_change", "integer", "people"),
    column("whole_change", "integer", "people"),
    column("source"),
)

# One row per figure of a report of residents.
REPORTED_POPULATION_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("date", "date"),
    column("series"),
    column("sex"),
    column("age_group"),
    _count("population", "people"),
    column("population_change"),
    _count("replaced_population", "people"),
    column("replaced_batch_id"),
    column("batch_id"),
    column("recorded_at", "moment"),
)

# One row per work item or commitment of which a report says something.
REPORTED_PROGRESS_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("plan_id"),
    column("item_kind"),
    column("item_id"),
    column("item_name"),
    column("work_status"),
    column("work_status_label"),
    column("start_month", "date"),
    column("finish_month", "date"),
    column("work_evidence"),
    column("progress_change"),
    column("replaced_work_status"),
    column("replaced_batch_id"),
    column("batch_id"),
    column("recorded_at", "moment"),
)

# Stands in every row of an export made from fictitious data.
SAMPLE_COLUMN = column("sample_mark")

# One row per KPI, fiscal year and answer to an open question.
QUESTION_EFFECT_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    *KPI,
    *YEAR,
    column("candidate_id"),
    column("candidate_name"),
    column("verdict_now"),
    column("verdict_if_answered"),
    column("reason_if_answered"),
)

# One row per thing copied from the municipality's own original of the plan.
SUPPLEMENT_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("supplement_id"),
    column("supplement_name"),
    column("supplement_text"),
    column("supplement_source"),
    column("entered_by"),
    column("recorded_at", "moment"),
)

# One row per thing that is different between two moments.
CHANGE_COLUMNS: tuple[ColumnSpec, ...] = (
    MUNICIPALITY,
    column("change_kind"),
    column("change_kind_label"),
    column("kpi_no"),
    column("kpi_id"),
    _year("fiscal_year"),
    column("change_subject"),
    column("change_before"),
    column("change_after"),
    column("change_by"),
    column("change_at", "moment"),
)

TABLES: dict[str, tuple[ColumnSpec, ...]] = {
    "question-effects": QUESTION_EFFECT_COLUMNS,
    "supplements": SUPPLEMENT_COLUMNS,
    "assessment": ASSESSMENT_COLUMNS,
    "actuals": ACTUAL_COLUMNS,
    "targets": TARGET_COLUMNS,
    "work-items": WORK_ITEM_COLUMNS,
    "batches": BATCH_COLUMNS,
    "round-board": ROUND_BOARD_COLUMNS,
    "closing": CLOSING_COLUMNS,
    "meeting-points": MEETING_POINT_COLUMNS,
    "neglect": NEGLECT_COLUMNS,
    "changes": CHANGE_COLUMNS,
    "budget": BUDGET_COLUMNS,
    "comments": COMMENT_COLUMNS,
    "values": VALUE_COLUMNS,
    "problems": PROBLEM_COLUMNS,
    "population": POPULATION_COLUMNS,
    "population-groups": POPULATION_GROUP_COLUMNS,
    "movements": MOVEMENT_COLUMNS,
    "reported-population": REPORTED_POPULATION_COLUMNS,
    "reported-progress": REPORTED_PROGRESS_COLUMNS,
    "schedule": SCHEDULE_COLUMNS,
    "references": REFERENCE_COLUMNS,
    "plan_difference": PLAN_DIFFERENCE_COLUMNS,
    "glossary": GLOSSARY_COLUMNS,
    "audit": AUDIT_COLUMNS,
    "sources": SOURCE_COLUMNS,
}
