"""What the municipality says beside its figures: sections, owners, supplements, components…"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yamato_dx.acts.permissions import require_entering
from yamato_dx.store import entries
from yamato_dx.store.actor import Actor
from yamato_dx.store.record import Record
from yamato_dx.store.refusals import Stale

__all__ = ["Stale", "as_json", "enter", "enter_together"]


def enter(
    record: Record,
    kind: str,
    documents: Mapping[str, Mapping[str, Any] | None],
    actor: Actor,
    *,
    expected_revision: int | None = None,
) -> int:
    """Record one save of things of one kind (key → document, None takes it away), all or nothing.

    What stands already in the same words adds nothing. Returns the new revision. Raises
    NotPermitted, Stale where one of the keys changed since `expected_revision`, Refused where that
    is not there yet.
    """
    return enter_together(
        record, kind, {kind: documents}, actor, expected_revision=expected_revision
    )


def enter_together(
    record: Record,
    act: str,
    documents: Mapping[str, Mapping[str, Mapping[str, Any] | None]],
    actor: Actor,
    *,
    expected_revision: int | None = None,
) -> int:
    """As `enter`, of several kinds (kind → key → document) that one save brings: one act."""
    require_entering(actor, documents)
    written = {
        kind: {key: as_json(document) for key, document in said.items()}
        for kind, said in documents.items()
    }
    return entries.enter(record, act, written, actor, expected_revision=expected_revision)


def as_json(document: Mapping[str, Any] | None) -> str:
    """The one way in which a document is written: equal documents are equal text."""
    if document is None:
        return "null"
    return json.dumps(dict(document), ensure_ascii=False, sort_keys=True, allow_nan=False)
