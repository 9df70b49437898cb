"""What was asked and answered is read as answered; an answer to something else changes nothing."""

from __future__ import annotations

import pytest

from tests.intake.conftest import PLAN, PRESENT
from yamato_dx.intake.report import ReportReading, read_report

HEADINGS = "年度,KPI番号,実績値,単位"


def read(*lines: str, answers: dict[str, str] | None = None) -> ReportReading:
    data = "\n".join((HEADINGS, *lines)).encode()
    return read_report(data, "f.csv", plans=(PLAN,), present=PRESENT, answers=answers or {})


def test_two_readings_wait_for_a_choice() -> None:
    reading = read("R6,3,0.9,%")
    (problem,) = reading.problems
    assert (problem.severity, problem.answers) == ("ask", ("0.9%", "90%"))
    assert problem.problem_id == "share_or_percent@!2:実績値"
    assert reading.values.empty


@pytest.mark.parametrize(("choice", "value"), [("0.9%", 0.009), ("90%", 0.9)])
def test_a_choice_is_read(choice: str, value: float) -> None:
    answers = {"share_or_percent@!2:実績値": choice}
    reading = read("R6,3,0.9,%", "R6,4,640,件", answers=answers)
    assert reading.problems == ()
    assert reading.values["actual_value"].tolist() == [value, 640]
    ((answered),) = reading.answered
    assert (answered.problem.raw, answered.choice) == ("0.9", choice)


@pytest.mark.parametrize(
    "answers",
    [
        {"share_or_percent@!3:実績値": "90%"},  # another row
        {"share_or_percent@!2:実績値": "9%"},  # none of the readings
        {"share_or_percent@!2:実績値": "yes"},
    ],
)
def test_an_answer_to_something_else_answers_nothing(answers: dict[str, str]) -> None:
    reading = read("R6,3,0.9,%", answers=answers)
    assert [problem.code for problem in reading.problems] == ["share_or_percent"]
    assert reading.answered == ()
