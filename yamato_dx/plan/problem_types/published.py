"""What can be wrong with published figures, which lie in CSV files."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.folder.published import BENCHMARK_COLUMNS
from yamato_dx.plan.problem_types.forms import in_cells, in_lines
from yamato_dx.problem_types import ProblemSection

_COLUMNS: Final = ",".join(BENCHMARK_COLUMNS)
_FIGURE: Final = "benchmark_id,measured_on,benchmark_value"

PUBLISHED: Final = ProblemSection(
    "plan_published",
    (
        in_lines("benchmark_columns", _COLUMNS.replace("measured_on", "date"), _COLUMNS),
        in_lines(
            "benchmark_row",
            f"{_COLUMNS}\nrate,whole,2026-03-31,0.5",
            f"{_COLUMNS}\nrate,whole,2026-03-31,0.5,,,https://example.jp/,O,,",
        ),
        in_cells(
            "benchmark_blank",
            "benchmark_id,source\nwhole,",
            "benchmark_id,source\nwhole,https://example.jp/",
        ),
        in_cells("benchmark_date", "measured_on\nR8.3.31", "measured_on\n2026-03-31"),
        in_cells("benchmark_value", "benchmark_value\n74%", "benchmark_value\n0.74"),
        in_cells(
            "benchmark_status",
            "benchmark_value,value_status\n0.74,final",
            "benchmark_value,value_status\n0.74,",
        ),
        in_cells(
            "benchmark_value_or_awaiting",
            "benchmark_value,value_status\n0.74,awaiting",
            "benchmark_value,value_status\n,awaiting",
        ),
        in_cells(
            "benchmark_repeated",
            f"{_FIGURE}\nwhole,2026-03-31,0.74\nwhole,2026-03-31,0.75",
            f"{_FIGURE}\nwhole,2026-03-31,0.74\nmean,2026-03-31,0.75",
        ),
        in_cells(
            "reference_word", "topic,initiative_no\nstrategy,1", "topic,initiative_no\ninitiative,1"
        ),
        in_cells(
            "reference_value_or_state",
            "value_status,reference_value\ndone,0.48",
            "value_status,reference_value\n,0.48",
        ),
    ),
)
