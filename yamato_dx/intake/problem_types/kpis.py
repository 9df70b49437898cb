"""Which KPI and whose figure a row is of."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import of_cell, table
from yamato_dx.problem_types import Example, ProblemSection, ProblemType, Severity

_COURSES: Final = {"KPI番号": "9-1", "実績値": "81"}


def _named(code: str, severity: Severity, name: str) -> ProblemType:
    """Of a file that has no column of numbers."""
    return ProblemType(code, (severity,), _rows(name), _rows("スマートフォン講座受講者数"))


def _rows(name: str) -> Example:
    return table(
        "年度,指標名,実績値", "令和6年度,コンビニ交付 発行件数,640", f"令和6年度,{name},81"
    )


KPI: Final = ProblemSection(
    "kpi",
    (
        of_cell("kpi_no_missing", "refuse", {"KPI番号": ""}, {"KPI番号": "4"}),
        of_cell("unknown_kpi", "refuse", {"KPI番号": "11"}, {"KPI番号": "4"}),
        of_cell("kpi_no_list_mark", "refuse", {"KPI番号": "(4)"}, {"KPI番号": "4"}),
        of_cell("kpi_no_is_date", "ask", _COURSES | {"KPI番号": "9月1日"}, _COURSES),
        ProblemType("kpi_no_of_two_plans", ("ask",)),
        of_cell(
            "name_of_other_kpi",
            "ask",
            {"指標名": "スマートフォン講座受講者数"},
            {"指標名": "コンビニ交付 発行件数"},
        ),
        of_cell(
            "name_unknown",
            "note",
            {"指標名": "窓口アンケート"},
            {"指標名": "コンビニ交付 発行件数"},
        ),
        _named("kpi_name_missing", "refuse", ""),
        _named("kpi_name_unknown", "refuse", "窓口アンケート"),
        ProblemType(
            "names_of_no_kpi",
            ("refuse",),
            table("年度,指標名,実績値", "令和6年度,待機児童数,12", "令和6年度,ごみ排出量,1234"),
            _rows("スマートフォン講座受講者数"),
        ),
        _named("kpi_name_near", "ask", "スマートフォン講座の受講者数"),
        _named("kpi_name_several", "ask", "システム"),
        of_cell(
            "municipality_code_broken", "refuse", {"団体コード": "43447"}, {"団体コード": "434477"}
        ),
        of_cell("municipality_other", "refuse", {"団体コード": "431001"}, {"団体コード": "434477"}),
    ),
)
