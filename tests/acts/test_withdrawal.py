from __future__ import annotations

from functools import partial

import pytest

from tests.racing import at_once, refusals
from tests.store.cases import CLERK, send, standing_values, values
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.store.promise.refusals import Stale
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


def test_a_withdrawal_is_of_what_was_seen_to_come_back(record: Record) -> None:
    send(record, values(a=1.0))
    second = send(record, values(a=2.0, b=2.0))
    seen = record.head()
    send(record, values(c=3.0))  # of another thing: in nobody's way
    send(record, values(a=4.0))
    before = record.standing()
    with pytest.raises(Stale):
        withdraw(record, second.batch_id, CLERK, expected_revision=seen)
    assert record.standing().equals(before)
    withdraw(record, second.batch_id, CLERK, expected_revision=record.head())
    assert standing_values(record.standing()) == {"a": 4.0, "c": 3.0}


def test_a_withdrawal_beneath_changes_what_would_come_back(record: Record) -> None:
    first = send(record, values(a=1.0), progress={"1-1": {"status": "done"}})
    second = send(record, values(b=2.0), progress={"1-1": {"status": "under_way"}})
    seen = record.head()
    withdraw(record, first.batch_id, Actor.at_server("もう一人"))
    with pytest.raises(Stale):
        withdraw(record, second.batch_id, CLERK, expected_revision=seen)
    assert standing_values(record.standing()) == {"b": 2.0}


def test_two_who_withdraw_at_once_withdraw_once(record: Record) -> None:
    report = send(record, values(a=1.0))
    seen = record.head()
    act = partial(withdraw, record, report.batch_id, CLERK, expected_revision=seen)
    outcomes = at_once(act, act, act)
    told = [one.message_id for one in refusals(outcomes)]
    assert told == ["store.already_withdrawn"] * 2
    assert record.faults().empty
