"""What a person answered to a report's problems: readings chosen, unlikely figures confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import pandas as pd

from yamato_dx.i18n import text
from yamato_dx.intake.earlier import Earlier
from yamato_dx.intake.header import role_of
from yamato_dx.intake.problem import AS_IT_STANDS, Problem
from yamato_dx.intake.sheet import Sheet

# problem_id → code of the choice, or AS_IT_STANDS
Answers = Mapping[str, str]
NO_ANSWERS: Final[Answers] = {}

Checked = TypeVar("Checked")


@dataclass(frozen=True)
class Answered:
    """A problem that no longer stands in the way, and the answer for which it does not."""

    problem: Problem
    choice: str

    def sentence(self, lang: str) -> str:
        """What was answered, in words."""
        if self.problem.severity == "confirm":
            return text("intake.choice.as_it_stands", lang)
        return self.problem.choice(self.choice).sentence(lang)


def answered_readings(problems: Iterable[Problem], answers: Answers) -> tuple[Answered, ...]:
    """The problems to which one of their choices is answered."""
    return tuple(
        Answered(problem, answers[problem.problem_id])
        for problem in problems
        if problem.severity == "ask" and answers.get(problem.problem_id) in problem.answers
    )


def with_readings(sheet: Sheet, answered: Iterable[Answered]) -> Sheet:
    """The sheet as it was said to be read."""
    places = {role_of(heading): place for place, heading in enumerate(sheet.header)}
    for one in answered:
        choice = one.problem.choice(one.choice)
        for column, reading in choice.cells.items():
            if column not in places:  # emptied, where there is nothing
                continue
            assert one.problem.row is not None, "a cell that is read anew stands in a row"
            sheet = sheet.replaced(one.problem.row, places[column], reading)
        if one.problem.row is not None:
            sheet = sheet.unmarked(one.problem.row, one.problem.code)
        sheet = sheet.without_rows(choice.leaves_out)
    return sheet


def as_received(values: pd.DataFrame, answered: Iterable[Answered]) -> pd.DataFrame:
    """VALUES with the texts that stood there, not the readings chosen in their place."""
    raws = {
        one.problem.row: one.problem.raw
        for one in answered
        if "actual_value" in one.problem.choice(one.choice).cells
    }
    if not raws:
        return values
    received = values["row_no"].map(raws).astype(values["raw_text"].dtype)
    return values.assign(raw_text=received.fillna(values["raw_text"]))


def unasked(
    problems: Iterable[Problem], values: pd.DataFrame, earlier: Earlier
) -> tuple[Problem, ...]:
    """Without what would be confirmed of VALUES that hold already: it was, or came before it was
    asked about."""
    standing = set(values.loc[earlier.stands(values), "row_no"].tolist())
    return tuple(one for one in problems if one.severity != "confirm" or one.row not in standing)


def confirmed(
    problems: Iterable[Problem], answers: Answers
) -> tuple[tuple[Problem, ...], tuple[Answered, ...]]:
    """(the problems that stay, those to which a person said yes)."""
    left: list[Problem] = []
    said: list[Problem] = []
    for problem in problems:
        is_said = problem.severity == "confirm" and answers.get(problem.problem_id) == AS_IT_STANDS
        (said if is_said else left).append(problem)
    return tuple(left), tuple(Answered(problem, AS_IT_STANDS) for problem in said)


def read_with_answers(
    sheet: Sheet,
    read: Callable[[Sheet], Checked],
    problems_of: Callable[[Checked], Iterable[Problem]],
    answers: Answers,
) -> tuple[Checked, tuple[Answered, ...]]:
    """Read; read anew with what was answered, until no problem is left that has an answer.

    Each problem is answered once: a reading that is asked about again stays a problem.
    """
    told: tuple[Answered, ...] = ()
    while True:
        checked = read(sheet)
        known = {one.problem.problem_id for one in told}
        found = answered_readings(problems_of(checked), answers)
        new = tuple(one for one in found if one.problem.problem_id not in known)
        if not new:
            return checked, told
        sheet, told = with_readings(sheet, new), (*told, *new)
