"""取消し: a report as if never received. What it would bring back: `report.lapsing`."""

from __future__ import annotations

from functools import partial

from yamato_dx.acts.permissions import Act, require
from yamato_dx.queries.rights.subjects import of_report
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
    require(record, actor, Act.WITHDRAW, partial(of_report, record, batch_id))
    return ledger.withdraw(
        record, batch_id, actor, reason=reason, expected_revision=expected_revision
    )
