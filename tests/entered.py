"""Documents put into a record as they are, an earlier release's too: what stands, not who may."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yamato_dx.acts.actor import Actor
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.queries.assessed import plan_id_at, view_of
from yamato_dx.store import entries
from yamato_dx.store.record import Record


def plan_of(record: Record) -> str:
    """The id of the one plan of the record; «» where it has none."""
    return plan_id_at(record, view_of(record))


def enter(
    record: Record,
    kind: str,
    documents: Mapping[str, Mapping[str, Any] | None],
    actor: Actor,
    *,
    expected_revision: int | None = None,
) -> int:
    """By key, documents of one kind in an act of its name; None takes away. They speak of the one
    plan of the record, of no plan where it has none."""
    plan_id = plan_of(record)
    written = {
        KINDS[kind].key_in(plan_id, key): json.dumps(document, sort_keys=True)
        for key, document in documents.items()
    }
    return entries.enter(record, kind, {kind: written}, actor, expected_revision=expected_revision)


def progress_of(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, WorkProgress]:
    """By item, what a report says of it, from documents."""
    return {item_id: PROGRESS.read(item_id, document) for item_id, document in documents.items()}
