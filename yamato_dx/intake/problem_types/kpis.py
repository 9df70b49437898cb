"""Which KPI and whose figure a row is of."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import of_cell
from yamato_dx.problem_types import ProblemSection

_COURSES: Final = {"KPI番号": "9-1", "実績値": "81"}

KPI: Final = ProblemSection(
    "kpi",
    (
        of_cell("kpi_no_missing", "refuse", {"KPI番号": ""}, {"KPI番号": "4"}),
        of_cell("unknown_kpi", "refuse", {"KPI番号": "11"}, {"KPI番号": "4"}),
        of_cell("kpi_no_list_mark", "refuse", {"KPI番号": "(4)"}, {"KPI番号": "4"}),
        of_cell("kpi_no_is_date", "ask", _COURSES | {"KPI番号": "9月1日"}, _COURSES),
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
        of_cell(
            "municipality_code_broken", "refuse", {"団体コード": "43447"}, {"団体コード": "434477"}
        ),
        of_cell("municipality_other", "refuse", {"団体コード": "431001"}, {"団体コード": "434477"}),
    ),
)
