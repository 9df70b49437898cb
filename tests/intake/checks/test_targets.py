"""A printed target that is the plan's of another year, and values that stand as targets."""

from __future__ import annotations

import pytest

from tests.intake.yamato import read_lines
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.intake.reports.report import ReportReading

HEAD = "年度,KPI番号,目標値,実績値"
NAME = "コンビニ交付システムによる証明書等年間発行件数"


def read(line: str, head: str = HEAD, answers: dict[str, str] | None = None) -> ReportReading:
    return read_lines(head, line, answers=answers or {})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("R6,4,600,640", None),  # the year's own
        ("R6,4,600件以上,640", None),
        ("R6,4,300,640", "target_of_other_year"),  # R5's: the year may be off by one
        ("R4,4,300,310", "target_of_other_year"),  # the plan has none for R4
        ("R6,4,1200,640", None),  # the last one, beside which many a table puts every year
        ("R6,4,1000,640", "target_other"),  # none of the plan's
        ("R6,4,640,600", "target_as_value"),  # the columns are changed over
        ("R6,4,600,600", None),  # met to the digit
        ("R6,4,,640", None),
        ("R6,4,検討中,640", None),
        ("R6,1,30分以下,26.3", "target_of_other_year"),
        ("R7,6,47%,50%", "target_as_value"),
        ("R7,5,9920,9796", None),  # the plan's is a share to be reduced by
        ("R7,3,74%,76%", None),  # the plan names no figure
    ],
)
def test_a_target_of_another_year_or_column_is_confirmed(line: str, code: str | None) -> None:
    reading = read(line)
    assert [(one.severity, one.code) for one in reading.problems] == (
        [("confirm", code)] if code else []
    )
    assert len(reading.values) == 1


# Under a rate or a target, with nothing below 実績値: the row has moved by a cell.
BESIDE_BLANK = [
    (HEAD, "R6,4,640,", "target_other"),
    (HEAD, "R6,6,33%,", "figure_beside_blank"),  # the plan has no target of R6
    (HEAD, "R6,2,8/20,", "figure_beside_blank"),
    (HEAD, "R7,3,77.3%,", "figure_beside_blank"),  # nor any of KPI 3
    (HEAD, "R7,5,9796時間,", "figure_beside_blank"),
    (HEAD, "R7,5,20%,", None),  # the plan's: to reduce by a fifth
    (HEAD, "R6,4,600件,", None),
    (HEAD, "R6,4,1200,", None),  # the last one
    (HEAD, "R7,3,全国平均,", None),
    (f"{HEAD},達成率", "R6,4,-,,640", "figure_beside_blank"),
    (f"{HEAD},達成率", "R6,4,600,,0.0%", None),  # a formula's
    (f"{HEAD},差", "R6,4,-,,640", "figure_beside_blank"),
    (f"{HEAD},差", "R6,4,600,,600", None),  # from nothing to the target
]


@pytest.mark.parametrize(("head", "line", "code"), BESIDE_BLANK)
def test_a_figure_beside_a_blank_value_is_confirmed(head: str, line: str, code: str | None) -> None:
    found = [one for one in read(line, head).problems if one.is_obstacle]
    assert [(one.severity, one.code) for one in found] == ([("confirm", code)] if code else [])


def test_a_row_that_moved_over_the_name_of_its_kpi_is_confirmed() -> None:
    head = "KPI番号,指標名,年度,単位,目標値,実績値,達成率"
    others = f"4,{NAME},R6,件,600,640,106.7%"
    moved = f",4,{NAME},R5,件,-,310"
    found = [one for one in read_lines(head, others, moved).problems if one.is_obstacle]
    assert [(one.code, one.row) for one in found] == [("figure_beside_blank", 3)]


def test_a_value_that_is_the_target_missing_beside_it_is_confirmed() -> None:
    lines = "R7,4,1200,1100", "R6,4,,600"
    (problem,) = read_lines(HEAD, *lines).problems
    assert (problem.code, problem.row) == ("target_as_value", 3)
    assert read_lines(HEAD, lines[0], "R6,4,,601").problems == ()
    assert read(lines[1]).problems == ()  # no row has a target


def test_a_yes_keeps_the_value() -> None:
    (problem,) = read("R6,4,640,600").problems
    assert (problem.column, problem.raw) == ("目標値", "640")
    reading = read("R6,4,640,600", answers={problem.problem_id: AS_IT_STANDS})
    assert reading.problems == ()
    assert reading.values["actual_value"].tolist() == [600]


def test_of_a_month_nothing_is_said() -> None:
    assert read("2024/4,4,300,52", "年月,KPI番号,目標値,実績値").problems == ()
