"""What headings as offices write them say of the figures below."""

from __future__ import annotations

import pytest

from yamato_dx.intake.tables.wording import wording_of

# A heading; its year, month, role, state and unit.
HEADINGS = [
    ("令和6年度", "令和6年度", "", None, None, ""),
    ("Ｒ６年度", "R6年度", "", None, None, ""),
    ("令 和 6 年 度", "令和6年度", "", None, None, ""),
    ("令和元年度", "令和1年度", "", None, None, ""),
    ("2024(令和6)年度", "2024(令和6)年度", "", None, None, ""),
    ("FY2024", "FY2024", "", None, None, ""),
    ("24年度", "24年度", "", None, None, ""),
    ("24年度実績", "24年度", "", "actual", None, ""),
    ("R6実績", "R6", "", "actual", None, ""),
    ("R6実績（見込）", "R6", "", "actual", "forecast", ""),
    ("令和6年度決算見込", "令和6年度", "", "actual", "forecast", ""),
    ("速報値", "", "", "actual", "preliminary", ""),
    ("平成25 (基準値)", "平成25", "", "baseline", None, ""),
    ("平成28 (現状値)", "平成28", "", "present", None, ""),
    ("令和7年度\n目標値（件）", "令和7年度", "", "target", None, "件"),
    ("27年度予算", "27年度", "", "budget", None, ""),
    ("達成率（%）", "", "", "attainment_ratio", None, "%"),
    ("前年度差", "", "", "change", None, ""),
    ("年度計", "", "", "sum", None, ""),
    ("自己評価", "", "", "grade", None, ""),
    ("4月", "", "4月", None, None, ""),
    ("R6.4", "", "R6.4", None, None, ""),
    ("R6.4実績", "", "R6.4", "actual", None, ""),
    ("令和6年4月", "", "令和6年4月", None, None, ""),
    ("実績値①", "", "", "actual", None, ""),
]


@pytest.mark.parametrize(("text", "year", "month", "role", "status", "unit"), HEADINGS)
def test_headings(
    text: str, year: str, month: str, role: str | None, status: str | None, unit: str
) -> None:
    wording = wording_of(text)
    assert wording.is_heading
    assert (wording.role, wording.status, wording.unit) == (role, status, unit)
    assert (wording.month or wording.year) == (month or year)
    assert wording.is_bare_year == (year.startswith("2") and "年度" in year and len(year) < 6)


@pytest.mark.parametrize(
    "text",
    [
        "来庁者平均滞在時間",  # 平均 in a name is no mean
        "令和８年５月１１日　企画政策課",  # a day, not a year of figures
        "山都町DX推進計画　取組事項の実績（見本・架空の値）",
        "12,400",
        "29.5分",
        "",
    ],
)
def test_what_heads_nothing(text: str) -> None:
    assert not wording_of(text).is_heading


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("所　属", "section"),
        ("指 標 名", "kpi_name"),
        ("№", "kpi_no"),
        ("単位", "unit"),
        ("区分", "role"),
        ("目標年度", "target_year"),
        ("年度", "fiscal_year"),
        ("実績値", None),  # a role, not a label
    ],
)
def test_labels(text: str, label: str | None) -> None:
    assert wording_of(text).label == label
