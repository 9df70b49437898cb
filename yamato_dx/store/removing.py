"""The bytes of a received file go; its hash, its name and why they went stay."""

from __future__ import annotations

from yamato_dx.errors import Refused
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.transaction import audit
from yamato_dx.store.record import Record


def remove_bytes(
    record: Record, sha256: str, actor: Actor, *, reason: str, first_by: Actor | None = None
) -> int:
    """The new revision. `first_by`: whose decision it was, where it is done again after a restore.
    Raises Refused where there is no such file, or its bytes are gone."""
    with record.writing("remove_bytes") as transaction:
        file = record.received_file(sha256)
        if file is None:
            raise Refused("store.removal.unknown", sha256=sha256)
        file_name, has_bytes = file
        if not has_bytes:
            raise Refused("store.removal.done", name=file_name)
        transaction.subject = sha256
        again = {"again": True} if first_by else {}
        audit(transaction, "remove_bytes", actor, reason=reason, file_name=file_name, **again)
        by = first_by or actor
        transaction.append("removal", sha256=sha256, reason=reason, **by.columns)
    return transaction.last_revision
