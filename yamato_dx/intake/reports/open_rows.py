"""Which rows of a file wait to be mended or answered, and whether the others may go alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.intake.cells.unit import is_unit_of
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.problem_types import SECTIONS
from yamato_dx.plan.model.types import Kpi

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
# A figure in the form of another KPI's.
_OF_OTHER_KPI: Final = frozenset(("form_number", "form_share"))
# Each may be a slip; several of them look like a column that has moved by a row.
_UNFIT: Final = _OF_OTHER_KPI | {
    *("unit_mismatch", "above_maximum", "numerator_too_large", "denominator_missing"),
    *("count_missing", "count_with_decimals", "cumulative_falls"),
    *("far_from_last_year", "far_from_neighbours", "far_from_target", "figure_beside_blank"),
}
_FEWEST_UNFIT: Final = 3
_UNFIT_SHARE: Final = 0.05


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


def open_rows(
    problems: Iterable[Problem], values: pd.DataFrame, kpis: Iterable[Kpi] = ()
) -> OpenRows:
    """`problems`, `values`: by the same row numbers, one figure a row. `kpis`: those whose figures
    the file may bring."""
    obstacles = [problem for problem in problems if problem.is_obstacle]
    if not obstacles:
        return NOTHING_OPEN
    rows = {problem.row for problem in obstacles if not _is_of_file(problem)}
    positions = np.flatnonzero(np.isin(values["row_no"], [row for row in rows if row]))
    unfit = {problem.row for problem in obstacles if problem.code in _UNFIT}
    are_many = len(unfit) >= max(_FEWEST_UNFIT, _UNFIT_SHARE * len(values))
    has_moved = are_many or any(_is_of_other_kpi(problem, kpis) for problem in obstacles)
    # Of fewer cells than most rows, or more, are the headings.
    is_torn = sum(problem.code == "row_ragged" for problem in obstacles) > len(values)
    is_of_file = has_moved or is_torn or any(map(_is_of_file, obstacles))
    return OpenRows(len(rows), tuple(positions.tolist()), is_of_file)


def _is_of_file(problem: Problem) -> bool:
    return problem.row in (None, _HEADING_ROW) or problem.code in _OF_FILE


def _is_of_other_kpi(problem: Problem, kpis: Iterable[Kpi]) -> bool:
    """Whether a figure is written as that of another KPI: which of the rows around it are right,
    nobody can tell."""
    if problem.code != "unit_mismatch":
        return problem.code in _OF_OTHER_KPI
    unit, raw = str(problem.values.get("unit", "")), problem.raw or ""
    is_in_value = any(map(str.isdigit, raw))
    return bool(unit) and is_in_value and any(is_unit_of(kpi, unit) for kpi in kpis)
