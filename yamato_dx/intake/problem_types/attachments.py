"""添付資料 that a report cannot bring."""

from __future__ import annotations

from typing import Final

from yamato_dx.problem_types import ProblemSection, ProblemType

ATTACHMENTS: Final = ProblemSection(
    "attachment",
    (
        ProblemType("empty", ("refuse",)),
        ProblemType("too_many", ("refuse",)),
        ProblemType("too_large", ("refuse",)),
    ),
)
