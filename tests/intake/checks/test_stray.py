"""Figures that a KPI has no use for, values split at a comma, days outside their period."""

from __future__ import annotations

import pytest

from tests.intake.conftest import Reads
from yamato_dx.intake.problem import AS_IT_STANDS

VALUE = "年度,KPI番号,実績値"


def told(reads: Reads, header: str, row: str) -> list[tuple[str, str, str | None]]:
    reading = reads.csv(f"{header}\n{row}\n")
    return [(one.severity, one.code, one.column) for one in reading.problems]


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        (f"{VALUE},人数", "R6,4,640,22", "人数"),
        (f"{VALUE},人数", "R6,8,2回（182/190人）,190", "人数"),
        (f"{VALUE},分子,分母", "R6,4,640,17,", "分子"),
        (f"{VALUE},分子,分母", "R6,1,24,,20", "分母"),
    ],
)
def test_a_figure_that_its_kpi_does_not_use_is_confirmed(
    reads: Reads, header: str, row: str, column: str
) -> None:
    reading = reads.csv(f"{header}\n{row}\n")
    (problem,) = reading.problems
    assert (problem.severity, problem.code, problem.column) == ("confirm", "unused_column", column)
    answers = {problem.problem_id: AS_IT_STANDS}
    assert reads.csv(f"{header}\n{row}\n", answers=answers).problems == ()


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (f"{VALUE},人数", "R6,1,24,312"),  # what a mean is weighted with
        (f"{VALUE},人数", "R6,4,640,"),
        (f"{VALUE},人数", "R6,4,640,－"),
        (f"{VALUE},分子,分母", "R6,2,,17,20"),
        (f"{VALUE},備考", "R6,4,640,"),
        (f"{VALUE},備考", "R6,4,1000,312"),  # no number goes on after a thousand
        (f"{VALUE},備考", "R6,4,1,3121"),
        (f"{VALUE},備考", "R6,4,1,312番窓口"),
        (f"{VALUE},備考", "R6,4,0,312"),
        (f"{VALUE},備考", 'R6,4,"1,312",312'),
        (f"{VALUE},備考", "R6,6,47%,312"),
    ],
)
def test_figures_in_their_place_are_not_asked_about(reads: Reads, header: str, row: str) -> None:
    assert told(reads, header, row) == []


def test_a_target_beside_a_value_is_no_part_of_it(reads: Reads) -> None:
    assert told(reads, f"{VALUE},目標値", "R6,4,640,600") == []
    assert told(reads, f"{VALUE},目標値,備考", "R6,4,64,600,") == []


@pytest.mark.parametrize(
    ("header", "row", "after"),
    [
        (f"{VALUE},指標名", "R6,5,9,796", ""),
        (f"{VALUE},目標値,備考", "R6,5,9,796,,", ""),
        (f"{VALUE},担当課,備考", "R6,5,9,796,,", ""),
        (f"{VALUE},目標値,備考", "R6,5,9,796,9920,", "9920"),
    ],
)
def test_a_value_that_leaked_into_any_column_is_asked(
    reads: Reads, header: str, row: str, after: str
) -> None:
    """By a row with a cell too many, or where no figure belongs."""
    reading = reads.csv(f"{header}\n{row}\n")
    (problem,) = (one for one in reading.problems if one.severity != "note")
    assert (problem.code, problem.answers) == ("comma_leak", ("apart", "whole"))
    assert problem.choice("whole").cells.get("target_value", "") == after
    whole = reads.csv(f"{header}\n{row}\n", answers={problem.problem_id: "whole"})
    assert whole.values["actual_value"].tolist() == [9796]


def test_a_word_in_an_unused_column_is_no_figure(reads: Reads) -> None:
    found = told(reads, f"{VALUE},人数", "R6,5,9800,時間")
    assert found == [("refuse", "not_a_number", "人数")]


@pytest.mark.parametrize(
    ("header", "row", "outcome"),
    [
        ("実績値", "2024/4,4,年間90件", "word_of_year"),
        ("実績値", "2024/4,8,年2回（182/190人）", "word_of_year"),
        ("実績値", "2024/4,9-2,年度末25件", "word_of_year"),
        ("実績値", "2024/4,4,90件（年間）", "word_of_year"),
        ("実績値,単位", "2024/4,4,90,件/年", "word_of_year"),
        ("実績値（年間）", "2024/4,4,90", "word_of_year"),
        ("実績値（年間）", ",4,90", None),
        ("実績値", ",4,年間90件", None),
        ("実績値,単位", ",4,90,件/年", None),
        ("実績値", "2024/4,4,延べ90件", None),
    ],
)
def test_words_of_a_year_are_said_of_a_year(
    reads: Reads, header: str, row: str, outcome: str | None
) -> None:
    found = told(reads, f"年度,年月,KPI番号,{header}", f"R6,{row}")
    assert [code for _, code, _ in found] == ([outcome] if outcome else [])


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("R6,,4,640,2025/3/31", []),
        ("R6,,4,640,2024/4/1", []),
        ("R6,,4,640,2025/5/31", [("note", "day_after_period", "時点")]),
        ("R6,,4,640,2025/6/1", [("confirm", "day_far_from_period", "時点")]),
        ("R6,,4,640,2024/3/31", [("confirm", "day_far_from_period", "時点")]),
        ("R6,,4,640,2026/5/12", [("refuse", "day_in_future", "時点")]),
        ("R7,,4,640,2026/5/11", [("note", "day_after_period", "時点")]),
        ("R6,2024/7,4,640,2024/7/31", []),
        ("R6,2024/7,4,640,2024/8/1", [("note", "day_after_period", "時点")]),
        ("R6,2024/7,4,640,2024/10/1", [("confirm", "day_far_from_period", "時点")]),
        ("R6,2024/7,4,640,2024/6/30", [("confirm", "day_far_from_period", "時点")]),
    ],
)
def test_the_day_of_a_figure_is_held_against_its_period(
    reads: Reads, row: str, outcome: list[tuple[str, str, str]]
) -> None:
    assert told(reads, "年度,年月,KPI番号,実績値,時点", row) == outcome


@pytest.mark.parametrize(
    ("heading", "value", "stored"),
    [
        ("実績値（件）", "640", 640),
        ("実績値(単位:件)", "640", 640),
        ("実績値［件］", "640", 640),
        ("実績値（必須）", "640", 640),
        ("実績\u200b値", "640", 640),
        ("ｼﾞｯｾｷﾁ", "640", 640),
        ("じっせきち", "640", 640),
    ],
)
def test_headings_of_values(reads: Reads, heading: str, value: str, stored: float) -> None:
    reading = reads.csv(f"年度（西暦）,KPI番号（計画）,{heading}\nR6,4,{value}\n")
    assert (reading.values["actual_value"].tolist(), reading.problems) == ([stored], ())


@pytest.mark.parametrize("others", ["", ",単位"])
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("人", "heading_unit_other"),
        ("R5", "heading_year_other"),
        ("前年度", "heading_unit_other"),
        ("見込", "heading_unit_other"),
        ("累計", "qualifier_of_other"),
    ],
)
def test_a_heading_of_other_figures_is_refused(
    reads: Reads, said: str, code: str, others: str
) -> None:
    """A column 単位 says nothing of what the bracket says."""
    heading = f"実績値（{said}）"
    row = "R6,4,640" + others.replace("単位", "件")
    assert told(reads, f"年度,KPI番号,{heading}{others}", row) == [("refuse", code, heading)]


@pytest.mark.parametrize(
    ("header", "row", "readings"),
    [
        ("実績値（千件）,単位", "610,", ("610000件", "610件")),
        ("実績値（千件）,単位", "610,件", ("610000件", "610件")),
        ("実績値（千件）,単位", "610,千件", ("610000件", "610件")),
        ("実績値（千件）,単位", "610,万件", ("6100000件", "610000件", "610件")),
        ("実績値（件）,単位", "610,千件", ("610000件", "610件")),
    ],
)
def test_a_heading_and_a_unit_that_differ_are_asked(
    reads: Reads, header: str, row: str, readings: tuple[str, ...]
) -> None:
    reading = reads.csv(f"年度,KPI番号,{header}\nR6,4,{row}\n")
    (problem,) = reading.problems
    assert (problem.code, problem.answers) == ("unit_multiple", readings)


@pytest.mark.parametrize(
    ("header", "row", "value"),
    [
        ("実績値（累計）", "9-2,25", 25),
        ("実績値（件）,単位", "4,640,", 640),
        ("実績値（千件）,単位", "4,640件,", 640),  # the number says its own unit
        ("実績値（千件）,単位", "4,0,", 0),
        ("実績値（％）,単位", "3,74,", 0.74),
        ("実績値（R6）", "4,640", 640),
        ("実績値（令和6年度）,単位", "4,640,件", 640),
    ],
)
def test_a_heading_that_says_what_the_figures_are(
    reads: Reads, header: str, row: str, value: float
) -> None:
    reading = reads.csv(f"年度,KPI番号,{header}\nR6,{row}\n")
    assert (reading.problems, reading.values["actual_value"].tolist()) == ((), [value])


@pytest.mark.parametrize(
    ("header", "unread"),
    [
        ("年度,KPI番号,実績値,備考,備考（担当課）", "備考（担当課）"),
        ("年度,KPI番号,実績値,実績値（前年度）,備考", "実績値（前年度）"),
        ("年度,KPI番号,実績値,年度（西暦）,備考", "年度（西暦）"),
    ],
)
def test_beside_a_plain_heading_the_bracketed_one_is_not_read(
    reads: Reads, header: str, unread: str
) -> None:
    assert told(reads, header, "R6,4,640,2023,310") == [("note", "column_unknown", unread)]
    reading = reads.csv(f"{header}\nR6,4,640,2023,310\n")
    assert reading.values[["fiscal_year", "actual_value"]].values.tolist() == [[2024, 640]]


def test_two_values_in_brackets_are_two_columns(reads: Reads) -> None:
    assert told(reads, "年度,KPI番号,実績値（R5）,実績値（R6）", "R6,4,310,640") == [
        ("refuse", "column_twice", None)
    ]


def test_headings_in_the_middle_are_named_once(reads: Reads) -> None:
    lines = ("年度,KPI番号,実績値", "R6,4,640", "\ufeff年度,KPI番号,実績値", "R6,5,80")
    reading = reads.csv("\n".join((*lines, "")))
    assert [(one.code, one.row) for one in reading.problems] == [("header_again", 3)]
    assert reading.rows_read == 3


def test_what_is_refused_has_nothing_to_choose(reads: Reads) -> None:
    (problem,) = reads.csv("年月,KPI番号,実績値\nR7年3月（速報）,4,64\n").problems
    assert (problem.severity, problem.code, problem.choices) == ("refuse", "month_with_word", ())
