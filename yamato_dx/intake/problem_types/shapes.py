"""Tables in other shapes than one figure a row: years and months across, roles, sums, forms."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import table
from yamato_dx.problem_types import Example, ProblemSection, ProblemType

_NAME: Final = "4,コンビニ交付 発行件数"
_ACROSS: Final = "番号,指標名,R6実績"
_OTHER: Final = "9-1,スマートフォン講座受講者数,81"


def _across(heading: str, *cells: str, title: str = "") -> Example:
    """KPI 4 in one row below a heading."""
    titles = (title,) if title else ()
    return table(*titles, f"番号,指標名,{heading}", ",".join((_NAME, *cells)))


_GOOD: Final = _across("R6実績", "640")

SHAPE: Final = ProblemSection(
    "shape",
    (
        ProblemType(
            "year_from_around",
            ("note",),
            _across("実績値", "640", title="令和6年度 KPI実績報告"),
            _GOOD,
        ),
        ProblemType(
            "era_from_around",
            ("note",),
            _across("6年度", "640", title="令和6年度 KPI実績報告"),
            _across("令和6年度", "640", title="令和6年度 KPI実績報告"),
        ),
        ProblemType("year_of_table", ("ask",), _across("実績値", "640"), _GOOD),
        ProblemType(
            "years_around_differ",
            ("ask",),
            table("令和6年度 KPI実績報告", "令和5年度分", "番号,指標名,実績値", f"{_NAME},640"),
            _GOOD,
        ),
        ProblemType("era_of_years", ("ask",), _across("6年度実績", "640"), _GOOD),
        ProblemType("year_other_around", ("confirm",), None, None),
        ProblemType("section_other_around", ("confirm",), None, None),
        ProblemType("figures_of_what", ("ask",), _across("R6", "640"), _GOOD),
        ProblemType("present_value", ("ask",), _across("令和6年度（現状値）", "640"), _GOOD),
        ProblemType("blocks_without_year", ("ask",), _across("実績値,実績値", "310", "640"), _GOOD),
        ProblemType("heading_without_year", ("ask",), _across("実績,R6実績", "310", "640"), _GOOD),
        ProblemType(
            "heading_month_or_year",
            ("ask",),
            _across("R5,2025/3/31", "310", "640", title="KPI実績報告"),
            _across("R5,R6", "310", "640", title="KPI実績報告"),
        ),
        ProblemType(
            "heading_two_years",
            ("ask",),
            table("番号,指標名,R5,R5", ",,R6目標,R6実績", f"{_NAME},600,640"),
            table("番号,指標名,R6,R6", ",,R6目標,R6実績", f"{_NAME},600,640"),
        ),
        ProblemType("heading_twice", ("refuse",), _across("R6実績,R6実績", "640", "610"), _GOOD),
        ProblemType(
            "conflict_cells",
            ("refuse",),
            table(_ACROSS, f"{_NAME},640", f"{_NAME},610"),
            _GOOD,
        ),
        ProblemType(
            "same_twice_cells",
            ("note",),
            table(_ACROSS, f"{_NAME},640", f"{_NAME},640"),
            _GOOD,
        ),
        ProblemType(
            "kpi_carried",
            ("confirm",),
            table("番号,指標名,年度,実績値", "4,コンビニ交付 発行件数,R5,312", ",,R6,640"),
            table(
                "番号,指標名,年度,実績値",
                "4,コンビニ交付 発行件数,R5,312",
                "4,コンビニ交付 発行件数,R6,640",
            ),
        ),
        ProblemType(
            "sum_contradicted",
            ("ask",),
            _across("R6.4実績,R6.5実績,計", "38", "41", "97"),
            _across("R6.4実績,R6.5実績,計", "38", "41", "79"),
        ),
        ProblemType(
            "sum_missing",
            ("confirm",),
            table(
                "番号,指標名,R6.4実績,R6.5実績,計",
                f"{_NAME},38,41,79",
                "9-1,スマートフォン講座受講者数,7,8,15",
                "9-2,オープンデータ公開情報件数,19,19,",
            ),
            _across("R6.4実績,R6.5実績,計", "38", "41", "79"),
        ),
        ProblemType(
            "count_contradicted",
            ("ask",),
            table(_ACROSS, f"{_NAME},640", "全2件"),
            table(_ACROSS, f"{_NAME},640", "全1件"),
        ),
        ProblemType(
            "sum_passed",
            ("note",),
            table("年度,KPI番号,実績値", "令和6年度,4,640", "合計,,640"),
            _GOOD,
        ),
        ProblemType(
            "months_out_of_order",
            ("confirm",),
            _across("R6.4実績,R6.6実績,R6.5実績", "38", "41", "44"),
            _across("R6.4実績,R6.5実績,R6.6実績", "38", "41", "44"),
        ),
        ProblemType(
            "baseline_other",
            ("confirm",),
            _across("R5基準値,R5実績", "212", "312"),
            _GOOD,
        ),
        ProblemType(
            "rows_unheaded",
            ("confirm",),
            table("番号、指標名、R6実績", f"{_NAME},640", _ACROSS, _OTHER),
            table(_ACROSS, f"{_NAME},640", _ACROSS, _OTHER),
        ),
        ProblemType(
            "rows_passed",
            ("note",),
            table("年度,KPI番号,実績値", "令和6年度,4,640", "※ 速報値を含む。,,"),
            _GOOD,
        ),
        ProblemType("target_other", ("confirm",), _across("R6目標,R6実績", "500", "640"), _GOOD),
        ProblemType("baseline_passed", ("note",), _across("R4基準値,R6実績", "312", "640"), _GOOD),
        ProblemType("budget_passed", ("note",), _across("R6予算額,R6実績", "500", "640"), _GOOD),
        ProblemType("column_unclear", ("ask",), _across("R6実績,〃", "640", "610"), _GOOD),
        ProblemType(
            "years_out_of_order",
            ("confirm",),
            _across("R5実績,R4実績,R6実績", "312", "212", "640"),
            _across("R4実績,R5実績,R6実績", "212", "312", "640"),
        ),
        ProblemType("year_of_one_form", ("confirm",), None, None),
        ProblemType("figure_merged", ("refuse",), None, None),
        ProblemType("table_too_large", ("refuse",), None, None),
        ProblemType("grade_kept", ("note",), _across("R6実績,自己評価", "640", "A"), _GOOD),
    ),
)
