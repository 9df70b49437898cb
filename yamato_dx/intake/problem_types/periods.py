"""年度, 年月 and 時点."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import month, of_cell, of_month, of_year, row, table
from yamato_dx.problem_types import Example, ProblemSection, ProblemType


def _months(year: int, first: int) -> Example:
    """Twelve months from that one on."""
    months = (divmod(year * 12 + first - 1 + number, 12) for number in range(12))
    rows = (f"{of}/{place + 1},4,{52 + place}" for of, place in months)
    return table("年月,KPI番号,実績値", *rows)


PERIOD: Final = ProblemSection(
    "period",
    (
        of_year("period_missing", "refuse", ""),
        of_year("not_fiscal_year", "refuse", "昨年"),
        of_year("fiscal_year_two_digits", "ask", "6"),
        of_year("years_differ", "refuse", "令和6年度（2025年度）", "令和6年度（2024年度）"),
        of_year("year_with_word", "refuse", "令和6年度見込"),
        of_year("state_beside_period", "note", "令和6年度（確定）"),
        of_year("calendar_year", "refuse", "2024年暦年"),
        of_year("year_as_fiscal", "note", "2024年"),
        ProblemType(
            "year_without_fiscal",
            ("confirm",),
            table("年,KPI番号,実績値", "2024年,4,640"),
            table("年,KPI番号,実績値", "令和6年度,4,640"),
        ),
        ProblemType("fiscal_year_for_calendar", ("confirm",)),
        ProblemType("month_for_calendar", ("refuse",)),
        of_cell(
            "month_beside_year",
            "ask",
            {"年度": "2024年", "年月": "1月", "実績値": "52"},
            {"年度": "令和6年度", "年月": "1月", "実績値": "52"},
        ),
        ProblemType(
            "january_to_december", ("confirm",), _months(2024, 1), _months(2024, 4), is_of_file=True
        ),
        of_year("date_not_fiscal_year", "ask", "2025/3"),
        of_year("era_year_unknown", "refuse", "平成36年度"),
        of_year("year_unknown", "refuse", "2204年度"),
        of_year("year_outside", "refuse", "平成30年度"),
        of_year("part_of_year", "refuse", "令和6年度上半期"),
        of_month("period_range", "refuse", "2024/4～2024/6"),
        of_year("ditto", "refuse", "〃"),
        of_year("lost_sign", "refuse", "令和?年度"),
        of_year("excel_date", "ask", "6-Apr"),
        of_month("excel_date_month", "ask", "6月4日"),
        of_month("month_or_day", "ask", "Apr-24"),
        of_month("excel_day_number", "ask", "45383"),
        of_month("not_month", "refuse", "4月始まり"),
        of_month("month_with_word", "refuse", "2024/4見込"),
        of_month("fiscal_year_not_month", "refuse", "令和6年度"),
        of_month("day_not_month", "ask", "2024/4/15"),
        of_month("month_without_year", "ask", "4月"),
        of_cell(
            "month_outside_year",
            "refuse",
            {"年月": "2024/3", "実績値": "52"},
            {"年月": "2025/3", "実績値": "52"},
        ),
        ProblemType("period_in_future", ("refuse",), month("2027/1"), month("2026/4")),
        of_cell("not_day", "refuse", {"時点": "年度末"}, {"時点": "2025/3/31"}),
        of_cell("month_not_day", "ask", {"時点": "2025/3"}, {"時点": "2025年3月末"}),
        of_cell("day_in_future", "refuse", {"時点": "2027/3/31"}, {"時点": "2025/3/31"}),
        ProblemType(
            "day_after_period", ("note",), row({"時点": "2025/5/31"}), row({"時点": "2025/3/31"})
        ),
        of_cell("day_far_from_period", "confirm", {"時点": "2024/3/31"}, {"時点": "2025/3/31"}),
        ProblemType("round_of_other_year", ("confirm",)),
    ),
)
