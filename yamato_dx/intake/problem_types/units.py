"""Units, and words that say of what a figure is."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import month, of_cell, of_value, table
from yamato_dx.problem_types import ProblemSection, ProblemType

UNIT: Final = ProblemSection(
    "unit",
    (
        of_cell("unit_mismatch", "refuse", {"単位": "人"}, {"単位": "件"}),
        of_cell(
            "unit_multiple",
            "ask",
            {"実績値": "0.64", "単位": "千件"},
            {"実績値": "640", "単位": "件"},
        ),
        ProblemType(
            "heading_unit_other",
            ("refuse",),
            table("年度,KPI番号,実績値（人）", "令和6年度,4,640"),
            table("年度,KPI番号,実績値（件）", "令和6年度,4,640"),
        ),
        ProblemType(
            "heading_year_other",
            ("refuse",),
            table("年度,KPI番号,実績値（令和5年度）", "令和6年度,4,640"),
            table("年度,KPI番号,実績値（令和6年度）", "令和6年度,4,640"),
        ),
        of_value("qualifier_of_other", "refuse", "4", ("累計640", "年間640")),
        ProblemType(
            "word_of_year", ("refuse",), month("2024/4", 実績値="年間52件"), month("2024/4")
        ),
        of_cell(
            "share_or_percent",
            "ask",
            {"KPI番号": "6", "実績値": "0.9", "単位": "％"},
            {"KPI番号": "6", "実績値": "90%", "単位": "％"},
        ),
        of_cell("unused_column", "confirm", {"人数": "1200"}, {"人数": ""}),
    ),
)
