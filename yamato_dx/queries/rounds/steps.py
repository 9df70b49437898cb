"""How far each report has come: the one place where 照会 looks a report's state up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from yamato_dx.queries.reports.history import batches
from yamato_dx.queries.rows import rows_of
from yamato_dx.store.record import Record

StepState = Literal["submitted", "confirmed", "returned", "withdrawn"]


@dataclass(frozen=True)
class RoundStep:
    """The last step of a report. `reason`: of a return; `document_no`: of a confirmation, «»
    where there is none. `came_at`: the revision at which the report was received."""

    batch_id: str
    state: StepState
    by: str
    at: datetime
    came_at: int
    reason: str = ""
    document_no: str = ""


@lru_cache(maxsize=16)
def report_steps(record: Record, revision: int) -> Mapping[str, RoundStep]:
    """Of every report received by `revision`, by its number."""
    return {
        str(row["batch_id"]): RoundStep(
            str(row["batch_id"]),
            "submitted" if row["status"] == "standing" else "withdrawn",
            str(row["actor_name"]),
            row["recorded_at"].to_pydatetime(),
            int(row["revision"]),
        )
        for row in rows_of(batches(record, revision))
    }
