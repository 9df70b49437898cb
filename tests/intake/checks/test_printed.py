"""What a file prints beside its figures is recomputed, and asked where it does not come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from tests.intake.yamato import PLAN, read_lines
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.reports.report import ReportReading
from yamato_dx.plan.model.types import Plan

MONTHS = [f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


def read(
    heading: str,
    *lines: str,
    answers: Mapping[str, str] | None = None,
    earlier: Earlier = NOTHING_EARLIER,
    plan: Plan = PLAN,
) -> ReportReading:
    return read_lines(heading, *lines, plans=(plan,), answers=answers or {}, earlier=earlier)


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


def held(years: Mapping[tuple[str, int], float]) -> Earlier:
    """What the record holds of years, by (KPI number, year)."""
    town = PLAN.municipality.municipality_code
    ids = {kpi.kpi_no: kpi.kpi_id for kpi in PLAN.kpis}
    told = [(town, ids[number], year, value) for (number, year), value in years.items()]
    columns = list(NOTHING_EARLIER.years.columns)
    return replace(NOTHING_EARLIER, years=pd.DataFrame(told, columns=columns))


def implied(problem: Problem) -> list[str]:
    return list(problem.answers[1:])


@pytest.mark.parametrize(
    ("heading", "line", "asked"),
    [
        ("達成率", "R6,4,640,106.7%", None),
        ("達成率", "R6,4,640,106.6%", None),  # cut off
        ("達成率(%)", "R6,4,640,107", None),
        ("達成率", "R6,4,640,1.067", None),
        ("達成率", "R6,4,640,1.07倍", None),
        ("達成率", "R6,4,640,◎", None),
        ("達成率", "R6,4,64,106.7%", ["640"]),
        ("達成率", "R6,4,640,99%", ["594"]),
        # No count of things comes to 106.72%, and 640 stands there already.
        ("達成率", "R6,4,640,106.72%", []),
        # Of 0 there is a rate, unless the formula divides by it.
        ("達成率", "R6,4,0,106.7%", ["640"]),
        ("達成率", "R6,4,0,0%", None),
        ("達成率", "R6,1,0,100%", None),
        ("達成率", "R6,1,0.5,4000%", ["0.625"]),
        # Of minutes, which should be few, 25 by 22.3; the mean itself may be rounded (22.34).
        ("達成率", "R6,1,22.3,112.1%", None),
        ("達成率", "R6,1,22.3,111.9%", None),
        ("達成率", "R6,1,22.3,100%", ["25.0"]),
        ("達成率", "R7,6,47%,93.6%", None),
        ("達成率", "R7,6,47%,90%", ["45%"]),
        # A duty's is its coverage; of how many people attended nothing is invented.
        ("達成率", "R7,8,1回（182/190人）,95.8%", None),
        ("達成率", "R7,8,1回（182/190人）,100%", None),
        ("達成率", "R7,8,1回（182/190人）,90%", []),
        ("達成率", "R7,8,1回,95.8%", None),
        ("達成率", "R7,2,17/20,85%", None),
        ("達成率", "R7,2,17/20,90%", ["18/20"]),
        ("達成率", "R7,3,80.1%,105.2%", None),  # held against an average
        # Of how much less than R4, which nobody told.
        ("達成率", "R7,5,9796,105.0%", None),
        ("差", "R7,5,9796,-2604", None),
        ("進捗率", "R6,4,640,53.3%", None),  # 640 of 1,200: offices mean several things by it
        ("差", "R6,4,640,40", None),
        ("目標との差", "R6,4,640,△40", None),
        ("差", "R6,4,640,45", ["645"]),
        ("差", "R6,4,640,41", ["641"]),
        ("差", "R7,4,1105,95件", None),
        ("差", "R7,4,1105,0.1千件", None),
        ("差", "R7,6,47%,△3.0pt", None),
        ("差", "R6,6,47%,△8.0pt", None),
        ("差", "R7,2,17/20,△3", None),
        ("差", "R7,2,17/20,-15%", None),
        ("差", "R7,2,17/20,-2業務", ["18/20"]),
        ("差", "R7,8,1回（182/190人）,-8人", None),
        ("差", "R7,4,1105,-7.9%", None),
        # Last year is not known.
        ("前年度差", "R6,4,640,+140", None),
        ("増減", "R7,9-1,80,5", None),
        ("前年度比較", "R7,9-1,80,106.7%", None),
    ],
)
def test_a_printed_rate_or_difference(heading: str, line: str, asked: list[str] | None) -> None:
    told = f"年度,KPI番号,実績値,{heading}"
    found = [one for one in read(told, line).problems if one.severity == "ask"]
    assert [implied(one) for one in found] == ([] if asked is None else [asked])
    for problem in found:
        for choice in problem.answers:
            reading = read(told, line, answers={problem.problem_id: choice})
            assert [one.code for one in reading.problems if one.severity == "ask"] == []
            assert len(reading.values) == 1


@pytest.mark.parametrize(
    ("heading", "line", "asked"),
    [
        ("前年度差", "R6,4,640,+140", None),
        ("前年度差", "R6,4,640,+150", ["650"]),
        ("前年度差", "R6,4,640,+41", ["541"]),
        ("増減", "R6,4,640,140件", None),
        ("増減", "R6,4,640,△140", None),
        ("前年度比較", "R6,4,640,128%", None),
        ("増減", "R6,4,640,28%", None),
        ("増減", "R6,4,640,40%", []),
        ("差", "R6,4,640,140", None),
        # 12,400 hours in R4: 21 % less, of 20 %; 124 fewer than the 9,920 that were to be.
        ("達成率", "R7,5,9796,105.0%", None),
        ("達成率", "R7,5,9796,101.3%", None),
        ("達成率", "R7,5,9796,115%", ["9,548"]),
        ("差", "R7,5,9796,-2604", None),
        ("差", "R7,5,9796,△124", None),
        ("目標との差", "R7,5,9796,0.01", None),
        ("差", "R7,5,9796,-2600", ["9,800"]),
    ],
)
def test_what_the_record_holds_counts(heading: str, line: str, asked: list[str] | None) -> None:
    record = held({("4", 2023): 500, ("5", 2022): 12400, ("5", 2024): 10912})
    found = read(f"年度,KPI番号,実績値,{heading}", line, earlier=record).problems
    assert [implied(one) for one in found] == ([] if asked is None else [asked])


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("R6,4,800,640,80%", 0),
        ("R6,4,600,640,80%", 1),
        ("R7,4,1.2千件,1105,92.1%", 0),  # read as values are
        ("R7,4,1.2千件,1105,95%", 1),
        ("R7,1,20分以下,22.3,89.7%", 0),
        ("R7,4,千件以上,1105,12%", 0),  # not read: nothing to hold it against
        ("R7,5,20%削減,9796,12%", 0),
        ("R6,4,0,640,100%", 0),  # of a target of 0 there is no rate
        ("R7,3,76%,80.1%,105.4%", 0),
        ("R7,3,76%,80.1%,90%", 1),
        ("R7,7,3か所,2/3,10%", 0),  # 3 of how many?
        ("R7,8,1回,0,0%", 0),
    ],
)
def test_the_target_of_the_file_counts_before_the_plans(line: str, count: int) -> None:
    found = read("年度,KPI番号,目標値,実績値,達成率", line).problems
    codes = [one.code for one in found if one.code != "target_other"]
    assert codes == ["printed_otherwise"] * count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("R7,2025/4,4,100,64,64%", 0),
        ("R7,2025/4,4,100,64,92%", 1),
        ("R7,2025/4,4,,64,92%", 0),
        ("R7,2025/5,4,1200,80,12%", 0),  # of the year: the rate may be that of all months so far
        ("R7,2025/4,1,20,25,80%", 0),
        ("R7,2025/4,1,20,25,90%", 1),  # of a mean a month's target is the year's
    ],
)
def test_months_are_held_against_a_target_of_their_own(line: str, count: int) -> None:
    found = read("年度,年月,KPI番号,目標値,実績値,達成率", line).problems
    assert [one.code for one in found] == ["printed_otherwise"] * count


def test_a_difference_may_be_from_last_year() -> None:
    assert read("年度,KPI番号,実績値,増減", "R5,4,310,", "R6,4,640,330").problems == ()


def test_a_month_is_no_last_year() -> None:
    lines = ("R5,2024/3,4,40,", "R6,,4,640,+340")
    assert read("年度,年月,KPI番号,実績値,前年度差", *lines).problems == ()
    assert read("年度,年月,KPI番号,実績値,前年度差", "R5,,4,300,", *lines).problems == ()


def test_all_witnesses_of_a_row_are_one_question() -> None:
    """Each is looked at, also two of one kind; whatever is chosen settles them all."""
    heading = "年度,KPI番号,実績値,達成率,差,差引"
    line = "R6,4,640,99%,40,45"
    (problem,) = read(heading, line).problems
    assert problem.answers == ("640", "594", "645")
    assert (
        problem.sentence("ja")
        == "同じ行にある「達成率 99%」「差引 45」と、実績値 640 が合いません。"
    )
    for choice, value in (("640", 640), ("594", 594), ("645", 645)):
        reading = read(heading, line, answers={problem.problem_id: choice})
        assert reading.problems == ()
        assert reading.values[["actual_value", "raw_text"]].values.tolist() == [[value, "640"]]


def test_the_value_is_quoted_as_it_stands() -> None:
    (problem,) = read("年度,KPI番号,実績値,差", "R7,2,20業務中17業務,-2").problems
    assert problem.answers == ("20業務中17業務", "18/20")
    (problem,) = read("年度,KPI番号,実績値,分子,分母,差", "R7,2,,17,20,-2").problems
    assert problem.answers == ("17/20", "18/20")
    for choice, share in (("17/20", 0.85), ("18/20", 0.9)):
        reading = read(
            "年度,KPI番号,実績値,分子,分母,差",
            "R7,2,,17,20,-2",
            answers={problem.problem_id: choice},
        )
        assert reading.values["actual_value"].tolist() == [share]


@pytest.mark.parametrize(("rate", "is_asked"), [("106.7%", False), ("53.3%", False), ("90%", True)])
def test_beside_the_last_target_a_rate_may_be_that_of_its_year(rate: str, is_asked: bool) -> None:
    """Of KPI 4 the plan wants 600 in R6 and 1,200 at last."""
    reading = read("年度,KPI番号,目標値,実績値,達成率", f'R6,4,"1,200",640,{rate}')
    assert [problem.code for problem in reading.problems] == ["printed_otherwise"] * is_asked
