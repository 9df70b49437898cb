"""Values of two or three numbers: how many of how many, how often for whom."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import of_cell, of_value, row
from yamato_dx.problem_types import ProblemSection, ProblemType

_SYSTEMS: Final = {"KPI番号": "2", "実績値": "17/20"}
_TRAINING: Final = {"KPI番号": "8", "実績値": "1回"}
_MINUTES: Final = {"KPI番号": "1", "実績値": "24.5"}

PARTS: Final = ProblemSection(
    "parts",
    (
        of_value("form_number", "refuse", "4", ("17/20", "640")),
        of_value("form_share", "refuse", "6", ("1回（182/190人）", "47%")),
        of_value("form_fraction", "refuse", "2", ("17:20", "17/20")),
        of_value("form_count_with_coverage", "refuse", "8", ("22:30", "1回（182/190人）")),
        of_value("numerator_too_large", "refuse", "2", ("21/20", "17/20")),
        of_value("denominator_zero", "refuse", "7", ("0/0", "0/3")),
        of_value("denominator_missing", "ask", "7", ("1", "1/3")),
        of_value("not_started_of", "ask", "7", ("未着手", "0/3")),
        of_value("fraction_not_whole", "ask", "2", ("17.5", "17/20")),
        of_cell(
            "fraction_contradiction",
            "refuse",
            _SYSTEMS | {"分子": "16", "分母": "20"},
            _SYSTEMS | {"分子": "17", "分母": "20"},
            is_of_file=True,
        ),
        of_value("percent_disagrees", "refuse", "2", ("17/20（90%）", "17/20（85%）")),
        # Of half of the plan's number, or fewer, it is confirmed.
        ProblemType(
            "total_differs",
            ("note", "confirm"),
            row({"KPI番号": "2", "実績値": "16/19"}),
            row({"KPI番号": "2", "実績値": "17/20"}),
        ),
        of_value("total_exceeded", "ask", "2", ("18/21", "17/20")),
        of_value("count_missing", "ask", "8", ("182/190", "1回（182/190人）")),
        of_value("people_missing", "ask", "8", ("1回（96%）", "1回（182/190人）")),
        of_cell(
            "people_half_told",
            "ask",
            _TRAINING | {"分子": "182", "分母": ""},
            _TRAINING | {"分子": "182", "分母": "190"},
        ),
        of_value("coverage_missing", "note", "8", ("1回", "1回（182/190人）")),
        of_cell(
            "not_a_count",
            "refuse",
            _SYSTEMS | {"分子": "17業務", "分母": "20"},
            _SYSTEMS | {"分子": "17", "分母": "20"},
        ),
        of_cell(
            "weight_not_positive", "refuse", _MINUTES | {"人数": "0"}, _MINUTES | {"人数": "1200"}
        ),
    ),
)
