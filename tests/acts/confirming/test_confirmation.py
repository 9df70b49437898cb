"""確認: all or none, what was seen; then a change is a correction with its reason."""

from __future__ import annotations

from functools import partial

import pytest

from tests.racing import at_once, refusals
from tests.store.cases import CLERK, CODE, send, standing_values, value, values
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.permissions import NotPermitted
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.receiving import figure_keys
from yamato_dx.store.record import Record

OFFICE = Actor.at_server("企画係")


def test_a_confirmed_report_says_by_whom_and_under_which_number(record: Record) -> None:
    first = send(record, values(a=1.0)).batch_id
    before = record.standing()
    revision = confirm(record, [first], OFFICE, approval_no="企第12号")
    report = record.batches().iloc[0]
    assert (report["status"], report["confirmed_by"], report["approval_no"]) == (
        "standing",
        "企画係",
        "企第12号",
    )
    assert record.standing().equals(before)
    assert record.head() == revision


def test_several_are_confirmed_in_one_act_or_none_is(record: Record) -> None:
    first, second, third = (send(record, values(**{name: 1.0})).batch_id for name in "abc")
    withdraw(record, second, CLERK)
    head = record.head()
    with pytest.raises(Refused) as refusal:
        confirm(record, [first, second, third], OFFICE)
    assert (refusal.value.message_id, record.head()) == ("store.already_withdrawn", head)
    confirm(record, [first, third, first], OFFICE)
    assert record.moments()["act"].iloc[0] == "confirm"
    assert record.batches()["confirmed_at"].notna().tolist() == [True, False, True]
    assert record.faults().empty


@pytest.mark.parametrize(
    ("names", "message_id"),
    [
        ([], "store.nothing_to_confirm"),
        (["R8-0009"], "store.unknown_batch"),
        (["R8-0001"], "store.already_confirmed"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(
    record: Record, names: list[str], message_id: str
) -> None:
    confirm(record, [send(record, values(a=1.0)).batch_id], OFFICE)
    head = record.head()
    with pytest.raises(Refused) as refusal:
        confirm(record, names, OFFICE)
    assert (refusal.value.message_id, record.head()) == (message_id, head)


def test_a_report_is_confirmed_as_it_was_seen(record: Record) -> None:
    first, other = (send(record, values(**{name: 1.0})).batch_id for name in "ab")
    seen = record.head()
    send(record, values(c=1.0))  # of another thing: in nobody's way
    confirm(record, [other], OFFICE, expected_revision=seen)
    send(record, values(a=2.0))
    head = record.head()
    with pytest.raises(Stale) as refusal:
        confirm(record, [first], OFFICE, expected_revision=seen)
    assert first in refusal.value.sentence("ja")
    assert record.head() == head


def test_two_who_confirm_the_same_at_once_confirm_it_once(record: Record) -> None:
    first = send(record, values(a=1.0)).batch_id
    act = partial(confirm, record, [first], OFFICE)
    (refusal,) = refusals(at_once(act, act))
    assert isinstance(refusal, Refused)
    assert refusal.message_id == "store.already_confirmed"
    assert record.faults().empty


def test_somebody_at_another_machine_confirms_and_gives_back_nothing(record: Record) -> None:
    visitor = Actor.from_network("窓口", "192.0.2.5")
    own = send(record, values(a=1.0), actor=visitor).batch_id
    head = record.head()
    with pytest.raises(NotPermitted):
        confirm(record, [own], visitor)
    with pytest.raises(NotPermitted):
        give_back(record, own, visitor, "違う")
    assert record.head() == head


def test_what_is_confirmed_is_neither_withdrawn_nor_replaced(record: Record) -> None:
    first = send(record, values(a=1.0)).batch_id
    confirm(record, [first], OFFICE)
    head = record.head()
    with pytest.raises(Refused) as refusal:
        withdraw(record, first, OFFICE, "誤り")
    assert refusal.value.message_id == "store.already_confirmed"
    with pytest.raises(Refused) as refusal:
        send(record, values(a=2.0), replaces=first, correction_reason="誤り")
    assert refusal.value.message_id == "store.already_confirmed"
    assert record.head() == head


@pytest.mark.parametrize(
    ("confirmed", "sent", "needs_reason"),
    [
        (value("a", 1.0), value("a", 2.0), True),
        (value("a", 1.0), value("a", 1.0), False),  # sent again as it was
        (value("a", 1.0), value("a", 1.0, note="再掲"), False),  # the figure stands
        (value("a", 1.0), value("a", 1.0, numerator=1.0, denominator=2.0), True),
        (value("a", 1.0, value_status="preliminary"), value("a", 2.0), False),  # 速報 → 確定
        (
            value("a", 1.0, value_status="forecast"),
            value("a", 2.0, value_status="final"),
            False,
        ),
        # 見込 → 見込: not final yet
        (
            value("a", 1.0, value_status="forecast"),
            value("a", 2.0, value_status="forecast"),
            True,
        ),
        (value("a", None), value("a", 2.0), False),  # 公表待ち is published
        # The same figure, no longer final; of other weight in its year's mean.
        (value("a", 1.0), value("a", 1.0, value_status="forecast"), True),
        (value("a", 1.0, weight=100.0), value("a", 1.0, weight=1.0), True),
        (
            value("a", 1.0, value_status="preliminary"),
            value("a", 1.0, value_status="final"),
            False,
        ),
        (value("a", 1.0), value("b", 2.0), False),  # of another KPI
    ],
)
def test_a_change_after_confirmation_needs_a_reason(
    record: Record,
    confirmed: dict[str, object],
    sent: dict[str, object],
    needs_reason: bool,
) -> None:
    confirm(record, [send(record, values(confirmed)).batch_id], OFFICE)
    head = record.head()
    if needs_reason:
        with pytest.raises(Refused) as refusal:
            send(record, values(sent), correction_reason="  ")
        assert refusal.value.message_id == "store.correction_without_reason"
        assert record.head() == head
        send(record, values(sent), correction_reason="集計の誤り")
        assert record.batches().iloc[0]["correction_reason"] == "集計の誤り"
    else:
        send(record, values(sent))
    assert record.faults().empty


def test_a_correction_that_stands_is_sent_again_without_another_reason(record: Record) -> None:
    confirm(record, [send(record, values(a=1.0)).batch_id], OFFICE)
    send(record, values(a=2.0), correction_reason="誤り")
    send(record, values(a=2.0, b=1.0))
    assert standing_values(record.standing()) == {"a": 2.0, "b": 1.0}


def test_what_takes_the_place_of_a_correction_says_why_itself(record: Record) -> None:
    confirm(record, [send(record, values(a=1.0)).batch_id], OFFICE)
    second = send(record, values(a=2.0), correction_reason="誤り").batch_id
    head = record.head()
    with pytest.raises(Refused) as refusal:
        send(record, values(a=2.0), replaces=second)
    assert (refusal.value.message_id, record.head()) == (
        "store.correction_without_reason",
        head,
    )
    send(record, values(a=2.0), replaces=second, correction_reason="二重に数えた")
    assert record.figure_states(CODE)["correction_reason"].tolist() == ["二重に数えた"]


def test_each_of_several_corrections_may_have_a_reason_of_its_own(record: Record) -> None:
    confirm(record, [send(record, values(a=1.0, b=1.0, c=1.0)).batch_id], OFFICE)
    sent = values(a=2.0, b=2.0, c=2.0)
    first, second, third = figure_keys(sent)
    own = {first: "延べ人数だった", second: " "}
    head = record.head()
    with pytest.raises(Refused) as refusal:
        send(record, sent, own_reasons=own)
    assert (refusal.value.values["count"], record.head()) == (2, head)
    send(record, sent, own_reasons=own, correction_reason="数え直した")
    states = record.figure_states(CODE)
    assert states["correction_reason"].tolist() == ["延べ人数だった", "数え直した", "数え直した"]
    # All of them with their own need none of the report's.
    every = {first: "一", second: "二", third: "三"}
    send(record, values(a=3.0, b=3.0, c=3.0), own_reasons=every)
    assert record.figure_states(CODE)["correction_reason"].tolist() == ["一", "二", "三"]
    assert record.batches()["correction_reason"].isna().iloc[0]
    assert record.faults().empty
