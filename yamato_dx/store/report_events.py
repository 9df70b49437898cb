"""The steps of a report."""

from __future__ import annotations

from typing import Literal

from yamato_dx.errors import Refused
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.transaction import Transaction
from yamato_dx.store.reads.reports import ReportReads

StepKind = Literal["submitted", "confirmed", "returned", "withdrawn"]


def require_standing(reports: ReportReads, batch_id: str) -> str:
    """Its last step, of a report that neither was withdrawn nor given back. Raises Refused."""
    step = reports.last_step(batch_id)
    if step is None:
        raise Refused("store.unknown_batch", batch_id=batch_id)
    if step in ("withdrawn", "returned"):
        raise Refused(f"store.already_{step}", batch_id=batch_id)
    return step


def require_unconfirmed(reports: ReportReads, batch_id: str) -> None:
    """As `require_standing`, of one that nobody confirmed: what was confirmed is corrected by a
    new report, with its reason."""
    if require_standing(reports, batch_id) == "confirmed":
        raise Refused("store.already_confirmed", batch_id=batch_id)


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
    event: StepKind,
    actor: Actor,
    **extra: str | None,
) -> None:
    defaults: dict[str, str | None] = {"reason": None, "replaced_by": None, "approval_no": None}
    transaction.append(
        "batch_event", batch_id=batch_id, event=event, **(defaults | extra), **actor.columns
    )
