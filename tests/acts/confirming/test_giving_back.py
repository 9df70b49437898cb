"""差戻し: as if never received, with a reason; a new report may answer it."""

from __future__ import annotations

import pytest

from tests.store.cases import CLERK, send, standing_values, values
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.report import Attachment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


def test_what_is_given_back_holds_no_longer(record: Record) -> None:
    send(record, values(a=1.0), progress={"1-1": {"status": "under_way"}})
    before = record.standing(), record.entries("progress")
    second = send(
        record,
        values(a=2.0, b=2.0),
        data=b"same",
        progress={"1-1": {"status": "done"}},
        attachments=[Attachment("a.pdf", b"%PDF")],
    )
    give_back(record, second.batch_id, CLERK, "実人数で")
    assert record.standing().equals(before[0])
    assert record.entries("progress").equals(before[1])
    assert list(record.entry_history("progress")["is_withdrawn"]) == [False, True]
    report = record.batches().iloc[0]
    assert (report["status"], report["returned_reason"]) == ("returned", "実人数で")
    # What was received stays in the record, and may come again.
    assert standing_values(record.actual_rows(second.batch_id)) == {"a": 2.0, "b": 2.0}
    assert send(record, values(a=2.0), data=b"same").duplicate_of is None
    assert record.faults().empty


@pytest.mark.parametrize("reason", ["", "　 "])
def test_a_reason_is_obligatory(record: Record, reason: str) -> None:
    first = send(record, values(a=1.0)).batch_id
    head = record.head()
    with pytest.raises(Refused) as refusal:
        give_back(record, first, CLERK, reason)
    assert (refusal.value.message_id, record.head()) == ("store.return_without_reason", head)


def test_a_report_falls_once(record: Record) -> None:
    first, second = (send(record, values(a=one)).batch_id for one in (1.0, 2.0))
    give_back(record, first, CLERK, "違う")
    withdraw(record, second, CLERK)
    head = record.head()
    for act, message_id in (
        (lambda: give_back(record, first, CLERK, "違う"), "store.already_returned"),
        (lambda: withdraw(record, first, CLERK), "store.already_returned"),
        (lambda: confirm(record, [first], CLERK), "store.already_returned"),
        (lambda: give_back(record, second, CLERK, "違う"), "store.already_withdrawn"),
        (lambda: send(record, values(a=3.0), replaces=first), "store.already_returned"),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.message_id == message_id
    assert record.head() == head


def test_it_is_of_what_was_seen(record: Record) -> None:
    first = send(record, values(a=1.0)).batch_id
    seen = record.head()
    send(record, values(a=2.0))
    with pytest.raises(Stale):
        give_back(record, first, CLERK, "違う", expected_revision=seen)


def test_a_confirmed_report_can_be_given_back(record: Record) -> None:
    """The way out where the wrong one was confirmed; withdrawn it cannot be."""
    first = send(record, values(a=1.0)).batch_id
    confirm(record, [first], CLERK)
    give_back(record, first, CLERK, "別の年度のファイル")
    assert record.standing().empty
    assert record.faults().empty


def test_a_new_report_answers_it_and_both_say_so(record: Record) -> None:
    first = send(record, values(a=1.0)).batch_id
    with pytest.raises(Refused) as refusal:
        send(record, values(a=2.0), answers_to=first)
    assert refusal.value.message_id == "store.not_returned"
    give_back(record, first, CLERK, "実人数で")
    answer = send(record, values(a=2.0), answers_to=first).batch_id
    reports = record.batches().set_index("batch_id")
    assert (reports.at[answer, "answers"], reports.at[first, "answered_by"]) == (first, answer)
