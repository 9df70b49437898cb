"""What can be wrong with a workbook alone, or with a workbook beside the record."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import in_cells, in_lines, in_words
from yamato_dx.problem_types import ProblemSection

_TARGETS: Final = "kpi_id,fiscal_year,target_value"
_TARGET: Final = "library_visits,2025,42000"
_FACTS: Final = "item,value"
_CODE: Final = "municipality.municipality_code"

WORKBOOK: Final = ProblemSection(
    "plan_workbook",
    (
        in_lines("not_a_workbook", "plan.csv", "plan.xlsx"),
        in_words("missing_sheet"),
        in_words("unknown_sheet"),
        in_words("sheet_twice"),
        in_cells("no_headings", f",,\n{_TARGET}", f"{_TARGETS}\n{_TARGET}"),
        in_cells("unknown_column", f"{_TARGETS},note\n{_TARGET},-", f"{_TARGETS}\n{_TARGET}"),
        in_cells(
            "column_twice",
            f"{_TARGETS},target_value\n{_TARGET},43000",
            f"{_TARGETS}\n{_TARGET}",
        ),
        in_cells(
            "column_without_code",
            f"{_TARGETS},\n{_TARGET},-",
            f"{_TARGETS},\n{_TARGET},",
        ),
        in_cells("missing_column", "kpi_id\nlibrary_visits", f"{_TARGETS}\n{_TARGET}"),
        in_cells(
            "missing_item",
            f"{_FACTS}\nplan_version,1.0",
            f"{_FACTS}\nplan_id,minato_smart_city\nplan_version,1.0",
        ),
        in_cells("unknown_item", f"{_FACTS}\nrevise,0.9", f"{_FACTS}\nrevises,0.9"),
        in_cells(
            "item_twice",
            f"{_FACTS}\nplan_id,minato_smart_city\nplan_id,minato",
            f"{_FACTS}\nplan_id,minato_smart_city",
        ),
        in_cells("value_without_item", f"{_FACTS}\n,0.9", f"{_FACTS}\nrevises,0.9"),
        in_cells(
            "missing_cell",
            f"{_TARGETS}\nlibrary_visits,,42000",
            f"{_TARGETS}\n{_TARGET}",
        ),
        in_cells("error_cell", f"{_FACTS}\ntitle,#REF!", f"{_FACTS}\ntitle,湊市DX計画"),
        in_cells(
            "unknown_parent",
            f"{_TARGETS}\nlibrary_visit,2025,42000",
            f"{_TARGETS}\n{_TARGET}",
        ),
        in_cells("not_this_plan", f"{_FACTS}\n{_CODE},990027", f"{_FACTS}\n{_CODE},990019"),
        in_cells(
            "version_recorded",
            f"{_FACTS}\nplan_version,1.0\neffective_from,2025-04-01",
            f"{_FACTS}\nplan_version,1.1\neffective_from,2026-04-01",
        ),
    ),
)
