"""What the municipality says beside its figures: sections, owners, supplements, components…"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from yamato_dx.acts.permissions import require_entering
from yamato_dx.entries.kind import Entered, EntryKind
from yamato_dx.store import entries
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

__all__ = ["Stale", "enter", "enter_together"]

V = TypeVar("V")


def enter(
    record: Record,
    kind: EntryKind[V],
    values: Mapping[str, V | None],
    actor: Actor,
    *,
    plan_id: str,
    expected_revision: int | None = None,
    files: Sequence[FileToKeep] = (),
) -> int:
    """Record one save of things of one kind (key → value, None takes it away), all or nothing.
    `plan_id`: of the plan of whose things it says something. `files`: whose sha256 stands in them.

    What stands already in the same words adds nothing, whoever said it. Returns the new revision.
    Raises NotPermitted, Stale where one of the keys changed since `expected_revision` to anything
    else, Refused where that is not there yet.
    """
    return enter_together(
        record,
        {kind: values},
        actor,
        plan_id=plan_id,
        expected_revision=expected_revision,
        files=files,
    )


def enter_together(
    record: Record,
    entered: Entered,
    actor: Actor,
    *,
    plan_id: str,
    expected_revision: int | None = None,
    files: Sequence[FileToKeep] = (),
) -> int:
    """As `enter`, of several kinds of one act that one save brings."""
    require_entering(record, actor, entered, plan_id)
    act, *others = {kind.history.act for kind in entered if kind.history}
    assert not others, "what one save brings is entered by one act"
    documents = documents_of(entered, plan_id)
    return entries.enter(
        record, act, documents, actor, expected_revision=expected_revision, files=files
    )


def documents_of(entered: Entered, plan_id: str) -> dict[str, dict[str, str]]:
    """Kind → key of the ledger → JSON."""
    return {
        kind.name: {kind.key_in(plan_id, key): kind.json(value) for key, value in values.items()}
        for kind, values in entered.items()
    }
