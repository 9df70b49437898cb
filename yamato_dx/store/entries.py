"""What is entered by hand, in any kind: what differs is added, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from yamato_dx.plan_keys import parted
from yamato_dx.store.files import FileToKeep, append_file
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.promise.transaction import Transaction, audit
from yamato_dx.store.record import Record

_NOTHING: Final = "null"


def enter(
    record: Record,
    act: str,
    documents: Mapping[str, Mapping[str, str]],
    actor: Actor,
    *,
    expected_revision: int | None = None,
    files: Sequence[FileToKeep] = (),
) -> int:
    """Record what differs of `documents` (kind → key → JSON, null takes away) in one transaction,
    with the `files` that they name; the new revision.

    Raises Stale where one of the keys changed since `expected_revision`, but for those that hold
    these very words now: the same save, sent twice, is done once. Refused where that is not there
    yet.
    """
    with record.writing(act) as transaction:
        told = {kind: _differing(record, kind, said) for kind, said in documents.items()}
        if expected_revision is not None:
            transaction.require_reached(expected_revision)
            # What another took away meanwhile is told, although nothing of it is left to take.
            away = {kind: _taken_away(said) for kind, said in documents.items()}
            seen = {kind: {**said, **away[kind]} for kind, said in told.items()}
            require_unchanged_entries(record, seen, expected_revision)
        keys = [key for said in told.values() for key in said]
        if keys:
            transaction.subject = keys[0] if len(keys) == 1 else None
            audit(
                transaction, act, actor, keys={kind: sorted(keyed) for kind, keyed in told.items()}
            )
            for file in files:
                append_file(record, transaction, file.file_name, file.data)
            for kind, said in told.items():
                append_entries(transaction, kind, said, actor)
    return transaction.last_revision


def _differing(record: Record, kind: str, documents: Mapping[str, str]) -> dict[str, str]:
    """What is not said in the same words already."""
    held = record.documents(kind)
    return {
        key: document for key, document in documents.items() if held.get(key, _NOTHING) != document
    }


def _taken_away(documents: Mapping[str, str]) -> dict[str, str]:
    return {key: document for key, document in documents.items() if document == _NOTHING}


def append_entries(
    transaction: Transaction,
    kind: str,
    documents: Mapping[str, str],
    actor: Actor,
    *,
    batch_id: str | None = None,
) -> None:
    for key, document in documents.items():
        plan_id, own_key = parted(key)
        transaction.append(
            "entry",
            kind=kind,
            plan_id=plan_id,
            entry_key=own_key,
            document=document,
            batch_id=batch_id,
            **actor.columns,
        )


def require_unchanged_entries(
    record: Record, documents: Mapping[str, Mapping[str, str]], expected: int
) -> None:
    """Since `expected`. Under the writer's lock, as is `_differing`."""
    head = record.head()
    if expected == head:
        return
    changes = [
        change
        for kind, said in documents.items()
        for change in record.entry_changes(kind, expected, head)
        if change.entry_key in said
    ]
    if changes:
        names = dict.fromkeys(change.actor_name for change in changes)
        raise Stale(
            "store.entries_changed",
            changes=changes,
            revision=head,
            count=len(changes),
            by=", ".join(names),
        )
