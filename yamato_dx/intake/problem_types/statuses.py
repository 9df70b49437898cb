"""The state of a value: 見込, 速報, 確定, 公表待ち."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import of_cell
from yamato_dx.problem_types import ProblemSection, ProblemType

STATUS: Final = ProblemSection(
    "status",
    (
        of_cell("status_unknown", "refuse", {"状態": "済み"}, {"状態": "確定"}),
        of_cell("status_is_assessment", "refuse", {"状態": "達成"}, {"状態": "確定"}),
        of_cell("status_mark", "refuse", {"状態": "r"}, {"状態": "確定"}),
        of_cell(
            "status_contradiction",
            "ask",
            {"実績値": "640", "状態": "公表待ち"},
            {"実績値": "", "状態": "公表待ち"},
        ),
        ProblemType("awaiting_over_held", ("refuse",)),
    ),
)
