"""A moment frozen, seen again as it was, and recomputed beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pandas as pd

from yamato_dx.assessment.frozen import frozen_rows
from yamato_dx.entries.review.snapshots import FrozenPlan, Snapshot
from yamato_dx.queries.assessed import (
    Assessed,
    View,
    assessed,
    plan_ids_in_effect,
    verdict_changes,
)
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record

_ROWS: Final = "{plan_id}-{revision}-{on}.parquet"


def snapshot_at(
    record: Record,
    view: View,
    answer_of: Callable[[Record, View], Assessed] = assessed,
    *,
    named: str = "",
) -> tuple[Snapshot, tuple[FileToKeep, ...]]:
    """What the plans in effect were judged to be at `view`, and the files that keep it. `named`:
    the beginning of their names."""
    frozen, files = [], []
    for plan_id in plan_ids_in_effect(record, view):
        answer = answer_of(record, replace(view, plan_id=plan_id))
        name = named + _ROWS.format(plan_id=plan_id, revision=view.revision, on=view.on)
        file = FileToKeep(name, frozen_rows(answer.frame))
        frozen.append(FrozenPlan(plan_id, answer.plan.plan_version, file.sha256))
        files.append(file)
    return Snapshot(view.revision, view.on, tuple(frozen)), tuple(files)


def view_of_snapshot(snapshot: Snapshot, plan_id: str = "") -> View:
    """As it was seen then. `plan_id`: the plan in sight, the snapshot's first unless told."""
    plans = tuple((plan.plan_id, plan.rows) for plan in snapshot.plans)
    in_sight = plan_id or (plans[0][0] if plans else "")
    return View(snapshot.revision, snapshot.on, plan_id=in_sight, frozen=plans)


def recomputed_otherwise(record: Record, snapshot: Snapshot, plan_id: str) -> pd.DataFrame:
    """As `verdict_changes`: the rows of that plan of which today's rules make something else than
    was frozen (before: then, after: today), with the `rule_after` that judges them; none where
    the rules are what they were."""
    then = view_of_snapshot(snapshot, plan_id)
    today = replace(then, frozen=())
    return verdict_changes(assessed(record, then).frame, assessed(record, today).frame)
