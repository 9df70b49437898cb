"""The steps of a report, and what every act leaves behind of itself."""

from __future__ import annotations

import json
from typing import Literal

from yamato_dx.errors import Refused
from yamato_dx.store.actor import Actor
from yamato_dx.store.file.witness import Witnessed
from yamato_dx.store.reads.reports import ReportReads
from yamato_dx.store.transaction import Transaction


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


def audit_loss(
    transaction: Transaction, act: str, actor: Actor, seen: Witnessed, **detail: object
) -> None:
    """What was acknowledged and is let go: the numbers of its reports are given to no other."""
    audit(
        transaction,
        act,
        actor,
        last_numbers=dict(seen.last_numbers),
        seen_revision=seen.revision,
        seen_hash=seen.act_hash,
        **detail,
    )


def audit(transaction: Transaction, act: str, actor: Actor, **detail: object) -> None:
    transaction.append(
        "audit_event",
        act=act,
        subject=transaction.subject,
        detail=json.dumps(detail, ensure_ascii=False),
        **actor.columns,
    )
