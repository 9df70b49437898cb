"""The form of a round that came back: its report and how figures are got, sent as one."""

from __future__ import annotations

from collections.abc import Mapping

from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.report import NO_REASONS, Receipt, send_report
from yamato_dx.entries.cards import CARD
from yamato_dx.errors import Refused
from yamato_dx.queries.reports.preview import Preview
from yamato_dx.queries.rounds.held import NO_PLAN
from yamato_dx.queries.rounds.returned import ReturnedFile
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.receiving import CorrectedFigure
from yamato_dx.store.record import Record


def receive_returned(record: Record, found: ReturnedFile, *, actor: Actor) -> Receipt | None:
    """戻ってきたファイル: 事務局 sends what a section gave back, as it is. As `send_form`.

    Raises NotPermitted, Refused where it cannot be sent as it is, Stale where what it says was
    changed since it was looked at.
    """
    require(record, actor, Act.HOLD_ROUND)
    if found.result != "sendable" or found.preview is None:
        raise Refused("rounds.refused.not_sendable", name=found.file_name)
    return send_form(record, found.preview, actor=actor)


def send_form(
    record: Record,
    preview: Preview,
    *,
    actor: Actor,
    correction_reason: str | None = None,
    own_reasons: Mapping[CorrectedFigure, str] = NO_REASONS,
) -> Receipt | None:
    """The report that was previewed and the cards that its file brings, in one act of the ledger;
    None where it brings cards alone. Raises what `send_report` raises."""
    entered = {CARD: preview.cards} if preview.cards else {}
    if entered and not preview.brings_report:
        enter(
            record,
            CARD,
            preview.cards,
            actor,
            plan_id=NO_PLAN,
            expected_revision=preview.revision,
        )
        return None
    return send_report(
        record,
        data=preview.data,
        file_name=preview.file_name,
        values=preview.values,
        actor=actor,
        previewed_at=preview.revision,
        replaces=preview.replaces,
        progress=preview.reading.progress,
        answered=preview.reading.answered,
        answers_to=preview.answers_to,
        correction_reason=correction_reason,
        own_reasons=own_reasons,
        left_out=preview.left_out,
        entered=entered,
    )
