"""A printed target that is the plan's of another year, and values that stand as targets."""

from __future__ import annotations

import pytest

from tests.intake.yamato import read_lines
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.intake.reports.report import ReportReading

HEAD = "年度,KPI番号,目標値,実績値"


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


def test_a_yes_keeps_the_value() -> None:
    (problem,) = read("R6,4,640,600").problems
    assert (problem.column, problem.raw) == ("目標値", "640")
    reading = read("R6,4,640,600", answers={problem.problem_id: AS_IT_STANDS})
    assert reading.problems == ()
    assert reading.values["actual_value"].tolist() == [600]


def test_of_a_month_nothing_is_said() -> None:
    assert read("2024/4,4,300,52", "年月,KPI番号,目標値,実績値").problems == ()
