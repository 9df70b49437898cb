"""What a file prints beside its figures is recomputed, and asked where it does not come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.intake.conftest import PRESENT
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.report import ReportReading, read_report
from yamato_dx.plan.reading import read_plans
from yamato_dx.plan.types import Plan

(PLAN,) = read_plans(Path("data/plans/yamato"))
MONTHS = [f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


def read(
    heading: str,
    *lines: str,
    answers: Mapping[str, str] | None = None,
    earlier: Earlier = NOTHING_EARLIER,
    plan: Plan = PLAN,
) -> ReportReading:
    data = "\n".join((heading, *lines, "")).encode()
    return read_report(
        data, "f", plans=(plan,), present=PRESENT, answers=answers or {}, earlier=earlier
    )


def monthly(
    values: Sequence[object], total: str, *, first: bool = False, number: str = "4"
) -> list[str]:
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
        ([0, 0, 1], "2", "8", []),  # of a duty, too, months are missing
        ([0, 0, 2], "1", "8", ["year_beside_months"]),
        # Rounded or cut off behind the last digit that is shown.
        (["70%"] * 11 + ["74.04%"], "74.0%", "3", []),
        (["70%"] * 11 + ["74.06%"], "74.0%", "3", []),
        (["70%"] * 11 + ["74%"], "74.04%", "3", []),
        (["70%"] * 11 + ["74.1%"], "74.0%", "3", ["year_beside_march"]),
        (["816.4"] * 12, "9797", "5", []),
        (["816.4"] * 12, "9798", "5", ["year_beside_months"]),
    ],
)
def test_which_years_are_what_their_months_make(
    values: list[object], total: str, number: str, codes: list[str]
) -> None:
    reading = read("年度,月,KPI番号,実績値", *monthly(values, total, number=number))
    assert [one.code for one in reading.problems if one.severity == "ask"] == codes


@pytest.mark.parametrize(
    ("number", "year", "march", "said"),
    [
        ("2", "17/20", "18/20業務", ("17/20", "18/20業務")),
        ("3", "74.0%", "７４．２％", ("74.0%", "７４．２％")),
        ("9-2", "２２件", "23", ("２２件", "23")),
    ],
)
def test_the_sentence_quotes_what_the_cells_show(
    number: str, year: str, march: str, said: tuple[str, str]
) -> None:
    heading = "年度,月,KPI番号,実績値"
    (problem,) = read(heading, f'R6,計,{number},"{year}"', f'R6,3月,{number},"{march}"').problems
    for part in (problem.sentence("ja"), *(one.sentence("ja") for one in problem.choices)):
        assert any(one in part for one in said)
    assert all(one in problem.sentence("ja") for one in said)


def test_one_month_is_no_plural() -> None:
    (problem,) = read("年度,月,KPI番号,実績値", "R6,計,4,50", "R6,4月,4,80").problems
    assert problem.sentence("en") == "The year (計) is 50, but its one month here comes to 80."


def test_months_below_nothing_may_come_to_more_than_the_year() -> None:
    """社会増減: what is missing may be below 0, too."""
    kpi = replace(PLAN.kpi("convenience_store_certificates"), minimum=None, targets=())
    plan = replace(PLAN, kpis=tuple(kpi if one.kpi_no == "4" else one for one in PLAN.kpis))
    asked = {
        months: [
            one.code
            for one in read("年度,月,KPI番号,実績値", "R6,計,4,-50", *months, plan=plan).problems
            if one.severity == "ask"
        ]
        for months in (("R6,4月,4,-10", "R6,5月,4,-10"), ("R6,4月,4,10",))
    }
    assert list(asked.values()) == [[], ["year_beside_months"]]


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
