"""How far each report has come: the one place where 照会 looks a report's state up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from yamato_dx.queries.reports.steps import report_steps as of_reports
from yamato_dx.store.record import Record
from yamato_dx.store.report_events import StepKind


@dataclass(frozen=True)
class RoundStep:
    """The last step of a report. `reason`: of a return; `document_no`: of a confirmation, «»
    where there is none. `came_at`: the revision at which the report was received.
    `questions`: its unlikely figures, sent as they stand."""

    batch_id: str
    state: StepKind
    by: str
    at: datetime
    came_at: int
    reason: str = ""
    document_no: str = ""
    questions: int = 0


@lru_cache(maxsize=16)
def report_steps(record: Record, revision: int) -> Mapping[str, RoundStep]:
    """Of every report received by `revision`, by its number."""
    return {
        batch_id: RoundStep(
            batch_id,
            report.state,
            report.last.by_name,
            report.last.at,
            int(report.steps[0].row["revision"]),
            report.last.reason,
            report.last.approval_no,
            report.questions,
        )
        for batch_id, report in of_reports(record, revision).items()
    }
