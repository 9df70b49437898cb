"""戻ってきたファイル: 事務局 sends what a section gave back, as it is."""

from __future__ import annotations

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.report import Receipt, send_report
from yamato_dx.entries.cards import CARD
from yamato_dx.errors import Refused
from yamato_dx.queries.rounds.held import NO_PLAN
from yamato_dx.queries.rounds.returned import ReturnedFile
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def receive_returned(record: Record, found: ReturnedFile, *, actor: Actor) -> Receipt | None:
    """Its report, and how figures are got; None where it brought cards alone.

    Raises NotPermitted, Refused where it cannot be sent as it is, Stale where what it says was
    changed since it was looked at.
    """
    require(actor, Act.HOLD_ROUND)
    if found.result != "sendable":
        raise Refused("rounds.refused.not_sendable", name=found.file_name)
    receipt = None
    if found.has_report:
        preview = found.preview
        assert preview is not None, "what has a report was read"
        receipt = send_report(
            record,
            data=found.data,
            file_name=found.file_name,
            values=preview.values,
            actor=actor,
            previewed_at=preview.revision,
            progress=preview.reading.progress,
            answered=preview.reading.answered,
        )
    if found.cards:
        enter(record, CARD, found.cards, actor, plan_id=NO_PLAN)
    return receipt
