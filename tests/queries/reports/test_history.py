from __future__ import annotations

from hashlib import sha256

from tests.queries.conftest import CLERK, now, sent
from tests.reports import window_csv, year_csv
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.queries.reports.history import (
    batches,
    report_detail,
    withdrawal_effect,
)
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record


def test_the_effect_of_a_report_is_what_it_changed_when_it_came(record: Record) -> None:
    first = sent(record, year_csv(("R6", "9-1", "60")))
    second = sent(record, year_csv(("R6", "9-1", "81")))
    for number, before, after in ((first, None, "nearly_met"), (second, "nearly_met", "met")):
        detail = report_detail(record, now(record), number)
        assert detail is not None
        (row,) = rows_of(detail.effect)
        assert row["verdict_after"] == after
        assert row["verdict_before"] == (before or "not_reported")
    assert report_detail(record, now(record), "R1-0001") is None


def test_a_replacement_changed_what_lapsed_too(record: Record) -> None:
    first = sent(record, year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19")))
    second = sent(record, year_csv(("R6", "9-1", "81")), replaces=first)
    detail = report_detail(record, now(record), second)
    assert detail is not None
    after = {row["kpi_no"]: row["verdict_after"] for row in rows_of(detail.effect)}
    assert after == {"9-1": "met", "9-2": "not_reported"}


def test_withdrawing_brings_back_what_stood_below(record: Record) -> None:
    sent(record, year_csv(("R6", "9-1", "60")))
    second = sent(record, year_csv(("R6", "9-1", "81"), ("R6", "9-2", "19")))
    effect = {row["kpi_no"]: row for row in rows_of(withdrawal_effect(record, now(record), second))}
    assert effect["9-1"]["actual_value_after"] == 60
    assert effect["9-2"]["verdict_after"] == "not_reported"


def test_withdrawing_a_report_that_nothing_rests_on_changes_no_verdict(record: Record) -> None:
    first = sent(record, year_csv(("R6", "9-1", "60")))
    sent(record, year_csv(("R6", "9-1", "81")))
    assert withdrawal_effect(record, now(record), first).empty


def test_effect_and_outcome_of_a_withdrawal_agree(record: Record) -> None:
    before = now(record)
    number = sent(record, window_csv())
    foretold = rows_of(withdrawal_effect(record, now(record), number))
    withdraw(record, number, CLERK)
    assert [row["verdict_after"] for row in foretold] == ["not_reported"] * 2
    assert before.revision < now(record).revision
    assert batches(record, record.head())["status"].item() == "withdrawn"
    # As the record stood before, the report stands in no list.
    assert batches(record, before.revision).empty


def test_the_file_is_kept_as_received(record: Record) -> None:
    sent(record, window_csv())
    assert received_file(record, sha256(window_csv()).hexdigest(), actor=CLERK) == window_csv()
