"""What was asked and answered is read as answered; an answer to something else changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.conftest import PLAN, PRESENT
from tests.proving import examples
from yamato_dx.intake.earlier import NOTHING_EARLIER, VALUE_KEY, Earlier
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.reports.report import ReportReading, read_report

HEADINGS = "年度,KPI番号,実績値,単位"
TOWN = PLAN.municipality.municipality_code


def read(*lines: str, answers: dict[str, str] | None = None) -> ReportReading:
    data = "\n".join((HEADINGS, *lines, "")).encode()
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


def test_after_two_answers_the_text_is_what_stood_there_first() -> None:
    answers = {"leading_zero@!2:実績値": "9.796", "point_or_comma@!2:実績値": "9,796"}
    kpi = replace(PLAN.kpi("overtime_hours"), decimals=0)
    plan = replace(PLAN, kpis=tuple(kpi if one.kpi_no == "5" else one for one in PLAN.kpis))
    data = f"{HEADINGS}\nR6,5,09.796,\n".encode()
    reading = read_report(data, "f.csv", plans=(plan,), present=PRESENT, answers=answers)
    assert reading.problems == ()
    assert reading.values[["actual_value", "raw_text"]].values.tolist() == [[9796, "09.796"]]


def test_a_problem_that_comes_back_is_open_and_not_answered() -> None:
    """The number in one piece moves another text into 実績値, of which the same is asked anew."""
    headings = "年度,KPI番号,人数,備考,実績値（千件）,分母"
    answers = {"unit_multiple@!2:実績値（千件）": "12件", "comma_leak@!2:人数": "whole"}
    data = f"{headings}\nR6,4,2,312,12,7\n".encode()
    reading = read_report(data, "f.csv", plans=(PLAN,), present=PRESENT, answers=answers)
    open_codes = [one.code for one in reading.problems if one.is_answerable]
    assert open_codes == ["unit_multiple", "unused_column"]
    assert [one.problem.code for one in reading.answered] == ["comma_leak"]


def problems_twice(headings: str, *lines: str) -> list[str]:
    """The ids that two of a file's questions bear, whatever is answered to them."""
    data = "\n".join((headings, *lines, "")).encode()
    answers: dict[str, str] = {}
    for place in range(4):
        reading = read_report(data, "f", plans=(PLAN,), present=PRESENT, answers=answers)
        asked = [one for one in reading.problems if one.is_answerable]
        ids = [one.problem_id for one in (*asked, *(one.problem for one in reading.answered))]
        if len(ids) != len(set(ids)):
            return sorted(one for one in set(ids) if ids.count(one) > 1)
        answers |= {one.problem_id: one.answers[place % len(one.answers)] for one in asked}
    return []


MESS = {
    "年度": ["R6", "令和7年度", "24", "45000", "R6/2023"],
    "年月": ["", "4", "2024/4/15", "Apr-24", "45383", "計"],
    "KPI番号": ["2", "3", "4", "5", "8", "9-1", "9月1日", "45901"],
    "実績値": ["640", "1", "9.796", "05.5", "0.85", "22:30", "20/25", "公表待ち", "未着手", "ー5"],
    "実績値（千件）": ["640", "0", "12.5", "3件"],
    "単位": ["", "件", "千件", "%"],
    "分子": ["", "05", "1,312", "20"],
    "分母": ["", "20", "0190"],
    "人数": ["", "312", "-2", "5"],
    "時点": ["", "2024/7", "45000", "2026/1/5"],
    "状態": ["", "見込", "公表待ち", "確定"],
    "備考": ["", "312", "796"],
    "指標名": ["", "職員残業時間数", "コンビニ交付", "312"],
    "達成率": ["", "100%", "1.05", "0%"],
    "差": ["", "-40", "600"],
    "目標値": ["", "600", "20%削減"],
    "": ["", "312"],
}
OBLIGATORY = ("年度", "KPI番号")


@st.composite
def files(draw: st.DrawFn) -> list[list[str]]:
    value = draw(st.sampled_from(["実績値", "実績値（千件）"]))
    others = [name for name in MESS if name not in (*OBLIGATORY, "実績値", "実績値（千件）")]
    chosen = draw(st.lists(st.sampled_from(others), unique=True, max_size=6))
    headings = draw(st.permutations([*OBLIGATORY, value, *chosen]))
    row = st.tuples(*(st.sampled_from(MESS[name]) for name in headings)).map(list)
    return [headings, *draw(st.lists(row, min_size=1, max_size=4))]


@examples(30)
@given(files())
def test_no_two_questions_bear_one_id(rows: list[list[str]]) -> None:
    """A page could not tell their fields apart, an answer not what it answers."""
    quoted = [",".join('"' + cell + '"' if "," in cell else cell for cell in row) for row in rows]
    assert problems_twice(*quoted) == []


def said_yes(reading: ReportReading, problem: Problem) -> Earlier:
    """What a record tells of a yes whose report was withdrawn since."""
    row = reading.values[reading.values["row_no"] == problem.row].iloc[0]
    confirmed = pd.DataFrame([{**row[VALUE_KEY], "code": problem.code, "raw_text": problem.raw}])
    return replace(NOTHING_EARLIER, confirmed=confirmed.assign(actual_value=row["actual_value"]))


@pytest.mark.parametrize(
    ("headings", "row", "other", "code"),
    [
        ("時点", "640,2026/1/5", "640,2026/1/6", "day_far_from_period"),
        ("時点", "640,2026/1/5", "641,2026/1/5", "day_far_from_period"),
        ("人数", "640,22", "640,23", "unused_column"),
    ],
)
def test_a_yes_is_asked_for_once_whatever_became_of_its_report(
    headings: str, row: str, other: str, code: str
) -> None:
    """A yes to other digits is none."""

    def reading_of(row: str, earlier: Earlier = NOTHING_EARLIER) -> ReportReading:
        data = f"年度,KPI番号,実績値,{headings}\nR6,4,{row}\n".encode()
        return read_report(data, "f", plans=(PLAN,), present=PRESENT, earlier=earlier)

    first = reading_of(row)
    (problem,) = first.problems
    assert (problem.severity, problem.code) == ("confirm", code)
    earlier = said_yes(first, problem)
    assert reading_of(row, earlier).problems == ()
    assert [one.code for one in reading_of(other, earlier).problems] == [code]


@pytest.mark.parametrize(("standing", "asked"), [(9.796, []), (9796.0, ["point_or_comma"])])
def test_a_point_that_stands_is_not_asked_about(standing: float, asked: list[str]) -> None:
    """As an export brings it back."""
    kpi = replace(PLAN.kpi("overtime_hours"), decimals=0)
    plan = replace(PLAN, kpis=tuple(kpi if one.kpi_no == "5" else one for one in PLAN.kpis))
    held = (TOWN, kpi.kpi_id, pd.Timestamp(2024, 4, 1), 12, standing)
    columns = list(NOTHING_EARLIER.standing.columns)
    earlier = replace(NOTHING_EARLIER, standing=pd.DataFrame([held], columns=columns))
    data = f"{HEADINGS}\nR6,5,9.796,\n".encode()
    reading = read_report(data, "f", plans=(plan,), present=PRESENT, earlier=earlier)
    assert [one.code for one in reading.problems] == asked
    assert reading.answered == ()
    assert reading.values["raw_text"].tolist() == ([] if asked else ["9.796"])
