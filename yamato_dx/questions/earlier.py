"""What the record holds of the figures that a report may bring, for intake to hold them against."""

from __future__ import annotations

from functools import lru_cache

from yamato_dx.intake.earlier import Earlier
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.questions.assessed import View, assessed
from yamato_dx.store.record import Record


@lru_cache(maxsize=8)
def earlier_of(record: Record, view: View) -> Earlier:
    """Of the record's own municipality; a yes counts whatever became of its report."""
    held = assessed(record, view)
    answers = record.ask("answers", as_of_revision=view.revision, batch_id=None)
    return Earlier(
        years=held.frame.loc[
            held.frame["actual_value"].notna(),
            ["municipality_code", "kpi_id", "fiscal_year", "actual_value"],
        ],
        standing=held.standing,
        confirmed=answers[(answers["choice"] == AS_IT_STANDS) & answers["kpi_id"].notna()],
    )
