"""What a file prints beside its figures is recomputed, and asked where it does not come out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.intake.conftest import PRESENT
from yamato_dx.intake.report import ReportReading, read_report
from yamato_dx.plan.reading import read_plans

(PLAN,) = read_plans(Path("data/plans/yamato"))
MONTHS = [f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


def read(heading: str, *lines: str, answers: Mapping[str, str] | None = None) -> ReportReading:
    data = "\n".join((heading, *lines, "")).encode()
    return read_report(data, "f", plans=(PLAN,), present=PRESENT, answers=answers or {})


def monthly(values: list[int], total: str, *, first: bool = False, number: str = "4") -> list[str]:
    months = [f"R6,{month},{number},{value}" for month, value in zip(MONTHS, values, strict=False)]
    year = f"R6,計,{number},{total}"
    return [year, *months] if first else [*months, year]


@pytest.mark.parametrize("first", [False, True])
def test_a_total_that_its_months_do_not_make_is_asked(first: bool) -> None:
    lines = monthly([40] * 12, "610", first=first)
    reading = read("年度,月,KPI番号,実績値", *lines)
    (problem,) = reading.problems
    assert (problem.severity, problem.answers) == ("ask", ("months", "year"))
    assert ("480" in problem.sentence("ja"), "610" in problem.sentence("ja")) == (True, True)
    for choice, count, total in (("months", 12, 480), ("year", 1, 610)):
        answered = read("年度,月,KPI番号,実績値", *lines, answers={problem.problem_id: choice})
        assert answered.problems == ()
        assert (len(answered.values), answered.values["actual_value"].sum()) == (count, total)


@pytest.mark.parametrize(
    ("values", "total", "number", "codes"),
    [
        ([40] * 12, "480", "4", []),
        ([40] * 11, "480", "4", []),  # a month is missing: the year may be right
        ([40] * 11, "430", "4", ["year_beside_months"]),  # not with these months
        ([16, 17, 18, 19, 20, 20, 20, 21, 21, 22, 22, 22], "22", "9-2", []),
        ([16, 17, 18, 19, 20, 20, 20, 21, 21, 22, 22, 22], "238", "9-2", ["year_beside_march"]),
        ([24] * 12, "25", "1", []),  # a mean: how many visitors each month had is not known
    ],
)
def test_which_years_are_what_their_months_make(
    values: list[int], total: str, number: str, codes: list[str]
) -> None:
    reading = read("年度,月,KPI番号,実績値", *monthly(values, total, number=number))
    assert [one.code for one in reading.problems if one.severity == "ask"] == codes


@pytest.mark.parametrize(
    ("heading", "line", "implied"),
    [
        ("達成率", "R6,4,640,106.7%", None),
        ("達成率", "R6,4,640,106.6%", None),  # cut off
        ("達成率(%)", "R6,4,640,107", None),
        ("達成率", "R6,4,640,1.067", None),
        ("達成率", "R6,1,22.3,112.1%", None),  # of minutes, which should be few: 25 by 22.3
        ("達成率", "R6,4,64,106.7%", "640"),
        ("達成率", "R6,4,640,99%", "594"),
        ("差", "R6,4,640,40", None),
        ("目標との差", "R6,4,640,△40", None),
        ("差", "R6,4,640,45", "645"),
        ("差", "R6,6,47%,△8.0pt", None),
    ],
)
def test_a_printed_rate_or_difference(heading: str, line: str, implied: str | None) -> None:
    told = f"年度,KPI番号,実績値,{heading}"
    asked = [one for one in read(told, line).problems if one.code == "printed_otherwise"]
    assert [one.answers[1] for one in asked] == ([implied] if implied else [])
    for problem in asked:
        for choice in problem.answers:
            reading = read(told, line, answers={problem.problem_id: choice})
            assert [one.code for one in reading.problems if one.severity == "ask"] == []


def test_the_target_of_the_file_counts_before_the_plans() -> None:
    heading = "年度,KPI番号,目標値,実績値,達成率"
    assert read(heading, "R6,4,800,640,80%").problems == ()
    assert [one.code for one in read(heading, "R6,4,600,640,80%").problems] == ["printed_otherwise"]


def test_a_difference_may_be_from_last_year() -> None:
    assert read("年度,KPI番号,実績値,増減", "R5,4,310,", "R6,4,640,330").problems == ()
