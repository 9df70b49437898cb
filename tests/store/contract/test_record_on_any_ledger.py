"""The record's acts and reads, whichever engine keeps its ledger."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.entered import enter
from tests.racing import at_once
from tests.store.cases import CLERK, CODE, send, standing_values, values
from tests.store.contract.engines import duckdb_ledger, exported, sqlite_ledger, sqlite_record
from tests.store.contract.mirrored import catch_up
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.drafting import draft_of, keep_cells
from yamato_dx.acts.report import Attachment, Receipt
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.root import ROOT
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


def holder(name: str) -> dict[str, dict[str, object]]:
    return {"head": {"name": name, "section": None}}


def test_a_withdrawn_report_holds_no_more_from_then_on(record: Record) -> None:
    first = send(record, values(a=1.0))
    second = send(record, values(a=2.0, b=2.0), progress={"1-1": {"status": "done"}})
    gone = withdraw(record, second.batch_id, CLERK, "誤り")
    held = {first.revision: {"a": 1.0}, second.revision: {"a": 2.0, "b": 2.0}, gone: {"a": 1.0}}
    for revision, expected in held.items():
        assert standing_values(record.standing(as_of_revision=revision)) == expected
    assert [len(record.entries("progress", one)) for one in held] == [0, 1, 0]
    assert record.faults().empty


def test_a_report_that_is_given_back_holds_no_more_confirmed_or_not(record: Record) -> None:
    first = send(record, values(a=1.0))
    confirmed = confirm(record, [first.batch_id], CLERK, approval_no="企第1号")
    second = send(record, values(a=2.0), correction_reason="誤り")
    gone = give_back(record, second.batch_id, CLERK, "違う")
    gone_too = give_back(record, first.batch_id, CLERK, "別の年度")
    held = {confirmed: [1.0], second.revision: [2.0], gone: [1.0], gone_too: []}
    for revision, expected in held.items():
        assert record.standing(as_of_revision=revision)["actual_value"].tolist() == expected
    states = [record.figure_states(CODE, one)["is_confirmed"].tolist() for one in held]
    assert states == [[True], [False], [True], []]
    assert record.batches()["approval_no"].dropna().tolist() == ["企第1号"]
    assert record.faults().empty


def test_what_held_at_an_earlier_revision_never_changes(record: Record) -> None:
    def reads(revision: int) -> list[pd.DataFrame]:
        return [
            record.standing(as_of_revision=revision),
            record.entries("holder", revision),
            record.batches(revision),
        ]

    first = send(record, values(a=1.0)).batch_id
    enter(record, "holder", holder("山田"), CLERK)
    revision = record.head()
    before = reads(revision)
    send(record, values(a=2.0), replaces=first)
    enter(record, "holder", holder("佐藤"), CLERK)
    for then, now in zip(before, reads(revision), strict=True):
        pd.testing.assert_frame_equal(then, now)
    assert not record.standing().equals(before[0])


def test_a_stale_act_is_refused_and_leaves_nothing(record: Record) -> None:
    seen = record.head()
    send(record, values(a=1.0))
    enter(record, "holder", holder("山田"), CLERK)
    head, drawn = record.head(), record.batches()
    with pytest.raises(Stale):
        send(record, values(a=2.0, b=2.0), previewed_at=seen)
    with pytest.raises(Stale):
        enter(record, "holder", holder("佐藤"), CLERK, expected_revision=seen)
    assert record.head() == head
    pd.testing.assert_frame_equal(record.batches(), drawn)


def test_an_act_that_raises_after_its_first_rows_leaves_nothing(record: Record) -> None:
    def failing() -> None:
        with record.writing("enter") as transaction:
            transaction.append("entry", kind="note", entry_key="a", document='"a"', **CLERK.columns)
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert (record.head(), len(record.moments())) == (0, 0)
    assert send(record, values(a=1.0)).batch_id == "R8-0001"


def test_bytes_are_kept_once_and_as_received(record: Record) -> None:
    data = bytes(range(256))
    send(record, values(a=1.0), data=data)
    files = [Attachment("a.pdf", data), Attachment("b.pdf", b"PK"), Attachment("c.pdf", b"PK")]
    send(record, values(b=1.0), data=None, attachments=files)
    kept = record.attachments()["sha256"]
    assert [record.file_bytes(one) for one in kept] == [one.data for one in files]
    assert record.file_bytes("0" * 64) is None
    # Two reports with step, audit and value; two files, three attachments.
    assert record.head() == 2 * 4 + 2 + 3
    assert record.faults().empty


def test_several_at_once_lose_nothing(record: Record) -> None:
    def sending(number: int) -> Callable[[], Receipt]:
        return lambda: send(record, values(**{f"kpi_{number}": 1.0}), previewed_at=0)

    receipts = at_once(*(sending(number) for number in range(8)))
    numbers = sorted(one.batch_id for one in receipts if isinstance(one, Receipt))
    assert numbers == [f"R8-{number:04}" for number in range(1, 9)]
    assert len(record.standing()) == 8
    assert record.faults().empty


def test_what_several_type_into_a_draft_is_merged(record: Record) -> None:
    def typing(name: str) -> Callable[[], object]:
        return lambda: keep_cells(record, "key", {name: name}, actor=CLERK)

    at_once(*(typing(name) for name in "abcdef"))
    draft = draft_of(record, "key", actor=CLERK)
    assert draft is not None
    assert draft.cells == {name: name for name in "abcdef"}
    assert record.head() == 0


def test_a_mirror_reads_what_the_ledger_holds(tmp_path: Path) -> None:
    """DuckDB, filled from the other engine's export alone, answers as if it had been written."""
    record, shared = sqlite_record(tmp_path), sqlite_ledger(tmp_path)
    with record:
        first = send(record, values(a=1.0, b=None))
        send(record, values(a=2.0), progress={"1-1": {"status": "done"}})
        enter(record, "holder", holder("山田"), CLERK)
        withdraw(record, first.batch_id, CLERK)
        mirror = duckdb_ledger(tmp_path)
        catch_up(mirror, shared)
        again = Record(
            mirror, mirror, record.municipality_code, record._time.clock, is_clock_right=False
        )
        for read in READS:
            pd.testing.assert_frame_equal(read(again), read(record))
        assert again.faults().empty
        assert exported(mirror) == exported(shared)
        mirror.close()
    shared.close()


READS: list[Callable[[Record], pd.DataFrame]] = [
    lambda record: record.standing(),
    lambda record: record.entries_of(["holder", "progress"]),
    lambda record: record.entry_history("holder"),
    lambda record: record.batches(),
    lambda record: record.figure_states(CODE),
    lambda record: record.moments(),
    lambda record: record.audit_events(),
]


def test_two_records_on_one_ledger_see_each_others_acts_at_once(tmp_path: Path) -> None:
    with sqlite_record(tmp_path, "mine") as mine, sqlite_record(tmp_path, "theirs") as theirs:
        first = send(mine, values(a=1.0))
        assert theirs.head() == first.revision
        with pytest.raises(Stale):
            send(theirs, values(a=2.0), previewed_at=0)
        send(theirs, values(b=2.0), previewed_at=0)
        assert standing_values(mine.standing()) == {"a": 1.0, "b": 2.0}

        def sending(record: Record, kpi_id: str) -> Callable[[], Receipt]:
            return lambda: send(record, values(**{kpi_id: 1.0}), previewed_at=0)

        outcomes = at_once(
            *(
                sending(record, f"{name}{number}")
                for number in range(4)
                for name, record in [("m", mine), ("t", theirs)]
            )
        )
        given = sorted(one.batch_id for one in outcomes if isinstance(one, Receipt))
        assert given == [f"R8-{number:04}" for number in range(3, 11)]
        for read in READS:
            pd.testing.assert_frame_equal(read(mine), read(theirs))
        assert mine.faults().empty


ANOTHER_PROCESS = """
import sys
from pathlib import Path
from tests.store.cases import send, values
from tests.store.contract.engines import sqlite_record

with sqlite_record(Path(sys.argv[1]), "theirs") as record:
    print(send(record, values(b=2.0)).batch_id)
"""


def test_the_head_is_the_ledgers_whichever_process_wrote(tmp_path: Path) -> None:
    with sqlite_record(tmp_path, "mine") as record:
        send(record, values(a=1.0))
        head = record.head()
        told = subprocess.run(
            [sys.executable, "-c", ANOTHER_PROCESS, str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == "R8-0002"
        assert record.head() > head
        assert standing_values(record.standing()) == {"a": 1.0, "b": 2.0}
        assert send(record, values(c=3.0)).batch_id == "R8-0003"
