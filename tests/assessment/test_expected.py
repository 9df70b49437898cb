"""The sample files of a town, fed as values: what must come out, KPI by KPI."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from yamato_dx.assessment import assess
from yamato_dx.plan.model.types import Plan
from yamato_dx.root import ROOT

SHARED = ROOT.parent / "shared" / "samples" / "expected.json"
ON = date(2026, 6, 1)  # after all due dates
NAN = float("nan")

# Fictitious. Months of FY2024: average minutes and visitors (KPI 1), certificates (KPI 4).
MONTHS = """
2024-04 28.4 1312 38
2024-05 27.9 1088 41
2024-06 27.1 1021 44
2024-07 26.6 1094 47
2024-08 26.2 1007 50
2024-09 25.8  985 52
2024-10 25.5 1043 55
2024-11 25.9  978 53
2024-12 26.3 1121 61
2025-01 25.0 1066 66
2025-02 24.6 1033 64
2025-03 25.7 1502 69
"""
YEARS = """
visitor_stay_minutes            2023 29.5
visitor_stay_minutes            2025 22.3
standardised_systems            2023 0/20
standardised_systems            2024 6/20
standardised_systems            2025 17/20
mynumber_card_holding_rate      2024 0.74
mynumber_card_holding_rate      2025 awaiting
convenience_store_certificates  2023 312
convenience_store_certificates  2025 1105
overtime_hours                  2022 12400
overtime_hours                  2023 11780
overtime_hours                  2024 10912
overtime_hours                  2025 9796
paperless_rate                  2023 0.18
paperless_rate                  2024 0.33
paperless_rate                  2025 0.47
online_consultation_rooms       2023 0/3
online_consultation_rooms       2024 1/3
online_consultation_rooms       2025 3/3
security_training               2023 1 182/190
security_training               2024 1 190/190
security_training               2025 2 188/188
smartphone_course_attendees     2023 48
smartphone_course_attendees     2024 81
smartphone_course_attendees     2025 96
open_data_items                 2023 15
open_data_items                 2024 19
open_data_items                 2025 27
"""
# KPI, fiscal year, actual, target, attainment, verdict.
EXPECTED = [
    ("1", 2023, 29.5, 30, 1.016949, "met"),
    ("1", 2024, 26.283328, 25, 0.951173, "nearly_met"),  # the mean weighted by visitors
    ("1", 2025, 22.3, 20, 0.896861, "nearly_met"),
    ("2", 2023, 0.0, NAN, NAN, "no_target"),
    ("2", 2024, 0.3, NAN, NAN, "no_target"),
    ("2", 2025, 0.85, 1.0, 0.85, "not_met"),  # 17 of 20: never おおむね達成
    ("3", 2024, 0.74, NAN, NAN, "no_target"),
    ("3", 2025, NAN, NAN, NAN, "awaiting_publication"),
    ("4", 2023, 312, 300, 1.04, "met"),
    ("4", 2024, 640, 600, 1.066667, "met"),  # twelve months added up
    ("4", 2025, 1105, 1200, 0.920833, "nearly_met"),
    ("5", 2022, 12400, NAN, NAN, "no_target"),  # the baseline
    ("5", 2023, 11780, NAN, NAN, "no_target"),
    ("5", 2024, 10912, NAN, NAN, "no_target"),
    ("5", 2025, 9796, 0.2, 1.05, "met"),  # 21 % less than 12,400
    ("6", 2023, 0.18, NAN, NAN, "no_target"),
    ("6", 2024, 0.33, NAN, NAN, "no_target"),
    ("6", 2025, 0.47, 0.5, 0.94, "nearly_met"),
    ("7", 2023, 0.0, NAN, NAN, "no_target"),
    ("7", 2024, 0.333333, NAN, NAN, "no_target"),
    ("7", 2025, 1.0, 1.0, 1.0, "met"),
    ("8", 2023, 1, 1, 0.957895, "not_met"),  # 8 of 190 did not attend
    ("8", 2024, 1, 1, 1.0, "met"),
    ("8", 2025, 2, 1, 1.0, "met"),
    ("9-1", 2023, 48, 50, 0.96, "nearly_met"),
    ("9-1", 2024, 81, 75, 1.08, "met"),
    ("9-1", 2025, 96, 100, 0.96, "nearly_met"),
    ("9-2", 2023, 15, 15, 1.0, "met"),
    ("9-2", 2024, 19, 20, 0.95, "nearly_met"),
    ("9-2", 2025, 27, 25, 1.08, "met"),
]
PROGRESS = {2023: 0.25, 2024: 0.6, 2025: 1.05}  # KPI 5, from the reported 12,400 hours


def _months() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for line in MONTHS.split("\n")[1:-1]:
        month, minutes, visitors, certificates = line.split()
        one = {"month": month, "batch_id": "R-001"}
        rows += [
            one
            | {
                "kpi_id": "visitor_stay_minutes",
                "actual_value": float(minutes),
                "weight": float(visitors),
            },
            one
            | {
                "kpi_id": "convenience_store_certificates",
                "actual_value": float(certificates),
            },
        ]
    return rows


def _year(line: str) -> dict[str, object]:
    kpi_id, year, figure, *people = line.split()
    row: dict[str, object] = {"kpi_id": kpi_id, "year": year, "batch_id": "R-002"}
    if figure == "awaiting":
        return row | {"value_status": "awaiting"}
    if "/" in figure:
        done, total = map(float, figure.split("/"))
        return row | {"actual_value": done / total, "numerator": done, "denominator": total}
    if people:
        attended, eligible = map(float, people[0].split("/"))
        row |= {"numerator": attended, "denominator": eligible}
    return row | {"actual_value": float(figure)}


@pytest.fixture(scope="module")
def assessed(yamato: Plan, build: dict[str, Callable[..., pd.DataFrame]]) -> pd.DataFrame:
    rows = [*_months(), *map(_year, YEARS.strip().split("\n"))]
    return assess(yamato, build["standing"](rows), build["benchmarks"]([]), ON)


@pytest.mark.parametrize(
    ("kpi_no", "year", "actual", "target", "attainment", "verdict"),
    EXPECTED,
    ids=[f"{one[0]}-{one[1]}" for one in EXPECTED],
)
def test_each_kpi_and_year_of_the_sample(
    assessed: pd.DataFrame,
    kpi_no: str,
    year: int,
    actual: float,
    target: float,
    attainment: float,
    verdict: str,
) -> None:
    row = assessed[(assessed["kpi_no"] == kpi_no) & (assessed["fiscal_year"] == year)].iloc[0]
    figures = [row["actual_value"], row["target_value"], row["attainment_ratio"]]
    assert figures == pytest.approx([actual, target, attainment], abs=5e-7, nan_ok=True)
    assert row["verdict"] == verdict


def test_progress_starts_from_the_baseline_that_the_file_brings(assessed: pd.DataFrame) -> None:
    overtime = assessed[assessed["kpi_no"] == "5"].set_index("fiscal_year")
    assert dict(overtime["progress_ratio"].loc[2023:]) == pytest.approx(PROGRESS)


def test_one_row_per_kpi_and_year_of_the_plan(assessed: pd.DataFrame) -> None:
    assert len(assessed) == 40
    assert assessed["verdict"].value_counts()["no_target"] == 19


def test_this_copy_is_the_shared_table() -> None:
    if not SHARED.exists():
        pytest.skip("the shared samples are not beside this repository")
    shared = json.loads(SHARED.read_text(encoding="utf-8"))
    table = [[NAN if cell is None else cell for cell in row] for row in shared["assessment"]]
    assert [tuple(row[:2]) for row in table] == [row[:2] for row in EXPECTED]
    assert [row[5] for row in table] == [row[5] for row in EXPECTED]
    figures = [cell for row in table for cell in row[2:5]]
    assert figures == pytest.approx([c for row in EXPECTED for c in row[2:5]], nan_ok=True)
    assert {y: shared["progress"]["5"][str(y)] for y in PROGRESS} == PROGRESS
