"""The record's acts and reads, whichever engine keeps its ledger."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.entered import enter
from tests.racing import at_once
from tests.store.cases import CLERK, CODE, send, standing_values, value, values
from tests.store.contract.engines import (
    SHARED,
    catch_up,
    duckdb_ledger,
    exported,
    reached,
    shared_record,
)
from tests.store.servers import schema_for, shared_server
from yamato_dx.acts.backup import backup
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.drafting import draft_of, keep_cells
from yamato_dx.acts.report import Attachment, Receipt
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.root import ROOT
from yamato_dx.store.file.backups import files_with
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record
from yamato_dx.store.removing import remove_bytes


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


def test_entries_are_kept_until_something_is_said_of_their_kind_or_a_report_falls(
    record: Record,
) -> None:
    done, begun = {"1-1": {"status": "done"}}, {"1-1": {"status": "in_progress"}}
    first = send(record, values(a=1.0), progress=begun)
    plain = send(record, values(a=2.0))
    second = send(record, values(a=3.0), progress=done)
    enter(record, "holder", holder("山田"), CLERK)
    withdraw(record, second.batch_id, CLERK, "誤り")
    give_back(record, first.batch_id, CLERK, "違う")
    send(record, values(a=4.0))
    for revision in range(record.head() + 1):
        at = record._at(revision)
        for kind in ("progress", "holder"):
            asked = record._ask("entries", kinds=[kind], as_of_revision=at, without_batch_id=None)
            kept = record.entries(kind, revision)
            assert kept["revision"].tolist() == asked["revision"].tolist()
            said = record._ask("entry_history", kind=kind, entry_key=None, as_of_revision=at)
            history = record.entry_history(kind, revision=revision)
            for column in ("revision", "is_withdrawn"):
                assert history[column].tolist() == said[column].tolist()
    without = record.entries("progress", second.revision, without_batch_id=second.batch_id)
    assert without["batch_id"].tolist() == [first.batch_id]
    assert record.entries("progress", plain.revision)["batch_id"].tolist() == [first.batch_id]


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


@pytest.mark.parametrize("name", SHARED)
def test_a_mirror_reads_what_the_ledger_holds(name: str, tmp_path: Path) -> None:
    """DuckDB, filled from the other engine's export alone, answers as if it had been written."""
    record, shared = shared_record(name, tmp_path), SHARED[name](tmp_path)
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


@pytest.mark.parametrize("name", SHARED)
def test_two_records_on_one_ledger_see_each_others_acts(name: str, tmp_path: Path) -> None:
    with (
        shared_record(name, tmp_path, "mine") as mine,
        shared_record(name, tmp_path, "theirs") as theirs,
    ):
        first = send(mine, values(a=1.0))
        assert reached(theirs, first.revision)
        with pytest.raises(Stale):
            send(theirs, values(a=2.0), previewed_at=0)
        assert reached(mine, send(theirs, values(b=2.0), previewed_at=0).revision)
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
        last = max(one.revision for one in outcomes if isinstance(one, Receipt))
        assert reached(mine, last)
        assert reached(theirs, last)
        for read in READS:
            pd.testing.assert_frame_equal(read(mine), read(theirs))
        assert mine.faults().empty


ANOTHER_PROCESS = """
import sys
from pathlib import Path
from tests.store.cases import CODE, Clock, send, values
from tests.store.contract.engines import SqliteLedger
from yamato_dx.store.mirror.mirrored import MirroredLedger
from yamato_dx.store.mirror.places import opened_mirror
from yamato_dx.store.postgresql.ledger import PostgresLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.record import Record

folder, url = sys.argv[1:]
shared = (
    PostgresLedger(DatabaseUrl.read(url), CODE)
    if url
    else SqliteLedger(Path(folder) / "ledger.sqlite")
)
file = opened_mirror(Path(folder), "theirs", CODE, Clock())
with Record(file, MirroredLedger(shared, file), CODE, Clock(), is_clock_right=False) as record:
    print(send(record, values(b=2.0)).batch_id)
"""


@pytest.mark.parametrize("name", SHARED)
def test_the_head_is_the_ledgers_whichever_process_wrote(name: str, tmp_path: Path) -> None:
    url = shared_server().url(schema_for(tmp_path)) if name == "postgresql" else ""
    with shared_record(name, tmp_path, "mine") as record:
        send(record, values(a=1.0))
        head = record.head()
        told = subprocess.run(
            [sys.executable, "-c", ANOTHER_PROCESS, str(tmp_path), url],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == "R8-0002"
        assert record.head() > head
        assert standing_values(record.standing()) == {"a": 1.0, "b": 2.0}
        assert send(record, values(c=3.0)).batch_id == "R8-0003"


def test_removed_bytes_are_in_no_ledger_and_no_export(record: Record) -> None:
    attached = [Attachment("a.pdf", b"PK")]
    send(record, values(a=1.0), data=b"secret", attachments=attached)
    digest = record.batches()["sha256"].item()
    remove_bytes(record, digest, CLERK, reason="個人情報")
    assert (record.file_bytes(digest), record.has_file(digest)) == (None, True)
    rows = exported(record._ledger)
    assert sorted(rows["file"]["bytes"].to_pylist()) == [b"", b"PK"]
    assert rows["removal"]["reason"].to_pylist() == ["個人情報"]
    assert record.faults().empty


def test_a_text_with_a_sign_that_is_none_is_one_sentence_and_leaves_nothing(record: Record) -> None:
    send(record, values(a=1.0))
    head = record.head()
    with pytest.raises(Refused, match="「前後」"):
        send(record, values(value("b", 2.0, note="前\x00後")))
    keep_cells(record, "key", {"note": "前\x00後"}, actor=CLERK)
    draft = draft_of(record, "key", actor=CLERK)
    assert draft is not None
    assert draft.cells == {"note": "前\x00後"}
    assert record.head() == head
    assert send(record, values(b=2.0)).batch_id.endswith("-0002")


@pytest.mark.parametrize("name", SHARED)
def test_removed_bytes_leave_the_mirrors_of_all_processes(name: str, tmp_path: Path) -> None:
    secret = b"%PDF-1.7 " + b"1234567890 " * 500
    with (
        shared_record(name, tmp_path, "mine") as mine,
        shared_record(name, tmp_path, "theirs") as theirs,
    ):
        send(mine, values(a=1.0), data=None, attachments=[Attachment("a.pdf", secret)])
        digest = mine.attachments()["sha256"].item()
        assert reached(theirs, mine.head())
        assert theirs.file_bytes(digest) == secret
        assert reached(theirs, remove_bytes(mine, digest, CLERK, reason="個人情報"))
        for one in (mine, theirs):
            assert (one.file_bytes(digest), one.has_file(digest)) == (None, True)
        deadline = time.monotonic() + 5
        while _on_disk(theirs, secret) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not _on_disk(theirs, secret)
        assert not _on_disk(mine, secret)


def test_a_mirror_that_nobody_has_open_is_told_as_one_that_has_removed_bytes(
    tmp_path: Path,
) -> None:
    with shared_record("sqlite", tmp_path) as record:
        send(record, values(a=1.0), data=None, attachments=[Attachment("a.pdf", b"PK")])
        digest = record.attachments()["sha256"].item()
        with shared_record("sqlite", tmp_path) as beside:  # the command line's
            idle, path = beside.path, record.path
            assert idle.name == "mirror.2.duckdb"
            assert files_with(path, digest) == files_with(idle, digest) == ()
            kept = path.parent / "backups" / "mirror-2026-05-11.duckdb"
            backup(record, kept, CLERK)
            assert files_with(path, digest) == files_with(idle, digest) == (kept,)
        remove_bytes(record, digest, CLERK, reason="個人情報")
        assert files_with(path, digest) == (kept, idle)
        shared_record("sqlite", tmp_path).close()
        assert files_with(path, digest) == (kept,)


def _on_disk(record: Record, data: bytes) -> bool:
    """Whether the bytes lie anywhere in the file of its mirror, or in the log beside it."""
    paths = (record.path, record.path.with_name(f"{record.path.name}.wal"))
    return any(data[:64] in path.read_bytes() for path in paths if path.exists())
