from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.store.cases import CLERK, CODE, Clock, send, standing_values, value, values
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.queries.reports.comparison import (
    awaiting_over_held,
    compare,
    lapsing,
    standing_duplicate,
)
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


def test_report_numbers_run_within_the_fiscal_year_of_receipt(record: Record) -> None:
    assert [send(record, values(a=float(one))).batch_id for one in range(3)] == [
        "R8-0001",
        "R8-0002",
        "R8-0003",
    ]


def test_the_fiscal_year_of_receipt_is_tokyos(tmp_path: Path) -> None:
    clock = Clock()
    with Record.open(tmp_path / "record.duckdb", CODE, clock=clock) as record:
        clock.now = datetime(2027, 3, 31, 14, 58, tzinfo=UTC)
        assert send(record, values(a=1.0)).batch_id == "R8-0001"  # 23:59 in Tokyo
        assert send(record, values(a=2.0)).batch_id == "R9-0001"  # midnight


def test_an_act_ends_with_its_last_value(record: Record) -> None:
    first = send(record, values(a=1.0, b=1.0))
    second = send(record, values(a=2.0, b=2.0), replaces=first.batch_id)
    for receipt in (first, second):
        assert record.actual_rows(receipt.batch_id)["revision"].max() == receipt.revision


@pytest.mark.parametrize(
    ("before", "sent", "change"),
    [
        (None, value("a", 1.0), "new"),
        (value("a", 1.0), value("a", 1.0), "unchanged"),
        (value("a", 1.0), value("a", 2.0), "changed"),
        # A blank is not 0.
        (value("a", None), value("a", 0.0), "changed"),
        (value("a", None), value("a", None), "unchanged"),
        # Same number, but now final.
        (value("a", 1.0, value_status="preliminary"), value("a", 1.0), "changed"),
        # 17/20 is not 34/40.
        (
            value("a", 0.85, numerator=17.0, denominator=20.0),
            value("a", 0.85, numerator=34.0, denominator=40.0),
            "changed",
        ),
        (value("a", 1.0), value("a", 1.0, note="訂正"), "changed"),
        (value("a", 1.0), value("a", 1.0, measured_on=pd.Timestamp("2025-03-31")), "changed"),
        # How it was written, and where, is not what was said.
        (value("a", 1312.0), value("a", 1312.0, raw_text="1,312", row_no=9), "unchanged"),
        # Another period is another value.
        (value("a", 1.0, period_months=1), value("a", 1.0), "new"),
    ],
)
def test_compare_says_what_is_new_changed_unchanged(
    record: Record, before: dict[str, object] | None, sent: dict[str, object], change: str
) -> None:
    if before:
        send(record, values(before))
    compared = compare(record, values(sent))
    assert list(compared["change"]) == [change]
    told = compared["before_batch_id"].notna().item()
    assert told is (change != "new")


def test_compare_keeps_the_rows_their_order_and_index(record: Record) -> None:
    send(record, values(a=1.0, b=1.0))
    sent = values(c=3.0, b=2.0, a=1.0).set_index(pd.Index([7, 3, 5]))
    compared = compare(record, sent)
    assert list(compared.index) == [7, 3, 5]
    assert list(compared["change"]) == ["new", "changed", "unchanged"]
    assert compared["before_value"].tolist()[1:] == [1.0, 1.0]
    pd.testing.assert_frame_equal(compared[list(sent.columns)], sent)


def test_compare_of_nothing_has_the_same_columns(record: Record) -> None:
    nothing = compare(record, values(a=1.0).head(0))
    assert len(nothing) == 0
    assert list(nothing.columns) == list(compare(record, values(a=1.0)).columns)


def test_the_same_bytes_while_their_values_hold_add_nothing(record: Record) -> None:
    first = send(record, values(a=1.0), data=b"same")
    again = send(record, values(a=1.0), data=b"same")
    assert (again.batch_id, again.duplicate_of) == (first.batch_id, first.batch_id)
    assert record.head() == first.revision


def test_the_same_bytes_after_another_value_are_a_new_report(record: Record) -> None:
    send(record, values(a=1.0), data=b"same")
    send(record, values(a=2.0))
    assert standing_duplicate(record, b"same") is None
    again = send(record, values(a=1.0), data=b"same")
    assert again.duplicate_of is None
    assert standing_values(record.standing()) == {"a": 1.0}
    assert standing_duplicate(record, b"same") == again.batch_id


def test_the_same_bytes_while_another_report_says_the_same_add_nothing(record: Record) -> None:
    first = send(record, values(a=1.0), data=b"same")
    send(record, values(a=1.0))
    assert standing_duplicate(record, b"same") == first.batch_id


def test_the_same_bytes_can_be_sent_anew_after_withdrawal(record: Record) -> None:
    first = send(record, values(a=1.0), data=b"same")
    withdraw(record, first.batch_id, CLERK, "誤り")
    second = send(record, values(a=1.0), data=b"same")
    assert second.duplicate_of is None
    assert standing_values(record.standing()) == {"a": 1.0}
    assert record.faults().empty  # the bytes are kept once


def test_an_unchanged_value_outlives_the_withdrawal_of_the_first(record: Record) -> None:
    first = send(record, values(a=10.0))
    send(record, values(a=10.0))
    withdraw(record, first.batch_id, CLERK)
    assert standing_values(record.standing()) == {"a": 10.0}


def test_a_report_without_values_is_refused(record: Record) -> None:
    with pytest.raises(Refused) as refusal:
        send(record, values(a=1.0).head(0))
    assert (refusal.value.message_id, record.head()) == ("store.nothing_to_store", 0)


def test_a_preview_goes_stale_when_one_of_its_values_changes(record: Record) -> None:
    previewed_at = record.head()
    other = send(record, values(b=5.0))
    with pytest.raises(Stale):
        send(record, values(a=1.0, b=2.0), previewed_at=previewed_at)
    assert record.head() == other.revision  # nothing written
    send(record, values(a=1.0, b=2.0), previewed_at=record.head())


def test_a_preview_of_a_revision_that_is_not_there_yet_is_none(record: Record) -> None:
    send(record, values(a=1.0))
    head = record.head()
    with pytest.raises(Refused) as refusal:
        send(record, values(a=2.0), previewed_at=head + 1)
    assert (refusal.value.message_id, record.head()) == ("store.not_reached", head)


def test_a_preview_goes_stale_when_its_value_is_withdrawn(record: Record) -> None:
    first = send(record, values(a=1.0))
    previewed_at = record.head()
    withdraw(record, first.batch_id, CLERK)
    with pytest.raises(Stale):
        send(record, values(a=2.0), previewed_at=previewed_at)


def test_a_preview_stays_good_when_only_other_values_change(record: Record) -> None:
    hidden = send(record, values(a=0.0))
    send(record, values(a=1.0))
    previewed_at = record.head()
    send(record, values(b=5.0))
    withdraw(record, hidden.batch_id, CLERK)  # it did not hold, so nothing the preview showed
    send(record, values(a=2.0), previewed_at=previewed_at)
    assert standing_values(record.standing()) == {"a": 2.0, "b": 5.0}


def test_a_replacement_goes_stale_by_what_would_lapse(record: Record) -> None:
    first = send(record, values(a=1.0, b=1.0))
    previewed_at = record.head()
    send(record, values(b=7.0))  # b is not in the replacement; the preview said that it lapses
    with pytest.raises(Stale):
        send(record, values(a=2.0), replaces=first.batch_id, previewed_at=previewed_at)


def test_awaiting_publication_never_hides_a_held_value(record: Record) -> None:
    first = send(record, values(a=1.0, b=None))
    sent = values(a=None, b=None, c=None)
    hidden = awaiting_over_held(record, sent)
    assert list(hidden["kpi_id"]) == ["a"]
    assert (hidden["held_value"].item(), hidden["held_batch_id"].item()) == (1.0, first.batch_id)
    with pytest.raises(Refused) as refusal:
        send(record, sent)
    assert refusal.value.message_id == "store.awaiting_over_held"
    withdraw(record, first.batch_id, CLERK)
    send(record, sent)
    assert standing_values(record.standing()) == {"a": None, "b": None, "c": None}


def test_awaiting_publication_may_replace_the_report_of_the_value(record: Record) -> None:
    first = send(record, values(a=1.0))
    assert awaiting_over_held(record, values(a=None), replaces=first.batch_id).empty
    send(record, values(a=None), replaces=first.batch_id)
    assert standing_values(record.standing()) == {"a": None}


def test_a_replacement_withdraws_and_reports_in_one_act(record: Record) -> None:
    first = send(record, values(a=1.0, b=1.0))
    acts = len(record.moments())
    second = send(record, values(a=2.0), replaces=first.batch_id)
    assert len(record.moments()) == acts + 1
    assert standing_values(record.standing()) == {"a": 2.0}  # b lapsed
    reports = record.batches().set_index("batch_id")
    assert reports["status"].to_dict() == {
        first.batch_id: "withdrawn",
        second.batch_id: "standing",
    }
    assert reports.loc[first.batch_id, "replaced_by"] == second.batch_id
    assert reports.loc[second.batch_id, "replaces"] == first.batch_id


def test_a_replacement_by_the_same_bytes_adds_nothing(record: Record) -> None:
    first = send(record, values(a=1.0), data=b"same")
    again = send(record, values(a=1.0), data=b"same", replaces=first.batch_id)
    assert again.duplicate_of == first.batch_id


def test_a_replacement_of_another_report_by_known_bytes_is_a_report(record: Record) -> None:
    send(record, values(a=1.0), data=b"same")
    other = send(record, values(b=2.0))
    again = send(record, values(a=1.0), data=b"same", replaces=other.batch_id)
    assert again.duplicate_of is None
    assert standing_values(record.standing()) == {"a": 1.0}


@pytest.mark.parametrize("withdrawn_before", [True, False])
def test_a_replacement_of_what_does_not_stand_is_refused(
    record: Record, withdrawn_before: bool
) -> None:
    first = send(record, values(a=1.0))
    if withdrawn_before:
        withdraw(record, first.batch_id, CLERK)
    head = record.head()
    with pytest.raises(Refused) as refusal:
        send(
            record,
            values(a=2.0),
            replaces=first.batch_id if withdrawn_before else "R1-9999",
        )
    expected = "already_withdrawn" if withdrawn_before else "unknown_batch"
    assert refusal.value.message_id == f"store.{expected}"
    assert record.head() == head


def test_what_lapses_and_what_holds_instead(record: Record) -> None:
    first = send(record, values(a=1.0, b=1.0))
    second = send(record, values(a=2.0, b=2.0, c=2.0, d=2.0))
    send(record, values(d=3.0))  # d of the second report holds no more: nothing lapses
    lapsed = lapsing(record, second.batch_id).set_index("kpi_id")
    assert list(lapsed.index) == ["a", "b", "c"]
    assert lapsed["after_value"].tolist()[:2] == [1.0, 1.0]
    assert lapsed["after_batch_id"].tolist()[:2] == [first.batch_id] * 2
    assert lapsed.loc["c", ["after_value", "after_batch_id"]].isna().all()
    replaced = lapsing(record, second.batch_id, values(a=9.0, c=9.0))
    assert list(replaced["kpi_id"]) == ["b"]


def test_each_act_is_audited(record: Record) -> None:
    first = send(record, values(a=1.0))
    second = send(record, values(a=2.0), replaces=first.batch_id)
    withdraw(record, second.batch_id, CLERK, "二重")
    audit = record.audit_events()
    assert list(audit["act"]) == ["withdraw", "replace", "report"]
    assert list(audit["subject"]) == [second.batch_id, second.batch_id, first.batch_id]
    assert set(audit["actor_name"]) == {"山田"}
    assert "二重" in audit["detail"].iloc[0]
