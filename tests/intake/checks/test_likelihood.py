"""Unlikely figures: what is asked, what is not, and that one yes is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.intake.yamato import PLAN, read_file, read_lines
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.checks.held_against import median_of_others, quiet_beside
from yamato_dx.intake.checks.likelihood import is_count
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.reports.report import ReportReading
from yamato_dx.plan.model.municipality_code import check_digit
from yamato_dx.plan.model.types import Target, Unlikely

IDS = {kpi.kpi_no: kpi.kpi_id for kpi in PLAN.kpis}
TOWN = PLAN.municipality.municipality_code
Year = Mapping[tuple[str, int], float]
Months = Mapping[tuple[str, str], float]
Answers = Mapping[str, str]


def held(
    years: Year | None = None, months: Mapping[tuple[str, str], float] | None = None
) -> Earlier:
    """What stands: figures of years by (KPI number, year), of months by (KPI number, «2023-04»)."""
    told = [(TOWN, IDS[no], year, value) for (no, year), value in (years or {}).items()]
    monthly = [
        (TOWN, IDS[no], pd.Timestamp(month), 1, value)
        for (no, month), value in (months or {}).items()
    ]
    yearly = [
        (TOWN, IDS[no], pd.Timestamp(year, 4, 1), 12, value)
        for (no, year), value in (years or {}).items()
    ]
    columns = list(NOTHING_EARLIER.standing.columns)
    return replace(
        NOTHING_EARLIER,
        years=pd.DataFrame(told, columns=list(NOTHING_EARLIER.years.columns)),
        standing=pd.DataFrame([*monthly, *yearly], columns=columns),
    )


def read(
    *rows: tuple[str, ...],
    earlier: Earlier = NOTHING_EARLIER,
    answers: Answers | None = None,
) -> ReportReading:
    """Rows of (year, number, value) or (year, number, value, month)."""
    lines = [",".join((*row, "")[:4]) for row in rows]
    heading = "年度,KPI番号,実績値,年月"
    return read_lines(heading, *lines, earlier=earlier, answers=answers or {})


def asked(reading: ReportReading) -> list[tuple[int, str]]:
    assert {one.severity for one in reading.problems} <= {"confirm", "note"}
    return [(one.row or 0, one.code) for one in reading.problems if one.severity == "confirm"]


@pytest.mark.parametrize(
    ("row", "before", "codes"),
    [
        (("R6", "4", "640"), {("4", 2023): 310}, []),
        (("R6", "4", "930"), {("4", 2023): 310}, ["far_from_last_year"]),  # exactly three times
        (("R6", "4", "929"), {("4", 2023): 310}, []),
        (("R6", "4", "0"), {("4", 2023): 310}, ["far_from_last_year"]),
        (("R6", "1", "2.4"), {("1", 2023): 29}, ["far_from_last_year"]),
        (("R6", "5", "979.6"), {("5", 2023): 9920}, ["far_from_last_year"]),
        (("R6", "9-2", "9"), {("9-2", 2023): 16}, ["cumulative_falls"]),
        (("R6", "9-2", "16"), {("9-2", 2023): 16}, []),
        # Never of shares, of things done, of a duty's times.
        (("R6", "6", "4%"), {("6", 2023): 0.4}, []),
        (("R6", "2", "2/20"), {("2", 2023): 0.9}, []),
        (("R6", "8", "9"), {("8", 2023): 1}, []),
        # Nothing earlier: ten times the nearest target, which KPI 5 has in another unit.
        # Upwards five times the year's own, which one digit too many comes to (1,105 of 1,200).
        (("R7", "4", "11050"), {}, ["far_from_target"]),
        (("R6", "4", "3000"), {}, ["far_from_target"]),
        (("R6", "4", "2999"), {}, []),
        (("R4", "4", "2999"), {}, []),  # of which R5 has the nearest target, 300
        (("R4", "4", "3000"), {}, ["far_from_target"]),
        (("R6", "4", "60"), {}, ["far_from_target"]),
        (("R6", "4", "61"), {}, []),
        (("R6", "4", "0"), {}, []),  # a 0 is a figure
        (("R6", "5", "9000000"), {}, []),
        (("R6", "4", "6000"), {("4", 2023): 2500}, []),  # last year is nearer than any target
        (("R6", "4", "640.5"), {}, ["count_with_decimals"]),
        (("R6", "1", "24.5"), {}, []),  # a mean of minutes
        (("R6", "5", "9796.4"), {}, []),
    ],
)
def test_what_is_asked_of_a_year(row: tuple[str, ...], before: Year, codes: list[str]) -> None:
    assert [code for _, code in asked(read(row, earlier=held(before)))] == codes


def test_a_typed_thousand_is_two_readings() -> None:
    """9.796 may be 9,796; of minutes, which have decimals, it is what it says."""
    (problem,) = read(("R6", "5", "9.796")).problems
    assert (problem.severity, problem.answers) == ("ask", ("9.796", "9,796"))
    assert read(("R6", "1", "24.796")).problems == ()
    for choice, value in (("9.796", 9.796), ("9,796", 9796)):
        reading = read(("R6", "5", "9.796"), answers={problem.problem_id: choice})
        assert reading.problems == ()
        assert reading.values[["actual_value", "raw_text"]].values.tolist() == [[value, "9.796"]]


def year_of(number: str, values: Iterable[object]) -> list[tuple[str, ...]]:
    months = [f"2024/{month}" for month in range(4, 13)] + [f"2025/{month}" for month in (1, 2, 3)]
    told = zip(values, months, strict=False)
    return [("R6", number, str(value), month) for value, month in told if value != ""]


@pytest.mark.parametrize(
    ("values", "before", "rows"),
    [
        ([38, 41, 44, 47, 50, 52, 55, 53, 61, 66, 64, 69], {}, []),
        ([50, 50, 50, 500, 50, 50, 50, 50, 50, 50, 50, 50], {}, [5]),  # of the other months
        ([50, 50, 50, 9, 50, 50, 50], {}, [5]),
        ([50, 50, 50, 249, 50, 50, 50], {}, []),
        ([50, 50, 50, 490, 50, 50], {}, []),  # only five others
        # A month of last year's 360 is 30.
        ([89], {("4", 2023): 360}, []),
        ([90], {("4", 2023): 360}, [2]),
        # A month of the target 600 is 50.
        ([499], {}, []),
        ([500], {}, [2]),
        # Nothing of a month is no small part of a twelfth; what follows holds its months, too.
        ([0], {("4", 2023): 360}, []),
        ([0, 0, 269], {("4", 2023): 360}, []),
        ([0, 0, 270], {("4", 2023): 360}, [4]),
        ([60, 269, 0, 0], {("4", 2023): 360}, []),
        ([1], {("4", 2023): 360}, [2]),
    ],
)
def test_what_is_asked_of_months(values: list[int], before: Year, rows: list[int]) -> None:
    found = asked(read(*year_of("4", values), earlier=held(before)))
    assert [row for row, _ in found] == rows


def test_courses_of_some_months_are_not_asked_about() -> None:
    """KPI 9-1: 78 people last year, reported as one figure."""
    courses = [0, 0, 25, 0, 0, 30, 0, 0, 22, 0, 0, 20]
    for before in ({("9-1", 2023): 78}, {}):
        assert asked(read(*year_of("9-1", courses), earlier=held(before))) == []


def test_how_many_months_of_nothing_stand_beside_a_month() -> None:
    year = np.array([[0, 0, 25, 0, 0, 30, np.nan, 0, 22, 0, 0, 0]], dtype=float)
    assert quiet_beside(year).tolist() == [[1, 1, 4, 1, 1, 2, 1, 0, 4, 2, 2, 2]]


@pytest.mark.parametrize(
    ("row", "years", "months", "said"),
    [
        (("R6", "4", "6400"), {("4", 2023): 310}, {}, "前年度の値（310件）から"),
        (("R6", "4", "200", "2024/4"), {("4", 2023): 640}, {}, "前年度の値の1か月分（53.33件）"),
        (("R6", "4", "200", "2024/4"), {}, {("4", "2023-04"): 50}, "前年度の同じ月の値（50件）"),
        (("R6", "4", "6400"), {}, {}, "目標（600件）から"),
        (("R6", "4", "6400"), {("4", 2023): 0}, {}, "目標（600件）から"),
        (("R6", "4", "600", "2024/4"), {}, {}, "目標の1か月分（50件）から"),
    ],
)
def test_a_sentence_says_against_what_a_figure_is_held(
    row: tuple[str, ...], years: Year, months: Months, said: str
) -> None:
    (problem,) = read(row, earlier=held(years, months)).problems
    assert said in problem.sentence("ja")
    assert "前の値はありません" not in problem.sentence("ja")


def test_a_month_is_held_against_the_same_month() -> None:
    before = held({("4", 2023): 360}, {("4", "2023-04"): 300})
    assert asked(read(*year_of("4", [290]), earlier=before)) == []
    assert asked(read(*year_of("4", [900]), earlier=before)) == [(2, "far_from_last_year")]


def test_a_running_total_does_not_fall_from_month_to_month() -> None:
    assert asked(read(*year_of("9-2", [16, 17, 15, 18]))) == [(4, "cumulative_falls")]


def test_years_of_one_file_are_held_against_each_other() -> None:
    assert asked(read(("R5", "4", "310"), ("R6", "4", "3100"))) == [(3, "far_from_last_year")]


def test_what_stands_is_not_asked_again() -> None:
    before = held({("4", 2023): 310, ("4", 2024): 6400})
    assert asked(read(("R6", "4", "6400"), earlier=before)) == []
    assert asked(read(("R6", "4", "6401"), earlier=before)) == [(2, "far_from_last_year")]


def test_what_stands_is_no_longer_asked_about_at_all() -> None:
    """Its day lies outside its year: it was confirmed, or came before anybody asked."""
    line = "R6,4,640,2026/5/1"
    data = f"年度,KPI番号,実績値,時点\n{line}\n".encode()
    reading = read_file(data)
    assert [one.code for one in reading.problems] == ["day_far_from_period"]
    standing = reading.values.assign(value_status=None)
    for value, codes in ((640.0, []), (641.0, ["day_far_from_period"])):
        earlier = replace(NOTHING_EARLIER, standing=standing.assign(actual_value=value))
        again = read_file(data, earlier=earlier)
        assert [one.code for one in again.problems] == codes
    awaited = "年度,KPI番号,状態,実績値,時点\nR6,3,公表待ち,,2026/5/1\n".encode()
    reading = read_file(awaited, earlier=earlier)
    assert [one.code for one in reading.problems] == ["day_far_from_period"]


def test_a_yes_is_asked_for_once() -> None:
    before = held({("4", 2023): 310})
    confirmed = pd.DataFrame(
        [(TOWN, IDS["4"], pd.Timestamp(2024, 4, 1), 12, "far_from_last_year", 6400.0)],
        columns=list(NOTHING_EARLIER.confirmed.columns),
    )
    known = replace(before, confirmed=confirmed)
    assert asked(read(("R6", "4", "6400"), earlier=known)) == []
    assert asked(read(("R6", "4", "6500"), earlier=known)) == [(2, "far_from_last_year")]


def test_more_than_a_person_can_look_at_are_one_problem() -> None:
    codes = tuple(f"{1000 + place:05}" for place in range(1001))
    towns = [code + str(check_digit(code)) for code in codes]
    lines = [f"{town},R6,4,64000" for town in towns]
    data = "\n".join(("団体コード,年度,KPI番号,実績値", *lines, "")).encode()
    reading = read_file(data, municipality_codes=frozenset(towns))
    (problem,) = reading.problems
    assert (problem.severity, problem.code) == ("refuse", "unlikely_too_many")


def test_a_year_that_stands_beside_other_months_is_not_asked_again() -> None:
    rows = [("R6", "4", "610"), *year_of("4", [40] * 12)]
    assert [one.code for one in read(*rows).problems] == ["year_beside_months"]
    assert read(*rows, earlier=held({("4", 2024): 610})).problems == ()


def test_factors_and_counting_are_the_plans_to_say() -> None:
    kpi = replace(
        PLAN.kpi(IDS["4"]), unlikely=Unlikely(20, None, None), is_count=False, minimum=None
    )
    plan = replace(PLAN, kpis=tuple(kpi if one.kpi_no == "4" else one for one in PLAN.kpis))
    earlier = held({("4", 2023): 310})

    def codes(value: str) -> list[str]:
        data = f"年度,KPI番号,実績値\nR6,4,{value}\n".encode()
        reading = read_file(data, plans=(plan,), earlier=earlier)
        return [one.code for one in reading.problems]

    assert codes("6199.5") == []
    assert codes("6200") == ["far_from_last_year"]
    assert codes("-5") == ["negative_unbounded"]


def test_a_negative_figure_without_a_minimum_is_asked() -> None:
    kpi = replace(PLAN.kpi(IDS["4"]), minimum=None)
    plan = replace(PLAN, kpis=tuple(kpi if one.kpi_no == "4" else one for one in PLAN.kpis))
    data = "年度,KPI番号,実績値\nR6,4,△70\n".encode()
    (problem,) = read_file(data, plans=(plan,)).problems
    assert (problem.severity, problem.code) == ("confirm", "negative_unbounded")


def test_a_negative_figure_is_not_asked_where_the_target_is_one() -> None:
    target = Target(FiscalYear(2024), -40.0)
    kpi = replace(PLAN.kpi(IDS["4"]), minimum=None, targets=(target,))
    plan = replace(PLAN, kpis=tuple(kpi if one.kpi_no == "4" else one for one in PLAN.kpis))
    data = "年度,KPI番号,実績値\nR6,4,△45\n".encode()
    assert read_file(data, plans=(plan,)).problems == ()


def test_which_kpis_count() -> None:
    assert [kpi.kpi_no for kpi in PLAN.kpis if is_count(kpi)] == ["4", "8", "9-1", "9-2"]
    assert asked(read(("R7", "8", "1.5回（182/190人）"))) == [(2, "count_with_decimals")]


def test_a_question_names_what_is_known_beside_the_value() -> None:
    (problem,) = read(("R6", "4", "6400"), earlier=held({("4", 2023): 310})).problems
    assert "310件" in problem.sentence("ja")
    assert problem.beside("en") == [
        "Target (for a month: a month’s share): 600 issued",
    ]


@pytest.mark.parametrize(
    ("year", "month", "median"),
    [
        ([1, 2, 3, 4, 5, 6, 100], 6, 3.5),
        ([1, 2, 3, 4, 5, 6, 7, 100], 7, 4),
        ([1, 2, 3, 0, 4, 5, 6, 100], 7, 3.5),  # a 0 is no neighbour
        ([1, 2, 3, 4, 5, 100], 5, np.nan),
    ],
)
def test_median_of_the_other_months(year: list[float], month: int, median: float) -> None:
    padded = np.array([[*year, *[np.nan] * (12 - len(year))]], dtype=float)
    np.testing.assert_equal(median_of_others(padded, np.array([month])), [median])
