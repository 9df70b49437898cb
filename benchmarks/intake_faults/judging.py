"""What became of a file: held against what is true of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, Literal

import pandas as pd

from benchmarks.intake_faults.truth import OPTIONAL, Key, Truth, by_key
from yamato_dx.intake.answers import NO_ANSWERS, Answers
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.problem_types import SECTIONS
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.root import DATA

# The day on which the files are read: all figures of R4 to R7 can be known.
PRESENT: Final = date(2026, 5, 11)
Outcome = Literal[
    "read right", "asked", "confirmed", "refused", "damaged in silence", "undetectable", "failed"
]
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "read right",
    "asked",
    "confirmed",
    "refused",
    "damaged in silence",
    "undetectable",
    "failed",
)
# What may never be: the goal is 0 of each.
BAD: Final[frozenset[Outcome]] = frozenset(("damaged in silence", "failed"))
_BY_SEVERITY: Final[Mapping[str, Outcome]] = {
    "refuse": "refused",
    "ask": "asked",
    "confirm": "confirmed",
}
# Of these a doubt of one row is one of all.
_OF_FILE: Final = frozenset(
    kind.code for section in SECTIONS for kind in section.types if kind.is_of_file
)
# (sheet or None, row from 1) of a figure.
Row = tuple[str | None, int]


@dataclass(frozen=True)
class Told:
    """What is true of a file. `printed`: the figures as they now stand in it, where nobody could
    tell that they are not the true ones; None where there is something by which one could.
    `doubtful`: figures that may not be taken without asking. `rows`: where each stands."""

    truths: tuple[Truth, ...]
    doubtful: frozenset[Key] = frozenset()
    printed: tuple[Truth, ...] | None = None
    rows: Mapping[Key, Row] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """`wrong_beside`: of a file that is stopped, the wrong figures that a person takes who takes
    the good rows alone, where that may be done. `wrong_unnamed`: of one that is asked about or to
    be confirmed, those that a person takes who answers, for nothing that is asked names them."""

    outcome: Outcome
    reason: str = ""
    wrong_beside: int = 0
    wrong_unnamed: int = 0

    @property
    def is_bad(self) -> bool:
        return self.outcome in BAD


@cache
def plans() -> tuple[Plan, ...]:
    return read_plans(DATA / "plans" / "yamato")


def read(data: bytes, file_name: str, answers: Answers = NO_ANSWERS) -> ReportReading:
    return read_report(data, file_name, plans=plans(), present=PRESENT, answers=answers)


def judge(data: bytes, file_name: str, told: Told, answers: Answers = NO_ANSWERS) -> Judged:
    """`answers`: to what is asked of the file without a fault: that says nothing of the fault."""
    try:
        reading = read(data, file_name, answers)
    except Exception as error:  # noqa: BLE001 - a reading never raises: that is what is measured
        return Judged("failed", f"{type(error).__name__}: {error}")
    return judge_reading(reading, told)


def answers_of(data: bytes, file_name: str, told: Told) -> Answers:
    """What somebody answers who knows what is true, to all that is asked of a file."""
    answers: dict[str, str] = {}
    while asked := [one for one in read(data, file_name, answers).problems if one.is_answerable]:
        problem = next((one for one in asked if one.problem_id not in answers), None)
        if problem is None:
            break
        tried = (answers | {problem.problem_id: answer} for answer in problem.answers)
        answers = min(tried, key=lambda one: len(_untrue(read(data, file_name, one), told)))
    return answers


def _untrue(reading: ReportReading, told: Told) -> list[str]:
    wrong = [words for _, words in _wrong(reading.values, told.truths, frozenset())]
    return wrong + list(_missing(reading, told))


def judge_reading(reading: ReportReading, told: Told) -> Judged:
    stopping = [problem for problem in reading.problems if problem.is_obstacle]
    wrong = list(_wrong(reading.values, told.truths, told.doubtful))
    if stopping:
        severity = next(one for one in _BY_SEVERITY if any(p.severity == one for p in stopping))
        codes = sorted({problem.code for problem in stopping})
        unnamed = [place for place, _ in wrong if not _is_named(place, stopping)]
        return Judged(
            _BY_SEVERITY[severity],
            ", ".join(codes),
            _count_beside(reading, told),
            0 if severity == "refuse" else len(unnamed),
        )
    missing = list(_missing(reading, told))
    if not wrong and not missing:
        return Judged("read right")
    if told.printed is not None and _is_as_printed(reading, told):
        return Judged("undetectable")
    return Judged("damaged in silence", "; ".join([words for _, words in wrong] + missing))


def _count_beside(reading: ReportReading, told: Told) -> int:
    """In a row of several KPIs a doubtful figure of one that is named makes no other wrong."""
    if not reading.open_rows.may_stay_out:
        return 0
    obstacles = [problem for problem in reading.problems if problem.is_obstacle]
    unnamed = frozenset(
        key
        for key in told.doubtful
        if (place := told.rows.get(key)) is None or not _is_named(place, obstacles)
    )
    return len(list(_wrong(reading.good_values, told.truths, unnamed)))


def _wrong(
    values: pd.DataFrame, truths: Iterable[Truth], doubtful: frozenset[Key]
) -> Iterator[tuple[Row, str]]:
    """Each value that is not true, in words."""
    known = by_key(truths, "actual", *OPTIONAL)
    for value in values.to_dict("records"):
        key = key_of(value)
        place = (value["sheet"] if isinstance(value["sheet"], str) else None, value["row_no"])
        if key in doubtful:
            yield place, f"{key} is taken without asking"
        elif not any(_is_true(truth, value) for truth in known.get(key, ())):
            yield place, f"{key} is read as {value['actual_value']} ({value['raw_text']})"


def key_of(value: Mapping[Any, Any]) -> Key:
    month = value["period_start"].month if value["period_months"] == 1 else None
    return (value["kpi_no"], value["fiscal_year"], month)


def _is_true(truth: Truth, value: Mapping[Any, Any]) -> bool:
    actual = None if value["actual_value"] != value["actual_value"] else value["actual_value"]
    is_status = truth.status is None or truth.status == value["value_status"]
    parts = (value["numerator"], value["denominator"])
    return truth.says(actual) and is_status and truth.is_of(parts)


def _missing(reading: ReportReading, told: Told) -> Iterator[str]:
    """The figures of the file that are not read. A note of them is none: nobody in a hurry reads
    it."""
    read_keys = {key_of(value) for value in reading.values.to_dict("records")}
    for key in by_key(told.truths, "actual"):
        if key not in read_keys:
            yield f"{key} is not read"


def _is_named(place: Row, obstacles: Iterable[Problem]) -> bool:
    """Whether one of these is of this row, of its whole sheet or column, or of the file."""
    sheet, row = place
    return any(
        problem.sheet in (None, sheet)
        and ((problem.row or 1) in (row, 1) or problem.code in _OF_FILE)
        for problem in obstacles
    )


def _is_as_printed(reading: ReportReading, told: Told) -> bool:
    assert told.printed is not None, "it is asked of what is printed only"
    printed = Told(told.printed, told.doubtful, None, told.rows)
    is_right = not list(_wrong(reading.values, printed.truths, printed.doubtful))
    return is_right and not list(_missing(reading, printed))
