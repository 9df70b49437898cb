"""Faults of single texts, and where in a sheet they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from yamato_dx.intake.problem import Choice, is_storable
from yamato_dx.problem_types import Severity


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text, wherever it stands. The fields are those of `Problem`."""

    severity: Severity
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()

    def of_column(self, column: str) -> Fault:
        """The fault of a value, where the text stands in another column."""
        choices = tuple(
            replace(choice, cells={column: choice.cells["actual_value"]}) for choice in self.choices
        )
        return replace(self, choices=choices)


@dataclass(frozen=True)
class Finding:
    """One entry per row found faulty: `faults[i]` at row position `positions[i]`.

    `column` is the code of the column (`actual_value`), None for the row as a whole.
    """

    column: str | None
    positions: NDArray[np.intp]
    faults: NDArray[np.object_]

    @classmethod
    def everywhere(cls, column: str | None, is_faulty: NDArray[np.bool_], fault: Fault) -> Finding:
        """The same fault wherever the mask says so."""
        positions = np.flatnonzero(is_faulty)
        faults = np.empty(len(positions), dtype=object)
        faults[:] = [fault] * len(positions)
        return cls(column, positions, faults)

    @classmethod
    def at(cls, column: str | None, found: Sequence[tuple[int, Fault]]) -> Finding:
        """Faults by the position of their row."""
        faults = np.empty(len(found), dtype=object)
        faults[:] = [fault for _, fault in found]
        return cls(column, np.array([position for position, _ in found], dtype=np.intp), faults)

    def only(self, is_kept: NDArray[np.bool_]) -> Finding:
        """Without the rows that the mask leaves out."""
        kept = is_kept[self.positions]
        return Finding(self.column, self.positions[kept], self.faults[kept])

    def stops(self) -> NDArray[np.intp]:
        """Positions whose fault keeps the row from being stored."""
        stopping = [not is_storable(fault.severity) for fault in self.faults]
        stopped: NDArray[np.intp] = self.positions[np.array(stopping, dtype=bool)]
        return stopped
