"""取消し: a report as if never received. What it would bring back: `report.lapsing`."""

from __future__ import annotations

from yamato_dx.acts.permissions import Act, Subject, require
from yamato_dx.queries.reports.history import sent_from
from yamato_dx.store import ledger
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def withdraw(
    record: Record,
    batch_id: str,
    actor: Actor,
    reason: str | None = None,
    *,
    expected_revision: int | None = None,
) -> int:
    """Withdraw a standing report; the new revision. Raises NotPermitted; Refused: unknown,
    withdrawn already, `expected_revision` is not there yet; Stale: since then something else stands
    for what it says."""
    require(actor, Act.WITHDRAW, subject_of(record, batch_id))
    return ledger.withdraw(
        record, batch_id, actor, reason=reason, expected_revision=expected_revision
    )


def subject_of(record: Record, batch_id: str) -> Subject:
    """What the right to withdraw a report hangs on; of a report that is not there, nothing."""
    return Subject(sent_from(record, batch_id))
