"""A row by the numbers of two plans side by side: read where it tells whose KPI it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.answers import NO_ANSWERS, Answers
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.intake.reports.typed import TypedReport, TypedRow, read_typed
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.root import ROOT

PRESENT: Final = date(2026, 5, 11)
(DX,) = read_plans(ROOT / "data" / "plans" / "yamato")
CERTIFICATES, COURSES = "convenience_store_certificates", "smartphone_course_attendees"


def numbered(plan_id: str, numbers: dict[str, str], first: int, last: int) -> Plan:
    """A plan of these KPIs alone, under these numbers."""
    kpis = [replace(DX.kpi(kpi_id), kpi_no=number) for kpi_id, number in numbers.items()]
    return replace(
        DX,
        plan_id=plan_id,
        title=Text("総合戦略", "Strategy"),
        effective_from=FiscalYear(first).first_day,
        first_year=FiscalYear(first),
        last_year=FiscalYear(last),
        kpis=tuple(kpis),
    )


# 総合戦略, R5 to R9: it has the courses under the number that certificates have in the DX plan.
STRATEGY: Final = numbered("strategy", {COURSES: "4", CERTIFICATES: "C-1"}, 2023, 2027)
# Registered ahead: its numbers count for nothing yet.
AHEAD: Final = numbered("ahead", {COURSES: "4"}, 2027, 2030)
PLANS: Final = (DX, STRATEGY, replace(AHEAD, first_year=FiscalYear(2025)))


def read(*rows: str, answers: Answers = NO_ANSWERS) -> ReportReading:
    data = "\n".join(["年度,KPI番号,指標名,実績値", *rows, ""]).encode()
    return read_report(data, "実績.csv", plans=PLANS, present=PRESENT, answers=answers)


@pytest.mark.parametrize(
    ("row", "kpi_id", "why"),
    [
        ("R4,4,,640", CERTIFICATES, "the DX plan alone holds R4"),
        ("R6,C-1,,640", CERTIFICATES, "a number of the strategy alone"),
        ("R6,9-1,,81", COURSES, "a number of the DX plan alone"),
        ("R6,4,コンビニ交付 発行件数,640", CERTIFICATES, "its name tells"),
        ("R6,4,スマートフォン講座受講者数,81", COURSES, "its name tells"),
        ("R6,strategy/4,,81", COURSES, "the number behind its plan"),
        ("R6,yamato_dx/4,,640", CERTIFICATES, "the number behind its plan"),
    ],
)
def test_the_row_is_read(row: str, kpi_id: str, why: str) -> None:
    reading = read(row)
    assert [problem.code for problem in reading.problems if problem.is_obstacle] == [], why
    assert reading.values["kpi_id"].tolist() == [kpi_id], why


@pytest.mark.parametrize("name", ["", "窓口アンケート"])
def test_a_shared_number_is_asked_and_each_choice_is_read(name: str) -> None:
    row = f"R6,4,{name},81"
    (problem,) = [problem for problem in read(row).problems if problem.severity == "ask"]
    assert problem.code == "kpi_no_of_two_plans"
    assert [choice.sentence("ja") for choice in problem.choices] == [
        "総合戦略 KPI 4（スマートフォン講座年間受講者数（延数））",
        "山都町DX推進計画 KPI 4（コンビニ交付システムによる証明書等年間発行件数）",
    ]
    read_as = [
        read(row, answers={problem.problem_id: choice.code}).values["kpi_id"].tolist()
        for choice in problem.choices
    ]
    assert read_as == [[COURSES], [CERTIFICATES]]


def test_what_is_typed_is_of_the_kpi_beside_whose_name_it_stands() -> None:
    rows = (TypedRow(CERTIFICATES, actual_value="640"), TypedRow(COURSES, actual_value="81"))
    reading = read_typed(TypedReport(FiscalYear(2024), rows), plans=PLANS, present=PRESENT)
    assert [problem for problem in reading.problems if problem.is_obstacle] == []
    assert dict(zip(reading.values["kpi_id"], reading.values["actual_value"], strict=True)) == {
        CERTIFICATES: 640.0,
        COURSES: 81.0,
    }
