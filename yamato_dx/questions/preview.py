"""What would a file change, if it were sent now."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx.intake.problem import Problem
from yamato_dx.intake.report import ReportReading, read_report
from yamato_dx.questions.assessed import View, assessed, judged, verdict_changes
from yamato_dx.questions.comparison import awaiting_over_held, compare, lapsing, standing_duplicate
from yamato_dx.questions.rows import rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True, eq=False)
class Preview:
    """`values`: VALUES with `change` (new, changed, unchanged) and what they take the place of.

    `changes`: the figures and verdicts that would differ. `lapsed`: what the replaced report
    held and this file lacks. `revision` is what a send must name.
    """

    data: bytes
    file_name: str
    reading: ReportReading
    problems: tuple[Problem, ...]
    values: pd.DataFrame
    changes: pd.DataFrame
    lapsed: pd.DataFrame | None
    duplicate_of: str | None
    revision: int
    replaces: str | None

    @property
    def obstacles(self) -> tuple[Problem, ...]:
        """What must be mended or answered first."""
        return tuple(one for one in self.problems if one.severity != "note")

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity == "note")

    @property
    def is_sendable(self) -> bool:
        return not self.obstacles and len(self.values) > 0 and self.duplicate_of is None

    @property
    def rows_refused(self) -> int:
        """Rows that hold an obstacle; a fault of the whole file refuses every row."""
        if any(one.row is None for one in self.obstacles):
            return self.reading.rows_read
        return len({(one.sheet, one.row) for one in self.obstacles})


def preview_report(
    record: Record, data: bytes, file_name: str, view: View, replaces: str | None = None
) -> Preview:
    """Read and check the file, and judge as if its values stood; nothing is written."""
    held = assessed(record, view)
    reading = read_report(
        data, file_name, plans=held.plans, present=view.on, is_sample=record.is_sample
    )
    values, problems = reading.values, reading.problems
    if len(values):
        problems = (*problems, *_hidden_values(record, values, replaces))
        values = compare(record, values)
        after = record.standing_if_sent(
            reading.values, replaces=replaces, municipality_code=record.municipality_code
        )
        changes = verdict_changes(held.frame, judged(record, view, after).frame)
    else:
        changes = verdict_changes(held.frame, held.frame)
    return Preview(
        data=data,
        file_name=file_name,
        reading=reading,
        problems=problems,
        values=values,
        changes=changes,
        lapsed=lapsing(record, replaces, reading.values) if replaces else None,
        duplicate_of=_duplicate(record, data, replaces),
        revision=view.revision,
        replaces=replaces,
    )


def _duplicate(record: Record, data: bytes, replaces: str | None) -> str | None:
    """The standing report with the same bytes, unless this one takes another's place."""
    found = standing_duplicate(record, data)
    return found if replaces in (None, found) else None


def _hidden_values(
    record: Record, values: pd.DataFrame, replaces: str | None
) -> tuple[Problem, ...]:
    """公表待ち over a value that stands: to be withdrawn first, never hidden."""
    hidden = awaiting_over_held(record, values, replaces=replaces)
    return tuple(
        Problem(
            "refuse",
            "awaiting_over_held",
            row=int(row["row_no"]),
            raw=str(row["raw_text"]),
            values={"batch": row["held_batch_id"]},
        )
        for row in rows_of(hidden)
    )
