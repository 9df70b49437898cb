"""Each question names its readings, and each reading, once chosen, is read without another."""

from __future__ import annotations

import ast
from typing import Final

import pytest

from tests.intake.conftest import PLAN, PRESENT
from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.cells import period
from yamato_dx.intake.problem import POINT_OR_COMMA, Problem
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.root import ROOT

INTAKE: Final = ROOT / "yamato_dx" / "intake"
YEAR: Final = "年度,KPI番号,実績値"

# code → (headings, row, what each choice gives: the value and its period's first month, or why it
# is not stored).
CASES: Final = {
    "leading_zero": [
        (YEAR, "R6,4,0123", [123, "blank"]),
        (YEAR, "R6,1,00.5分", [0.5, "blank"]),
        (YEAR, "R6,7,01/03", [1 / 3, "blank"]),
        (f"{YEAR},人数", "R6,1,25,0190", [25, 25]),
        (f"{YEAR},分子,分母", "R6,7,,02,4", [0.5, "blank"]),
    ],
    "sign_unclear": [
        (YEAR, "R6,9-2,–5", [5, "below_minimum"]),
        (YEAR, "R6,9-2,ー5件", [5, "below_minimum"]),
    ],
    "share_or_percent": [
        (f"{YEAR},単位", "R6,6,0.9,%", [0.009, 0.9]),
        (f"{YEAR},単位", "R6,6,1,%", [0.01, 1]),
        ("年度,KPI番号,実績値（％）", "R6,6,0.5", [0.005, 0.5]),
        (YEAR, "R6,6,1", [0.01, 1]),
    ],
    "fraction_not_whole": [(YEAR, "R6,2,0.85", [0.85])],
    "total_exceeded": [
        (YEAR, "R6,2,20/25業務", [1, 0.8]),
        (YEAR, "R6,2,22/25", [0.88]),
        (f"{YEAR},分子,分母", "R6,2,,20,25", [1, 0.8]),
        (f"{YEAR},分母", "R6,2,20,25", [1, 0.8]),
    ],
    "not_started_unclear": [
        (YEAR, "R6,4,未着手", [0, "blank"]),
        (YEAR, "R6,6,未実施", [0, "blank"]),
    ],
    "clock_unclear": [(YEAR, "R6,1,22:30", [22.5, 1350])],
    "unit_multiple": [
        (f"{YEAR},単位", "R6,4,0.64,千件", [640, "count_with_decimals"]),
        ("年度,KPI番号,実績値（千件）", "R6,4,0.64", [640, "count_with_decimals"]),
    ],
    "comma_leak": [
        (f"{YEAR},備考", "R6,4,1,312", [1, 1312]),
        (f"{YEAR},備考,理由", "R6,4,1,312,訂正", [1, 1312]),
        (f"{YEAR},備考", "R6,5,10,912時間", [10, 10912]),
        (f"{YEAR},備考,", "R6,4,1,312,400", [1, 1312400]),
        (f"{YEAR},人数,備考", "R6,1,24,1,312", [24, 24]),
        (f"{YEAR},人数", "R6,4,1,312", ["unused_column", 1312]),
    ],
    "status_contradiction": [
        (f"{YEAR},状態", "R6,4,5,公表待ち", [5, "awaiting"]),
        (f"{YEAR},状態", "R6,4,公表待ち,確定", ["awaiting", "blank"]),
    ],
    "kpi_name_near": [("年度,指標名,実績値", "R6,スマートフォン講座の受講者数,81", [81])],
    "kpi_name_several": [("年度,指標名,実績値", "R6,システム,17", [0.85, 17])],
    "kpi_no_is_date": [
        (YEAR, "R6,9月1日,81", [81]),
        (YEAR, "R6,9/1,81", [81]),
        (YEAR, "R6,2026-09-01,81", [81]),
        (YEAR, "R6,1-Sep,81", [81]),
        (YEAR, "R6,Sep-01,81", [81]),
        (YEAR, "R6,45901,81", [81]),
    ],
    "name_of_other_kpi": [
        ("年度,KPI番号,指標名,実績値", "R6,4,来庁者平均滞在時間,25", [25, 25]),
    ],
    "fiscal_year_two_digits": [
        (YEAR, "6,4,5", ["2024-04"]),
        (YEAR, "24年度,4,5", ["2024-04"]),
        (YEAR, "FY24,4,5", ["2024-04"]),
    ],
    "month_beside_year": [
        ("年度,年月,KPI番号,実績値", "2024年,1月,4,5", ["2024-01", "2025-01"]),
        ("年度,年月,KPI番号,実績値", "令和6年,3,4,5", ["2024-03", "2025-03"]),
    ],
    "date_not_fiscal_year": [
        (YEAR, "2024/4/1,4,5", ["2024-04"]),
        (YEAR, "2024/3/31,4,5", ["2023-04", "2024-04"]),
        (YEAR, "令和6年3月,4,5", ["2023-04", "2024-04"]),
    ],
    "excel_day_number": [
        (YEAR, "45383,4,5", ["2024-04"]),
        ("年月,KPI番号,実績値", "45383,4,5", ["2024-04"]),
        (f"{YEAR},時点", "R6,4,5,45383", [5]),
    ],
    "day_not_month": [("年月,KPI番号,実績値", "2024/4/15,4,5", ["2024-04"])],
    "month_or_day": [("年月,KPI番号,実績値", "Mar-25,4,5", ["2025-03"])],
    "excel_date_month": [
        ("年月,KPI番号,実績値", "6-Apr,4,5", ["2024-04"]),
        ("年月,KPI番号,実績値", "6月4日,4,5", ["2024-04"]),
    ],
    "printed_otherwise": [(f"{YEAR},目標値,達成率", "R6,4,64,600,100%", [64, 600])],
    "month_not_day": [(f"{YEAR},時点", "R6,4,5,2024年7月", [5, 5])],
}

# Readings that no text of a cell can be: the sentence says what to write.
WITHOUT_CHOICES: Final = {
    "encoding_unclear": "the whole file is asked about",
    "kpi_no_of_two_plans": "of two plans: layouts/test_two_plans",
    "month_without_year": "any year",
    "excel_date": "any year, or a day of any month",
    "denominator_missing": "of how many, neither plan nor file says",
    "not_started_of": "of how many, neither plan nor file says",
    "point_or_comma": "its readings: test_likelihood",
    "row_struck": "its readings: test_office_workbooks",
    "people_missing": "of how many people, the file does not say",
    "people_half_told": "of how many people, the file does not say",
    "count_missing": "how often, the file does not say",
    "era_of_years": "of a table's headings: tables/test_shapes",
}
FLAT: Final = [(code, *case) for code, cases in CASES.items() for case in cases]


def read(headings: str, row: str, answers: dict[str, str] | None = None) -> ReportReading:
    data = f"{headings}\n{row}\n".encode()
    return read_report(data, "f.csv", plans=(PLAN,), present=PRESENT, answers=answers or {})


def asked(reading: ReportReading) -> list[Problem]:
    return [one for one in reading.problems if one.severity == "ask"]


def outcome(reading: ReportReading) -> object:
    """The problem of a row that holds no plain value, `awaiting`, or the value."""
    held = [
        one.code for one in reading.problems if one.code not in ("total_differs", "column_nameless")
    ]
    if held:
        return held[0]
    (value,) = reading.values.to_dict("records")
    return "awaiting" if value["value_status"] == "awaiting" else value["actual_value"]


@pytest.mark.parametrize(("code", "headings", "row", "outcomes"), FLAT)
def test_each_choice_is_read(code: str, headings: str, row: str, outcomes: list[object]) -> None:
    reading = read(headings, row)
    (problem,) = asked(reading)
    assert problem.code == code
    assert len(problem.choices) == len(outcomes) == len({one.code for one in problem.choices})
    for choice, expected in zip(problem.choices, outcomes, strict=True):
        chosen = read(headings, row, {problem.problem_id: choice.code})
        assert asked(chosen) == []
        assert [one.choice for one in chosen.answered] == [choice.code]
        if isinstance(expected, str) and expected[:2] == "20":
            assert chosen.values["period_start"].dt.strftime("%Y-%m").tolist() == [expected]
        else:
            assert outcome(chosen) == expected
        assert all(choice.sentence(lang) for lang in LANGUAGES)


def test_a_number_in_one_piece_gives_the_note_back() -> None:
    headings, row = f"{YEAR},備考,理由", "R6,4,1,312,"
    (problem,) = asked(read(headings, row))
    whole = read(headings, row, {problem.problem_id: "whole"}).values.iloc[0]
    apart = read(headings, row, {problem.problem_id: "apart"}).values.iloc[0]
    assert (whole["actual_value"], whole["note"] != whole["note"]) == (1312, True)
    assert (apart["actual_value"], apart["note"]) == (1, "312")
    shifted = read(headings, "R6,4,1,312,訂正", {problem.problem_id: "whole"}).values.iloc[0]
    assert (shifted["actual_value"], shifted["note"]) == (1312, "訂正")


def codes_asked() -> set[str]:
    """Every code that a line of this room asks, and those of dates."""
    codes = set(period._ASKED)
    for path in INTAKE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                codes |= _asked_in(node)
    return codes


def _asked_in(call: ast.Call) -> set[str]:
    words = [one.value for one in call.args if isinstance(one, ast.Constant)]
    if getattr(call.func, "id", "") not in ("Fault", "Problem") or words[:1] != ["ask"]:
        return set()
    if len(words) > 1:
        return {str(words[1])}
    return set()  # a code that is chosen just above: named in the test below


def test_no_question_is_forgotten() -> None:
    known = set(CASES) | set(WITHOUT_CHOICES)
    assert codes_asked() <= known
    named_elsewhere = {"denominator_missing", "not_started_of", POINT_OR_COMMA}
    assert known <= codes_asked() | named_elsewhere


@pytest.mark.parametrize(
    ("headings", "row", "code"),
    [
        ("年月,KPI番号,実績値", "4月,4,5", "month_without_year"),
        (YEAR, "6-Apr,4,5", "excel_date"),
        (YEAR, "R6,7,3", "denominator_missing"),
        (YEAR, "R6,7,未着手", "not_started_of"),
        (YEAR, "R6,8,1回（95.8%）", "people_missing"),
        (YEAR, "R6,8,182/190", "count_missing"),
        (f"{YEAR},分子,分母", "R6,8,1回,182,", "people_half_told"),
        (f"{YEAR},分子,分母", "R6,8,0回,182,", "people_half_told"),
        (f"{YEAR},分子,分母", "R6,8,1回,,190", "people_half_told"),
    ],
)
def test_where_nothing_can_be_chosen_it_is_said_what_to_write(
    headings: str, row: str, code: str
) -> None:
    (problem,) = asked(read(headings, row))
    assert (problem.code, problem.choices) == (code, ())
    assert any(word in problem.mend("ja") for word in ("書", "入れ直"))
