"""確認 and 差戻し of reports, each one transaction. Called from `acts/` only."""

from __future__ import annotations

from collections.abc import Sequence

from yamato_dx.errors import Refused
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.promise.transaction import audit
from yamato_dx.store.record import Record
from yamato_dx.store.report_events import append_event, require_standing, require_unconfirmed


def confirm(
    record: Record,
    batch_ids: Sequence[str],
    actor: Actor,
    *,
    approval_no: str | None,
    expected_revision: int | None = None,
) -> int:
    """Confirm the reports, all or none; the new revision. Raises Refused: none is named, one is
    unknown, has fallen or is confirmed already, `expected_revision` is not there yet; Stale: since
    then another report spoke of what one of them says."""
    chosen = tuple(dict.fromkeys(batch_ids))
    if not chosen:
        raise Refused("store.nothing_to_confirm")
    with record.writing("confirm") as transaction:
        for batch_id in chosen:
            require_unconfirmed(record, batch_id)
        if expected_revision is not None:
            transaction.require_reached(expected_revision)
            _require_as_seen(record, chosen, expected_revision)
        transaction.subject = chosen[0] if len(chosen) == 1 else None
        for batch_id in chosen:
            append_event(transaction, batch_id, "confirmed", actor, approval_no=approval_no)
        audit(transaction, "confirm", actor, batch_ids=chosen, approval_no=approval_no)
    return transaction.last_revision


def give_back(
    record: Record,
    batch_id: str,
    actor: Actor,
    *,
    reason: str,
    expected_revision: int | None = None,
) -> int:
    """差戻し: the report's values hold no longer; the new revision. Raises as `confirm`, but a
    confirmed report can be given back."""
    with record.writing("return") as transaction:
        require_standing(record, batch_id)
        if expected_revision is not None:
            transaction.require_reached(expected_revision)
            _require_as_seen(record, (batch_id,), expected_revision)
        transaction.subject = batch_id
        append_event(transaction, batch_id, "returned", actor, reason=reason)
        audit(transaction, "return", actor, reason=reason)
    return transaction.last_revision


def _require_as_seen(record: Record, batch_ids: Sequence[str], expected: int) -> None:
    overtaken = [batch_id for batch_id in batch_ids if record.overtaken_count(batch_id, expected)]
    if overtaken:
        raise Stale(
            "store.confirming_stale",
            revision=record.head(),
            count=len(overtaken),
            batches=", ".join(overtaken),
        )
