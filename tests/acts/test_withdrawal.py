from __future__ import annotations

import pytest

from tests.store.cases import CLERK, send, standing_values, values
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.store.record import Record


def test_a_withdrawn_report_is_as_if_never_received(record: Record) -> None:
    send(record, values(a=1.0))
    before = record.standing()
    second = send(record, values(a=2.0, b=2.0))
    revision = withdraw(record, second.batch_id, CLERK, "転記誤り")
    assert record.standing().equals(before)
    assert record.head() == revision
    # What was received stays in the record.
    assert standing_values(record.actual_rows(second.batch_id)) == {"a": 2.0, "b": 2.0}


def test_an_unknown_report_is_refused(record: Record) -> None:
    with pytest.raises(Refused) as refusal:
        withdraw(record, "R8-0001", CLERK)
    assert (refusal.value.message_id, record.head()) == ("store.unknown_batch", 0)


def test_a_report_is_withdrawn_once(record: Record) -> None:
    first = send(record, values(a=1.0))
    revision = withdraw(record, first.batch_id, CLERK)
    with pytest.raises(Refused) as refusal:
        withdraw(record, first.batch_id, CLERK)
    assert refusal.value.message_id == "store.already_withdrawn"
    assert record.head() == revision
