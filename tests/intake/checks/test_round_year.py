"""The years of a file beside the year of the round that it answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.answers import NO_ANSWERS, Answers
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.plan.folder.reading import read_plans

PLANS = tuple(read_plans(Path("data/plans/yamato")))
PRESENT = date(2026, 5, 11)
CODE = "round_of_other_year"
HEADINGS = "年度,KPI番号,実績値"
ACROSS = "番号,指標名"
COURSES = "9-1,スマートフォン講座受講者数"


def read(*lines: str, answers: Answers = NO_ANSWERS, year: int | None = 2025) -> ReportReading:
    return read_report(
        "\n".join([*lines, ""]).encode(),
        "実績.csv",
        plans=PLANS,
        present=PRESENT,
        answers=answers,
        round_year=FiscalYear(year) if year else None,
    )


def codes(reading: ReportReading) -> list[str]:
    return [problem.code for problem in reading.problems if problem.is_obstacle]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((HEADINGS, "R6,9-1,81"), [CODE]),
        ((HEADINGS, "R7,9-1,81"), []),
        # One row of the year is enough: last year's may stand beside it.
        ((HEADINGS, "R6,9-1,81", "R7,9-1,82"), []),
        # It is of the year, but for its value.
        ((HEADINGS, "R6,9-1,81", "R7,9-1,約82"), ["about_number"]),
        # A row without a value answers nothing.
        ((HEADINGS, "R6,9-1,81", "R7,9-2,"), [CODE]),
        ((HEADINGS, "R7,9-2,"), []),
        # Asked once of a table in another shape, too.
        ((f"{ACROSS},R5実績,R6実績", f"{COURSES},60,81"), [CODE]),
        ((f"{ACROSS},R6実績,R7実績", f"{COURSES},60,81"), []),
    ],
)
def test_a_file_without_the_rounds_year_is_asked_about_once(
    lines: tuple[str, ...], found: list[str]
) -> None:
    assert codes(read(*lines)) == found
    assert codes(read(*lines, year=None)) == [code for code in found if code != CODE]


def test_the_question_names_both_years_and_a_yes_settles_it() -> None:
    (problem,) = read(HEADINGS, "R5,9-1,60", "R6,9-1,81").problems
    assert (problem.severity, problem.row) == ("confirm", None)
    assert "令和7年度" in problem.sentence("ja")
    assert "令和5年度、令和6年度" in problem.sentence("ja")
    assert "FY2023" in problem.sentence("en")
    answered = read(HEADINGS, "R5,9-1,60", "R6,9-1,81", answers={problem.problem_id: AS_IT_STANDS})
    assert codes(answered) == []
    assert [given.problem.code for given in answered.answered] == [CODE]


def test_a_table_that_names_no_year_is_of_the_rounds() -> None:
    reading = read(f"{ACROSS},実績値", f"{COURSES},81")
    assert reading.values["fiscal_year"].tolist() == [2025]
    (told,) = reading.problems
    assert (told.severity, told.code) == ("note", "year_from_around")
    assert "照会「令和7年度」" in told.sentence("ja")
