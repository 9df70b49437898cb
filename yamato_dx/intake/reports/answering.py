"""What a person answered to a report's problems: readings chosen, unlikely figures confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
import pandas as pd

from yamato_dx.intake.answers import Answered, Answers
from yamato_dx.intake.earlier import EQUAL, VALUE_KEY, Earlier
from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.header import roles_of
from yamato_dx.intake.problem import AS_IT_STANDS, POINT_OR_COMMA, Problem

Result = TypeVar("Result")
# In which the problems of a whole column stand.
_HEADING_ROW: Final = 1


def answered_readings(problems: Iterable[Problem], answers: Answers) -> tuple[Answered, ...]:
    """The problems to which one of their choices is answered."""
    return tuple(
        Answered(problem, answers[problem.problem_id])
        for problem in problems
        if problem.severity == "ask" and answers.get(problem.problem_id) in problem.answers
    )


def with_readings(sheet: Sheet, answered: Sequence[Answered]) -> Sheet:
    """The sheet as it was said to be read."""
    places = {role: place for place, role in enumerate(roles_of(sheet.header))}
    for answer in answered:
        for column, reading in answer.problem.choice(answer.choice).cells.items():
            if column not in places:  # emptied, where there is nothing
                continue
            assert answer.problem.row is not None, "a cell that is read anew stands in a row"
            sheet = sheet.replaced(answer.problem.row, places[column], reading)
        if answer.problem.row is not None:
            sheet = sheet.unmarked(answer.problem.row, answer.problem.code)
    # Last: a row that is left out may have cells that were answered too.
    choices = (answer.problem.choice(answer.choice) for answer in answered)
    return sheet.without_rows([row for choice in choices for row in choice.leaves_out])


def as_received(values: pd.DataFrame, answered: Sequence[Answered]) -> pd.DataFrame:
    """VALUES with the texts that stood there, not the readings chosen in their place."""
    raws = {
        answer.problem.row: answer.problem.raw
        for answer in reversed(answered)
        if "actual_value" in answer.problem.choice(answer.choice).cells
    }
    if not raws:
        return values
    received = values["row_no"].map(raws).astype(values["raw_text"].dtype)
    return values.assign(raw_text=received.fillna(values["raw_text"]))


def rows_standing(values: pd.DataFrame, earlier: Earlier) -> frozenset[int]:
    """The `row_no` of VALUES that the record holds already."""
    return frozenset(values.loc[earlier.stands(values), "row_no"].tolist())


def unasked(
    problems: Iterable[Problem], values: pd.DataFrame, earlier: Earlier
) -> tuple[Problem, ...]:
    """Without what was confirmed of VALUES before, or came before it was asked about.

    What would be confirmed of a whole sheet or column is not asked where all its values stand.
    """
    problems = tuple(problems)
    if all(problem.severity != "confirm" for problem in problems):
        return problems
    standing, earlier_yeses = rows_standing(values, earlier), _said_before(values, earlier)
    settled = {*standing, None, _HEADING_ROW} if len(standing) == len(values) > 0 else standing
    return tuple(
        problem
        for problem in problems
        if problem.severity != "confirm"
        or (
            problem.row not in settled
            and (problem.code, problem.row, problem.raw or "") not in earlier_yeses
        )
    )


def _said_before(values: pd.DataFrame, earlier: Earlier) -> frozenset[tuple[str, int, str]]:
    """(code, `row_no`, text of the cell) of each yes that was given to one of VALUES."""
    if earlier.confirmed.empty:
        return frozenset()
    confirmed = earlier.confirmed.rename(columns={"actual_value": "confirmed_value"})
    same = values[["row_no", *VALUE_KEY, "actual_value"]].merge(
        confirmed.reindex(columns=[*VALUE_KEY, "code", "raw_text", "confirmed_value"]),
        how="inner",
        on=VALUE_KEY,
        validate="many_to_many",
    )
    is_same = np.isclose(
        same["actual_value"].astype(float),
        same["confirmed_value"].astype(float),
        rtol=EQUAL,
        atol=0,
        equal_nan=True,
    )
    same = same[is_same]
    raws = same["raw_text"].fillna("")
    return frozenset(zip(same["code"], same["row_no"].tolist(), raws, strict=True))


def confirmed(
    problems: Iterable[Problem], answers: Answers
) -> tuple[tuple[Problem, ...], tuple[Answered, ...]]:
    """(the problems that stay, those to which a person said yes)."""
    left: list[Problem] = []
    yeses: list[Problem] = []
    for problem in problems:
        is_said = problem.severity == "confirm" and answers.get(problem.problem_id) == AS_IT_STANDS
        (yeses if is_said else left).append(problem)
    return tuple(left), tuple(Answered(problem, AS_IT_STANDS) for problem in yeses)


@dataclass(frozen=True)
class Readings(Generic[Result]):
    """`answered`: how a person said that it is to be read. `undoubted`: what nobody is asked about,
    since the record holds the one reading of it."""

    checked: Result
    answered: tuple[Answered, ...]
    undoubted: tuple[Answered, ...]

    @property
    def chosen(self) -> tuple[Answered, ...]:
        return (*self.answered, *self.undoubted)


def read_with_answers(
    sheet: Sheet,
    read: Callable[[Sheet], Result],
    answers: Answers,
    *,
    problems_of: Callable[[Result], Iterable[Problem]],
    standing: Callable[[Result], frozenset[int]],
) -> Readings[Result]:
    """Read; read anew with what was answered, until no problem is left that has an answer.

    Each problem is answered once: one that is asked about again is open, not answered.
    `standing`: the rows whose values the record holds.
    """
    answered: tuple[Answered, ...] = ()
    undoubted: tuple[Answered, ...] = ()
    while True:
        checked = read(sheet)
        problems = tuple(problems_of(checked))
        new = _without(answered, answered_readings(problems, answers))
        if new:
            sheet, answered = with_readings(sheet, new), (*answered, *new)
            continue
        points = _without(undoubted, _points(problems))
        rows = standing(read(with_readings(sheet, points))) if points else frozenset()
        new = tuple(point for point in points if point.problem.row in rows)
        if not new:
            break
        sheet, undoubted = with_readings(sheet, new), (*undoubted, *new)
    left = {problem.problem_id for problem in problems}
    return Readings(
        checked,
        tuple(answer for answer in answered if answer.problem.problem_id not in left),
        undoubted,
    )


def _without(known: Sequence[Answered], answered: Sequence[Answered]) -> tuple[Answered, ...]:
    ids = {answer.problem.problem_id for answer in known}
    return tuple(answer for answer in answered if answer.problem.problem_id not in ids)


def _points(problems: Iterable[Problem]) -> tuple[Answered, ...]:
    """9.796 read as it is written, wherever it may be 9,796."""
    return tuple(
        Answered(problem, problem.answers[0])
        for problem in problems
        if problem.code == POINT_OR_COMMA
    )
