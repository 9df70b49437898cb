"""The few writes of the record that are neither a report nor an entry; each one transaction.

Called from `acts/` only, as are `receiving` and `entries`.
"""

from __future__ import annotations

from hashlib import sha256

from yamato_dx.errors import Refused
from yamato_dx.plan_keys import parted
from yamato_dx.store.file.loss import Loss, audit_loss
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.promise.transaction import Transaction, audit
from yamato_dx.store.record import SAMPLE, Record
from yamato_dx.store.report_events import append_withdrawal, require_unconfirmed


def withdraw(
    record: Record,
    batch_id: str,
    actor: Actor,
    *,
    reason: str | None,
    expected_revision: int | None = None,
) -> int:
    """Withdraw a standing report that nobody confirmed; the new revision. Raises Refused, also
    where `expected_revision` is not there yet; Stale where something else stands since then for
    what the report says."""
    with record.writing("withdraw") as transaction:
        require_unconfirmed(record, batch_id)
        if expected_revision is not None:
            transaction.require_reached(expected_revision)
            _require_as_seen(record, batch_id, expected_revision)
        transaction.subject = batch_id
        append_withdrawal(transaction, batch_id, actor, reason=reason)
        audit(transaction, "withdraw", actor, reason=reason)
    return transaction.last_revision


def _require_as_seen(record: Record, batch_id: str, expected: int) -> None:
    """What would come back in the place of a report depends on all that was said of the same."""
    count = record.overtaken_count(batch_id, expected)
    if count:
        raise Stale("store.withdrawal_stale", revision=record.head(), count=count)


def load_dataset(record: Record, kind: str, document: str, actor: Actor) -> bool:
    """Store `document` if it differs from the newest load of its kind; whether it did."""
    with record.writing("load") as transaction:
        if record.dataset_hashes(kind).get(kind) == dataset_hash(document):
            return False
        append_dataset(transaction, kind, document, actor)
    return True


def append_dataset(
    transaction: Transaction, kind: str, document: str, actor: Actor, **detail: object
) -> None:
    """`detail`: what is said in the act's own line beside the hash of what was loaded."""
    transaction.subject = kind
    digest = dataset_hash(document)
    plan_id, own_kind = parted(kind)
    transaction.append(
        "dataset_load", kind=own_kind, plan_id=plan_id, sha256=digest, document=document
    )
    audit(transaction, "load", actor, sha256=digest, **detail)


def dataset_hash(document: str) -> str:
    """As of `Record.dataset_hashes`."""
    return sha256(document.encode()).hexdigest()


def mark_sample(record: Record, actor: Actor) -> bool:
    """Mark an empty record as one of fictitious figures; whether it was not yet. Raises Refused
    where reports are in it: somebody's real figures must never be taken for a sample."""
    if record.is_sample:
        return False
    if record.has_reports():
        raise Refused("store.not_a_sample", path=record.path)
    return load_dataset(record, SAMPLE, SAMPLE, actor)


def accept_loss(record: Record, actor: Actor, reason: str | None) -> Loss:
    """Go on without what the record lacks; what that was. The numbers of lost reports are given
    to no other. Raises Refused where nothing is lost."""
    loss = record.loss
    if loss is None:
        raise Refused("store.witness.nothing_to_accept", path=record.place)
    record.let_go()
    with record.writing("accept_loss", goes_on=True) as transaction:
        audit_loss(transaction, "accept_loss", actor, loss.seen, reason=reason, kind=loss.kind)
    return loss


def confirm_clock(record: Record, actor: Actor) -> bool:
    """Keep that somebody said the clock is right, so that the next start need not ask; whether it
    had been asked."""
    if not record.is_clock_asked:
        return False
    with record.writing("confirm_clock") as transaction:
        audit(transaction, "confirm_clock", actor)
    return True
