"""A grade that a file has beside a figure is kept in its note, and read from there again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.intake.yamato import PLANS
from yamato_dx.intake.grades import grade_in, with_grade
from yamato_dx.intake.reports.report import read_report

LONG = "年度,KPI番号,実績値,単位,備考,{heading}\n令和6年度,9-1,60,人,雨天,{grade}\n"
SHORT = "KPI番号,指標名,R6目標,R6実績,{heading}\n9-1,スマートフォン講座,75,60,{grade}\n"


@pytest.mark.parametrize(
    ("note", "grade", "kept", "found"),
    [
        (None, "A", "自己評価: A", "A"),
        ("雨天", " ◎ ", "雨天 / 自己評価: ◎", "◎"),
        ("雨天", " ", "雨天", ""),
        (None, None, None, ""),
        (None, "予定より遅れたが年度末に追いつく見込みである", None, ""),  # a sentence, no grade
    ],
)
def test_a_grade_is_read_from_the_note_that_it_was_kept_in(
    note: str | None, grade: str | None, kept: str | None, found: str
) -> None:
    told = with_grade(note, grade)
    assert told == (kept if kept or not grade else f"自己評価: {grade}")
    assert grade_in(told or "") == found


@pytest.mark.parametrize("note", ["評価: A", "自己評価は A", "", "A / B"])
def test_what_people_write_in_a_note_is_no_grade(note: str) -> None:
    assert grade_in(note) == ""


@pytest.mark.parametrize("grade", ["S", "A", "◎", "○", "△", "×", "B（概ね順調）"])
@pytest.mark.parametrize(
    ("table", "heading"),
    [
        (LONG, "自己評価"),
        (LONG, "評価"),
        (SHORT, "評価"),
        (SHORT, "R6自己評価"),
        (SHORT, "総合評価"),
    ],
)
def test_a_column_of_grades_goes_with_its_figures(table: str, heading: str, grade: str) -> None:
    data = table.format(heading=heading, grade=grade).encode()
    reading = read_report(data, "評価.csv", plans=PLANS, present=date(2026, 5, 11))
    assert {problem.code for problem in reading.problems} == {"grade_kept"}
    (row,) = reading.values.to_dict("records")
    assert row["actual_value"] == 60
    assert grade_in(row["note"]) == grade


def test_of_two_columns_of_grades_the_first_is_the_sections(  # a committee's stands beside it
) -> None:
    data = LONG.format(heading="自己評価,評価", grade="A,C").encode()
    reading = read_report(data, "評価.csv", plans=PLANS, present=date(2026, 5, 11))
    (row,) = reading.values.to_dict("records")
    assert grade_in(row["note"]) == "A"
