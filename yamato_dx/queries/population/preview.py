"""What would a table of residents change, if it were sent now."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from yamato_dx.intake.layouts.population_table import PopulationReading, read_population
from yamato_dx.intake.problem import Problem
from yamato_dx.queries.assessed import View
from yamato_dx.store.record import Record


@dataclass(frozen=True, eq=False)
class PopulationPreview:
    """`rows`: the file's figures with `change` (new, changed, unchanged) and before_population.

    `revision` is what a send must name.
    """

    data: bytes
    file_name: str
    reading: PopulationReading
    rows: pd.DataFrame
    duplicate_of: str | None
    revision: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.reading.problems

    @property
    def obstacles(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_obstacle)

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_obstacle)

    @property
    def is_sendable(self) -> bool:
        return not self.obstacles and len(self.rows) > 0 and self.duplicate_of is None


def preview_population(
    record: Record, data: bytes, file_name: str, view: View
) -> PopulationPreview:
    """Read and check the file, and hold it against what stands; nothing is written."""
    reading = read_population(
        data,
        file_name,
        municipality_code=record.municipality_code,
        present=view.on,
        is_sample=record.is_sample,
    )
    return PopulationPreview(
        data=data,
        file_name=file_name,
        reading=reading,
        rows=_compared(record, reading.rows, view),
        duplicate_of=_standing(record, data, reading.rows, view),
        revision=view.revision,
    )


def _compared(record: Record, rows: pd.DataFrame, view: View) -> pd.DataFrame:
    if rows.empty:
        return rows.assign(change="", before_population=float("nan"))
    found = record.compared_population(rows, view.revision)[["change", "before_population"]]
    return rows.join(found, validate="one_to_one")


def _standing(record: Record, data: bytes, rows: pd.DataFrame, view: View) -> str | None:
    """The standing report that brought the same bytes, while all its figures hold."""
    if rows.empty or not (_compared(record, rows, view)["change"] == "unchanged").all():
        return None
    return next(iter(record.reports_of_file(sha256(data).hexdigest())), None)
