"""A moment frozen, seen again as it was, and recomputed beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from yamato_dx.assessment.frozen import frozen_rows
from yamato_dx.entries.review.snapshots import FrozenPlan, FrozenVersion, Snapshot
from yamato_dx.queries.assessed import (
    Assessed,
    View,
    assessed,
    plan_ids_in_effect,
    verdict_changes,
)
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record

_ROWS: Final = "{plan_id}-{plan_version}-{revision}-{on}.parquet"


def snapshot_at(
    record: Record,
    view: View,
    answer_of: Callable[[Record, View], Assessed] = assessed,
    *,
    named: str = "",
) -> tuple[Snapshot, tuple[FileToKeep, ...]]:
    """What the plans in effect were judged to be at `view`, and the files that keep it. `named`:
    the beginning of their names."""
    frozen: list[FrozenPlan] = []
    files: list[FileToKeep] = []
    for plan_id in plan_ids_in_effect(record, view):
        answer = answer_of(record, replace(view, plan_id=plan_id))
        own, *beside = (_rows_of(each, view, named) for each in (answer, *_by_others(answer)))
        others = (FrozenVersion(version, file.sha256) for version, file in beside)
        frozen.append(FrozenPlan(plan_id, own[0], own[1].sha256, tuple(others)))
        files += [file for _, file in (own, *beside)]
    return Snapshot(view.revision, view.on, tuple(frozen)), tuple(files)


def _by_others(answer: Assessed) -> Iterator[Assessed]:
    """By each other version of its plan that is in effect."""
    for version in answer.plans:
        if version.plan_version != answer.plan.plan_version and version.effective_from <= answer.on:
            yield answer.by(version)


def _rows_of(answer: Assessed, view: View, named: str) -> tuple[str, FileToKeep]:
    """The version by which it is judged, and its rows."""
    plan = answer.plan
    told = {"plan_id": plan.plan_id, "plan_version": plan.plan_version}
    name = named + _ROWS.format(**told, revision=view.revision, on=view.on)
    return plan.plan_version, FileToKeep(name, frozen_rows(answer.frame))


def view_of_snapshot(snapshot: Snapshot, plan_id: str = "") -> View:
    """As it was seen then. `plan_id`: the plan in sight, the snapshot's first unless told."""
    in_sight = plan_id or (snapshot.plans[0].plan_id if snapshot.plans else "")
    return View(snapshot.revision, snapshot.on, plan_id=in_sight, frozen=snapshot.plans)


def recomputed_otherwise(record: Record, snapshot: Snapshot, plan_id: str) -> pd.DataFrame:
    """As `verdict_changes`: the rows of that plan of which today's rules make something else than
    was frozen (before: then, after: today), with the `rule_after` that judges them; none where
    the rules are what they were."""
    then = view_of_snapshot(snapshot, plan_id)
    today = replace(then, frozen=())
    return verdict_changes(assessed(record, then).frame, assessed(record, today).frame)
