"""Years and months as files write them, under a KPI of fiscal and under one of calendar years."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from tests.docs.reading import table_after
from tests.intake.conftest import KPIS, PLAN, PRESENT, plan_of
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.intake.reports.typed import TypedReport, TypedRow, read_typed
from yamato_dx.root import ROOT

# KPI 4 counts a calendar year, KPI 5 a fiscal year.
CALENDAR: Final = plan_of(
    tuple(replace(kpi, period_kind="calendar_year") if kpi.kpi_no == "4" else kpi for kpi in KPIS)
)
FISCAL_KPI, CALENDAR_KPI = "5", "4"

READ: Final = "read as 2024"

# What a file writes (heading, cell) → what becomes of it under a KPI of fiscal years, and under
# one of calendar years: 2024 is read, a code is told.
WRITTEN: Final = [
    ("年度", "令和6年度", READ, "fiscal_year_for_calendar"),
    ("年度", "2024年度", READ, "fiscal_year_for_calendar"),
    ("年度", "FY2024", READ, "fiscal_year_for_calendar"),
    ("年度", "2024", READ, "fiscal_year_for_calendar"),  # the heading says 年度
    ("年度", "R6", READ, "fiscal_year_for_calendar"),
    ("年度", "2024年", "year_as_fiscal", READ),
    ("年度", "令和6年", "year_as_fiscal", READ),
    ("年度", "令和6年（確定）", "year_as_fiscal", READ),
    ("年度", "2024年（暦年）", "calendar_year", READ),
    ("年度", "2024年暦年", "calendar_year", READ),
    ("年度", "CY2024", "calendar_year", READ),
    ("年度", "令和6年1月～12月", "calendar_year", READ),
    ("年度", "2024年1月1日から2024年12月31日まで", "calendar_year", READ),
    ("年度", "2024年1月～2025年12月", "calendar_year", "calendar_year"),  # two years
    ("年", "令和6年度", READ, "fiscal_year_for_calendar"),
    ("年", "2024", "year_without_fiscal", READ),
    ("年", "令和6年", "year_without_fiscal", READ),
    ("暦年", "2024", "year_without_fiscal", READ),
    ("年", "CY2024", "calendar_year", READ),
]
SEVERITIES: Final = {
    "year_as_fiscal": "note",
    "year_without_fiscal": "confirm",
    "fiscal_year_for_calendar": "confirm",
    "calendar_year": "refuse",
}


def read(text: str, **options: object) -> ReportReading:
    told: dict[str, object] = {"plans": (CALENDAR,), "present": PRESENT} | options
    return read_report(text.encode(), "file", **told)  # type: ignore[arg-type]


def outcome(reading: ReportReading) -> str:
    """The one code that is told (「確定」 behind a year apart), or that 2024 was read."""
    codes = [one.code for one in reading.problems if one.code != "state_beside_period"]
    if codes:
        (code,) = codes
        assert [one.severity for one in reading.problems if one.code == code] == [SEVERITIES[code]]
        return code
    (start,) = reading.values["period_start"]
    return READ if f"{start:%Y-%m}" == "2024-04" else f"read as {start}"


@pytest.mark.parametrize(("heading", "cell", "of_fiscal", "of_calendar"), WRITTEN)
def test_a_year_as_it_is_written(heading: str, cell: str, of_fiscal: str, of_calendar: str) -> None:
    for number, expected in ((FISCAL_KPI, of_fiscal), (CALENDAR_KPI, of_calendar)):
        assert outcome(read(f"{heading},KPI番号,実績値\n{cell},{number},640\n")) == expected


@pytest.mark.parametrize(
    "row",
    table_after("## First, the year's figure (年度の値)", ROOT / "docs" / "rules.md"),
    ids=lambda row: f"{row['heading']}-{row['cell']}",
)
def test_the_rules_say_what_becomes_of_each(row: dict[str, str]) -> None:
    for number, column in ((FISCAL_KPI, "fiscal"), (CALENDAR_KPI, "calendar")):
        found = read(f"{row['heading']},KPI番号,実績値\n{row['cell']},{number},640\n").problems
        severities = [one.severity for one in found] or ["read"]
        assert severities == [row[f"KPI of {column} years"]]


def test_what_is_only_told_is_told_once_a_year() -> None:
    rows = "".join(
        f"{year},{number},8\n" for year in ("令和5年", "令和6年") for number in ("5", "9-1")
    )
    told = [(one.code, one.row) for one in read(f"年度,KPI番号,実績値\n{rows}").problems]
    assert told == [("year_as_fiscal", 2), ("year_as_fiscal", 4)]
    # Of the first that has a value.
    told = [one.code for one in read("年度,KPI番号,実績値\n2024年,5,\n2024年,9-1,8\n").problems]
    assert told == ["blank", "year_as_fiscal"]


@pytest.mark.parametrize("number", [FISCAL_KPI, CALENDAR_KPI])
def test_what_is_confirmed_is_kept_as_the_year_of_that_number(number: str) -> None:
    text = f"{'年' if number == FISCAL_KPI else '年度'},KPI番号,実績値\n2024,{number},640\n"
    (asked,) = read(text).problems
    reading = read(text, answers={asked.problem_id: "yes"})
    assert reading.problems == ()
    values = reading.values[["fiscal_year", "period_months", "actual_value"]].values.tolist()
    assert values == [[2024, 12, 640]]


@pytest.mark.parametrize(
    ("heading", "value", "of_fiscal", "of_calendar"),
    [
        ("実績値（暦年）", "640", "qualifier_of_other", ""),
        ("実績値（年度計）", "640", "", "qualifier_of_other"),
        ("実績値", "640（暦年）", "qualifier_of_other", ""),
        ("実績値", "640（年度計）", "", "qualifier_of_other"),
        ("実績値", "年間640", "", ""),  # of either year
    ],
)
def test_a_word_beside_the_value_speaks_of_one_kind_of_year(
    heading: str, value: str, of_fiscal: str, of_calendar: str
) -> None:
    for number, year, expected in (
        (FISCAL_KPI, "令和6年度", of_fiscal),
        (CALENDAR_KPI, "令和6年", of_calendar),
    ):
        found = read(f"年度,KPI番号,{heading}\n{year},{number},{value}\n").problems
        assert [one.code for one in found] == [expected] * bool(expected)


def test_a_calendar_year_has_no_months() -> None:
    found = read(f"年月,KPI番号,実績値\n2024/5,{CALENDAR_KPI},52\n").problems
    assert [(one.severity, one.code) for one in found] == [("refuse", "month_for_calendar")]


def test_the_day_of_a_figure_is_held_against_its_calendar_year() -> None:
    def told(day: str) -> list[str]:
        text = f"年度,KPI番号,実績値,時点\n2024年,{CALENDAR_KPI},52,{day}\n"
        return [one.code for one in read(text).problems]

    assert told("2024/2/1") == []  # before April, within the calendar year
    assert told("2025/1/31") == ["day_after_period"]
    assert told("2025/3/31") == ["day_far_from_period"]


def months(first: int, count: int = 12, number: str = FISCAL_KPI) -> str:
    """Months from that of 2024 on."""
    of = (divmod(2024 * 12 + first - 1 + place, 12) for place in range(count))
    return "".join(f"{year}/{month + 1},{number},52\n" for year, month in of)


@pytest.mark.parametrize(
    ("rows", "is_asked"),
    [
        (months(1), True),
        (months(4), False),  # April to March
        (months(1, 11), False),  # to November: no year
        (months(1, 13), False),  # January once more: months, one after another
        ("".join(sorted(months(1).splitlines(keepends=True), reverse=True)), True),
        (months(1, 6) + months(7, 6, number="9-1"), False),  # of two KPIs
    ],
)
def test_twelve_months_of_a_calendar_year_are_asked_about(rows: str, is_asked: bool) -> None:
    reading = read(f"年月,KPI番号,実績値\n{rows}")
    found = [one for one in reading.problems if one.code == "january_to_december"]
    assert len(found) == is_asked
    if is_asked:
        assert (found[0].severity, found[0].raw) == ("confirm", "2024/1")
        # Each month keeps its own fiscal year.
        assert reading.values["fiscal_year"].value_counts().to_dict() == {2023: 3, 2024: 9}


def test_a_year_without_a_month_is_not_read_where_the_file_has_months() -> None:
    """«年» beside months is no column of ours: a month names its year itself."""
    reading = read(f"年,年月,KPI番号,実績値\n2024,2024/5,{FISCAL_KPI},52\n")
    assert [one.code for one in reading.problems] == ["column_unknown"]
    assert reading.values["fiscal_year"].tolist() == [2024]


def test_what_is_typed_for_a_calendar_year_is_of_that_year() -> None:
    row = TypedRow("convenience_store_certificates", actual_value="640")
    typed = TypedReport(FiscalYear(2024), (row,))
    reading = read_typed(typed, plans=(CALENDAR,), present=PRESENT)
    assert (reading.problems, reading.values["fiscal_year"].tolist()) == ((), [2024])


def test_a_plan_that_says_nothing_is_of_fiscal_years() -> None:
    text = f"年度,KPI番号,実績値\nCY2024,{CALENDAR_KPI},640\n"
    assert [one.code for one in read(text, plans=(PLAN,)).problems] == ["calendar_year"]
