"""取消し: a report as if never received. What it would bring back: `report.lapsing`."""

from __future__ import annotations

from yamato_dx.store import ledger
from yamato_dx.store.actor import Actor
from yamato_dx.store.record import Record


def withdraw(
    record: Record,
    batch_id: str,
    actor: Actor,
    reason: str | None = None,
    *,
    expected_revision: int | None = None,
) -> int:
    """Withdraw a standing report; the new revision. Raises Refused: unknown, withdrawn already,
    `expected_revision` is not there yet; Stale: since then something else stands for what it
    says."""
    return ledger.withdraw(record, batch_id, actor, reason, expected_revision)
