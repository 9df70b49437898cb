import pandas as pd
import pytest

from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.output.column_spec import ColumnSpec, column
from yamato_dx.output.tables.columns import SAMPLE_COLUMN, TABLES
from yamato_dx.output.tables.frame_check import check_frame

# By what they are called: `reason` is a verdict's in one table, a reporter's in another.
ALL_COLUMNS = {
    spec.label_id.removeprefix("output.column."): spec
    for table in TABLES.values()
    for spec in (*table, SAMPLE_COLUMN)
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("spec", ALL_COLUMNS.values(), ids=ALL_COLUMNS.keys())
def test_every_column_is_named_and_explained(spec: ColumnSpec, lang: str) -> None:
    assert spec.label(lang)
    assert spec.meaning(lang)
    assert bool(spec.unit) == bool(spec.unit_label(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_names_no_column_that_is_gone(lang: str) -> None:
    named = {key.split(".")[2] for key in catalogue(lang) if key.startswith("output.column.")}
    explained = {key.split(".")[2] for key in catalogue(lang) if key.startswith("output.meaning.")}
    assert named == explained == set(ALL_COLUMNS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_no_two_columns_of_a_table_have_the_same_header(table: str, lang: str) -> None:
    labels = [spec.label(lang) for spec in (*TABLES[table], SAMPLE_COLUMN)]
    assert len(labels) == len(set(labels))


def test_the_assessment_says_what_the_command_line_says_too() -> None:
    names = {spec.name for spec in TABLES["assessment"]}
    assert names >= {
        "municipality_code", "plan_version", "kpi_no", "kpi_id", "fiscal_year", "actual_value",
        "value_status", "months_reported", "numerator", "denominator", "compared_value",
        "target_value", "baseline_value", "benchmark_value", "attainment_ratio",
        "progress_ratio", "verdict", "reason", "rule", "evidence",
    }  # fmt: skip


YEAR = column("fiscal_year", "integer", minimum=1926, maximum=2200)


@pytest.mark.parametrize(
    ("spec", "values", "fault"),
    [
        (YEAR, [2024, 2025], None),
        (YEAR, [2024.0, float("nan")], None),  # gaps make whole numbers floats
        (YEAR, [2024.5], "not integer"),
        (YEAR, [1900], "below 1926"),
        (YEAR, [6], "below 1926"),  # a year of an era is not a fiscal year
        (YEAR, [20250], "above 2200"),
        (YEAR, ["2024"], "not integer"),
        (column("note"), ["a", None], None),
        (column("note"), [1.5], "not text"),
        (column("target_value", "number"), [-3.5], None),
        (column("target_value", "number"), [float("inf")], "not number"),
        (column("target_value", "number"), [True], "not number"),
        (column("is_provisional", "flag"), [True, False], None),
        (column("is_provisional", "flag"), [1, 0], "not flag"),
        (column("measured_on", "date"), pd.to_datetime(["2026-03-31", None]), None),
        (column("measured_on", "date"), ["2026-03-31"], "not date"),
        (column("measured_on", "date"), [None, None], None),  # nothing known, nothing wrong
    ],
)
def test_a_frame_is_held_to_its_columns(spec: ColumnSpec, values: list, fault: str | None) -> None:
    faults = check_frame(pd.DataFrame({spec.name: values}), (spec,))
    assert len(faults) == (fault is not None)
    assert fault is None or fault in faults[0]


def test_a_missing_column_is_named() -> None:
    assert check_frame(pd.DataFrame({"a": [1]}), (YEAR,)) == ["fiscal_year: column is missing"]
