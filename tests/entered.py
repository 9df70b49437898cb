"""Documents put into a record as they are, an earlier release's too: what stands, not who may."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yamato_dx.acts.actor import Actor
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.store import entries
from yamato_dx.store.record import Record


def enter(
    record: Record,
    kind: str,
    documents: Mapping[str, Mapping[str, Any] | None],
    actor: Actor,
    *,
    expected_revision: int | None = None,
) -> int:
    """By key, documents of one kind in an act of its name; None takes away."""
    written = {key: json.dumps(document, sort_keys=True) for key, document in documents.items()}
    return entries.enter(record, kind, {kind: written}, actor, expected_revision=expected_revision)


def progress_of(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, WorkProgress]:
    """By item, what a report says of it, from documents."""
    return {item_id: PROGRESS.read(item_id, document) for item_id, document in documents.items()}
