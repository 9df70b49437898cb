"""What a report said of work items, as a table to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from yamato_dx.plan_keys import parted
from yamato_dx.queries.reports.history import ReportDetail
from yamato_dx.queries.reports.owned import Owned
from yamato_dx.queries.reports.progress_changes import ProgressChange
from yamato_dx.queries.schedule.words import status_word

_TEXTS: Final = (
    "municipality_code",
    "plan_id",
    "item_kind",
    "item_id",
    "item_name",
    "work_status",
    "work_status_label",
    "work_evidence",
    "progress_change",
    "replaced_work_status",
    "replaced_batch_id",
    "batch_id",
)
_MONTHS: Final = ("start_month", "finish_month")


def reported_progress_table(
    detail: ReportDetail, things: Sequence[Owned], code: str, lang: str
) -> pd.DataFrame:
    """One row per work item or commitment of which the report says something; one that is none of
    `things` by its id alone. `code`: of the municipality."""
    named = {thing.owned_id: thing for thing in things if thing.kind != "kpi"}
    rows = [_row(change, named.get(change.item_key), lang) for change in detail.progress]
    kinds = dict.fromkeys(_TEXTS, "str") | dict.fromkeys(_MONTHS, "datetime64[us]")
    return (
        pd.DataFrame(rows)
        .assign(
            municipality_code=code,
            batch_id=detail.batch["batch_id"],
            recorded_at=detail.batch["recorded_at"],
        )
        .astype(kinds)
    )


def _row(change: ProgressChange, thing: Owned | None, lang: str) -> dict[str, object]:
    said, before = change.after, change.before
    assert said is not None, "a report says something of each of its items"
    plan_id, item_id = parted(change.item_key)
    return {
        "plan_id": plan_id,
        "item_kind": thing.kind if thing else None,
        "item_id": item_id,
        "item_name": thing.name if thing else None,
        "work_status": said.status,
        "work_status_label": status_word(said.status, lang),
        "start_month": said.start_month,
        "finish_month": said.finish_month,
        "work_evidence": said.evidence or None,
        "progress_change": change.change,
        "replaced_work_status": before.status if before else None,
        "replaced_batch_id": change.before_batch_id or None,
    }
