"""Headings and the shape of a table."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import row, table
from yamato_dx.problem_types import ProblemSection, ProblemType

_GOOD: Final = table("年度,KPI番号,実績値", "令和6年度,4,640")

TABLE: Final = ProblemSection(
    "table",
    (
        ProblemType("layout_unknown", ("refuse",), table("課名,担当者", "企画政策課,山田"), _GOOD),
        ProblemType(
            "assessment_sent",
            ("refuse",),
            table(
                "年度,KPI番号,実績値,自動判定コード,計算の根拠", "令和6年度,4,640,met,12か月の合計"
            ),
            _GOOD,
        ),
        ProblemType("columns_missing", ("refuse",), table("年度,実績値", "令和6年度,640"), _GOOD),
        ProblemType(
            "column_twice",
            ("refuse",),
            table("年度,KPI番号,実績値,実績", "令和6年度,4,640,610"),
            _GOOD,
        ),
        ProblemType("column_unknown", ("note",), row({"担当者": "山田"}), row({"備考": "山田"})),
        ProblemType(
            "column_nameless",
            ("note",),
            table("年度,KPI番号,実績値,", "令和6年度,4,640,確認済"),
            row({"備考": "確認済"}),
        ),
        ProblemType("no_rows", ("refuse",), table("年度,KPI番号,実績値"), _GOOD),
        ProblemType(
            "header_again",
            ("refuse",),
            table(
                "年度,KPI番号,実績値", "令和6年度,4,640", "年度,KPI番号,実績値", "令和6年度,9-1,81"
            ),
            table("年度,KPI番号,実績値", "令和6年度,4,640", "令和6年度,9-1,81"),
            is_of_file=True,
        ),
        ProblemType(
            "comma_leak",
            ("ask",),
            table("年度,KPI番号,実績値,備考", "令和7年度,4,1,105"),
            table("年度,KPI番号,実績値,備考", '令和7年度,4,"1,105",'),
        ),
        ProblemType(
            "conflict",
            ("refuse",),
            table("年度,KPI番号,実績値", "令和6年度,4,640", "令和6年度,4,610"),
            _GOOD,
        ),
        ProblemType(
            "same_twice",
            ("note",),
            table("年度,KPI番号,実績値", "令和6年度,4,640", "令和6年度,4,640"),
            _GOOD,
        ),
    ),
)
