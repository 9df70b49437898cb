"""実績の報告: sending a report."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx.errors import Refused
from yamato_dx.questions.comparison import standing_duplicate
from yamato_dx.store import ledger
from yamato_dx.store.actor import Actor
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Receipt:
    """`batch_id` is the 報告番号. `duplicate_of`: that report stands already, nothing was added."""

    batch_id: str
    revision: int
    duplicate_of: str | None = None


def send_report(
    record: Record,
    *,
    data: bytes,
    file_name: str,
    values: pd.DataFrame,
    actor: Actor,
    previewed_at: int,
    replaces: str | None = None,
    note: str | None = None,
) -> Receipt:
    """Receive a file's VALUES whole, in one transaction; 差替え where `replaces` is given.

    The same bytes again, while that report stands and its values hold, add nothing. Raises Stale
    where a key changed since `previewed_at`, Refused where nothing is to be stored, a 公表待ち
    would hide a value, or `replaces` is unknown or withdrawn.
    """
    duplicate = standing_duplicate(record, data)
    # In place of another report, the same bytes are a real act: that other one is withdrawn.
    if duplicate and replaces in (None, duplicate):
        return Receipt(duplicate, record.head(), duplicate_of=duplicate)
    if not len(values):
        raise Refused("store.nothing_to_store")
    report = ledger.NewReport(values, actor, data, file_name, note, replaces)
    received = ledger.receive(record, report, expected_revision=previewed_at)
    return Receipt(received.batch_id, received.revision)
