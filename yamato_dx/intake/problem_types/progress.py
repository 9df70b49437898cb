"""The form's second sheet: work items and commitments."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import table
from yamato_dx.problem_types import Example, ProblemSection, ProblemType

_GOOD: Final = "w1_1,実施中,2024/4,,"


def _sheet(*rows: str) -> Example:
    return table("工程ID,状況,着手年月,完了年月,根拠", *rows)


def _named(*rows: str) -> Example:
    return table("工程ID,取組事項,工程・取組,状況", *rows)


def _of_row(code: str, bad: str, good: str = _GOOD) -> ProblemType:
    return ProblemType(code, ("refuse",), _sheet(bad), _sheet(good))


PROGRESS: Final = ProblemSection(
    "progress",
    (
        _of_row("progress_status_missing", "w1_1,,2024/4,,"),
        _of_row("progress_status_unknown", "w1_1,だいたい済,2024/4,,"),
        _of_row("progress_unknown_item", "窓口1,実施中,2024/4,,"),
        ProblemType(
            "progress_other_name",
            ("refuse",),
            _named("w1_1,1 フロントヤード改革の推進,業務量調査及びBPRの実施,実施中"),
            _named(",1 フロントヤード改革の推進,業務量調査及びBPRの実施,実施中"),
        ),
        ProblemType("progress_item_of_two_plans", ("refuse",)),
        ProblemType(
            "progress_twice", ("refuse",), _sheet(_GOOD, "w1_1,完了,2024/4,2025/3,"), _sheet(_GOOD)
        ),
        _of_row("progress_begun_not_started", "w1_1,未着手,2024/4,,"),
        _of_row(
            "progress_finished_under_way", "w1_1,実施中,2024/4,2025/3,", "w1_1,完了,2024/4,2025/3,"
        ),
        _of_row(
            "progress_finished_before_start", "w1_1,完了,2025/3,2024/4,", "w1_1,完了,2024/4,2025/3,"
        ),
    ),
)
