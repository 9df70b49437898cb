"""The steps of a report."""

from __future__ import annotations

from typing import Literal

from yamato_dx.errors import Refused
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.transaction import Transaction
from yamato_dx.store.reads.reports import ReportReads


def require_standing(reports: ReportReads, batch_id: str) -> None:
    is_withdrawn = reports.is_withdrawn(batch_id)
    if is_withdrawn is None:
        raise Refused("store.unknown_batch", batch_id=batch_id)
    if is_withdrawn:
        raise Refused("store.already_withdrawn", batch_id=batch_id)


def append_withdrawal(
    transaction: Transaction,
    batch_id: str,
    actor: Actor,
    *,
    reason: str | None = None,
    replaced_by: str | None = None,
) -> None:
    append_event(transaction, batch_id, "withdrawn", actor, reason=reason, replaced_by=replaced_by)


def append_event(
    transaction: Transaction,
    batch_id: str,
    event: Literal["submitted", "withdrawn"],
    actor: Actor,
    **extra: str | None,
) -> None:
    defaults: dict[str, str | None] = {"reason": None, "replaced_by": None}
    transaction.append(
        "batch_event", batch_id=batch_id, event=event, **(defaults | extra), **actor.columns
    )
