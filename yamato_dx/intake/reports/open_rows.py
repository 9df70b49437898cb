"""Which rows of a file wait to be mended or answered, and whether the others may go alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.intake.problem import Problem
from yamato_dx.intake.problem_types import SECTIONS

# In which the problems of a whole column stand.
_HEADING_ROW: Final = 1
# A file with more of them is not a good one with mistakes in it.
MOST_LEFT_OUT: Final = 10_000
# What raises a doubt about the rows beside it, too: a sum that does not come out may mean that
# columns are shifted.
_OF_FILE: Final = frozenset(
    problem_type.code
    for section in SECTIONS
    for problem_type in section.types
    if problem_type.is_of_file
)


@dataclass(frozen=True)
class OpenRows:
    """`count`: of them; `positions`: those of VALUES among them; `is_of_file`: one of their
    problems, or of the whole file, may make the other rows wrong."""

    count: int = 0
    positions: tuple[int, ...] = ()
    is_of_file: bool = False

    @property
    def may_stay_out(self) -> bool:
        """Whether the other rows may go without them."""
        return not self.is_of_file and self.count <= MOST_LEFT_OUT

    def __add__(self, other: OpenRows) -> OpenRows:
        """Of two sheets that share no rows; `other` has no values."""
        return OpenRows(
            self.count + other.count, self.positions, self.is_of_file or other.is_of_file
        )

    def with_values(self, positions: tuple[int, ...]) -> OpenRows:
        """With other values that wait."""
        new = set(positions).difference(self.positions)
        return OpenRows(
            self.count + len(new), tuple(sorted({*self.positions, *new})), self.is_of_file
        )


NOTHING_OPEN: Final = OpenRows()


def open_rows(problems: Iterable[Problem], values: pd.DataFrame) -> OpenRows:
    """`problems`, `values`: by the same row numbers, one figure a row."""
    obstacles = [problem for problem in problems if problem.is_obstacle]
    if not obstacles:
        return NOTHING_OPEN
    rows = {problem.row for problem in obstacles if not _is_of_file(problem)}
    positions = np.flatnonzero(np.isin(values["row_no"], [row for row in rows if row]))
    return OpenRows(
        len(rows), tuple(positions.tolist()), any(_is_of_file(problem) for problem in obstacles)
    )


def _is_of_file(problem: Problem) -> bool:
    return problem.row in (None, _HEADING_ROW) or problem.code in _OF_FILE
