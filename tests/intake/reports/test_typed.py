"""Typed cells are read as a file's are: the same figures, the same faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.intake.conftest import KPIS, PLAN, PRESENT, Reads, plan_of
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.earlier import NOTHING_EARLIER
from yamato_dx.intake.layouts.progress import ProgressCells
from yamato_dx.intake.reports.report import ReportReading
from yamato_dx.intake.reports.typed import TypedReport, TypedRow, read_typed
from yamato_dx.plan.model.types import Plan

# Last year's figures.
EARLIER = replace(
    NOTHING_EARLIER,
    years=pd.DataFrame(
        {
            "municipality_code": PLAN.municipality.municipality_code,
            "kpi_id": ["convenience_store_certificates", "mynumber_card_holding_rate"],
            "fiscal_year": 2023,
            "actual_value": [640.0, 0.7],
        }
    ),
)


def typed(
    *rows: TypedRow,
    plan: Plan = PLAN,
    progress: tuple[ProgressCells, ...] = (),
    answers: tuple[tuple[str, str], ...] = (),
) -> ReportReading:
    return read_typed(
        TypedReport(FiscalYear(2024), rows, progress, answers),
        plans=(plan,),
        present=PRESENT,
        earlier=EARLIER,
    )


def codes(reading: ReportReading) -> list[tuple[str, str]]:
    return [(one.severity, one.code) for one in reading.problems]


@pytest.mark.parametrize(
    ("kpi_id", "cells", "as_in_a_file"),
    [
        ("convenience_store_certificates", {"actual_value": "１，１０５件"}, ("4", "1105")),
        ("mynumber_card_holding_rate", {"actual_value": "74"}, ("3", "74%")),  # % stands beside it
        ("mynumber_card_holding_rate", {"actual_value": "74%"}, ("3", "74%")),
        ("standardised_systems", {"numerator": "17", "denominator": "20"}, ("2", "17/20")),
        ("standardised_systems", {"numerator": "17"}, ("2", "17")),  # the plan says: of 20
        (
            "security_training",
            {"actual_value": "1", "numerator": "182", "denominator": "190"},
            ("8", "1回（182/190人）"),
        ),
    ],
)
def test_typed_reads_as_a_file_does(
    kpi_id: str, cells: dict[str, str], as_in_a_file: tuple[str, str]
) -> None:
    reading = typed(TypedRow(kpi_id, **cells))
    in_file = Reads().row(*as_in_a_file)
    assert codes(reading) == []
    compared = ["kpi_id", "fiscal_year", "period_start", "period_months", "actual_value"]
    compared += ["numerator", "denominator"]
    pd.testing.assert_frame_equal(reading.values[compared], in_file.values[compared])


@pytest.mark.parametrize(
    ("kpi_id", "cells", "fault"),
    [
        ("paperless_rate", {"actual_value": "130"}, ("refuse", "above_maximum")),
        ("paperless_rate", {"actual_value": "0.5"}, ("ask", "share_or_percent")),
        ("overtime_hours", {"actual_value": "約9000"}, ("refuse", "about_number")),
        ("overtime_hours", {"actual_value": "9000件"}, ("refuse", "unit_mismatch")),
        ("online_consultation_rooms", {"numerator": "1"}, ("ask", "denominator_missing")),
        (
            "standardised_systems",
            {"numerator": "21", "denominator": "20"},
            ("refuse", "numerator_too_large"),
        ),
        ("open_data_items", {"actual_value": "19", "measured_on": "春"}, ("refuse", "not_day")),
        (
            "open_data_items",
            {"actual_value": "19", "value_status": "awaiting"},
            ("ask", "status_contradiction"),
        ),
    ],
)
def test_fault_is_named_at_its_row(
    kpi_id: str, cells: dict[str, str], fault: tuple[str, str]
) -> None:
    rows = (TypedRow("visitor_stay_minutes"), TypedRow(kpi_id, **cells))
    reading = typed(*rows)
    assert codes(reading) == [fault]
    assert reading.problems[0].row == 3
    assert TypedReport(FiscalYear(2024), rows).row_at(3) == rows[1]


def test_blank_rows_say_nothing() -> None:
    reading = typed(TypedRow("overtime_hours"), TypedRow("paperless_rate", reason="集計中"))
    assert (codes(reading), len(reading.values), reading.rows_read) == ([], 0, 0)


def test_awaiting_is_a_row_without_a_value() -> None:
    reading = typed(TypedRow("mynumber_card_holding_rate", value_status="awaiting"))
    assert reading.values["value_status"].tolist() == ["awaiting"]
    assert reading.values["actual_value"].isna().all()


def test_months_and_their_weights() -> None:
    months = (date(2024, 4, 1), date(2025, 3, 1))
    reading = typed(
        *(TypedRow("visitor_stay_minutes", one, "26.5", weight="120") for one in months)
    )
    assert reading.values["period_months"].tolist() == [1, 1]
    assert reading.values["period_start"].dt.date.tolist() == list(months)
    assert reading.values["weight"].tolist() == [120.0, 120.0]


@pytest.mark.parametrize(
    ("value", "is_asked"),
    [
        ("1919", False),
        ("1920", True),  # 640 × 3
        ("214", False),
        ("213", True),  # less than a third
        ("0", True),
    ],
)
def test_far_from_last_year_is_asked_not_forbidden(value: str, is_asked: bool) -> None:
    row = TypedRow("convenience_store_certificates", actual_value=value)
    assert codes(typed(row)) == ([("confirm", "far_from_last_year")] if is_asked else [])
    answers = tuple((problem.problem_id, "yes") for problem in typed(row).problems)
    confirmed = typed(row, answers=answers)
    assert (codes(confirmed), len(confirmed.answered)) == ([], len(answers))
    assert len(confirmed.values) == 1


def test_last_year_is_told_in_the_unit_people_know() -> None:
    (problem,) = typed(TypedRow("convenience_store_certificates", actual_value="6400")).problems
    assert "640.0件" in problem.sentence("ja")
    assert "6,400.0件" in problem.sentence("ja")


def test_a_share_is_never_far_from_last_year() -> None:
    assert codes(typed(TypedRow("mynumber_card_holding_rate", actual_value="7.4"))) == []


def test_a_running_total_does_not_shrink_unasked() -> None:
    kpis = tuple(
        replace(kpi, is_cumulative=kpi.kpi_id == "convenience_store_certificates") for kpi in KPIS
    )
    row = TypedRow("convenience_store_certificates", actual_value="639")
    assert codes(typed(row, plan=plan_of(kpis))) == [("confirm", "cumulative_falls")]


def test_rows_of_work_follow_those_of_figures() -> None:
    row = TypedRow("overtime_hours", actual_value="9000")
    item = ProgressCells("nowhere", status="done")
    reading = typed(row, progress=(item,))
    assert [(one.code, one.row) for one in reading.problems] == [("progress_unknown_item", 3)]
    assert len(reading.values) == 1
