"""A disk that fails: one sentence of ours, nothing half-done, and the record works on after it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from benchmarks.records.kill import values_of
from tests.store.cases import CLERK, CODE, send, standing_values, values
from tests.store.disks import blocks_of, damage_block, give_room, small_disk
from yamato_dx.acts.backup import backup
from yamato_dx.acts.drafting import attach, keep_cells
from yamato_dx.acts.report import Attachment
from yamato_dx.errors import YamatoDxError
from yamato_dx.root import ROOT
from yamato_dx.store.file import failures
from yamato_dx.store.promise.refusals import RecordNotWritten, RecordUnreadable
from yamato_dx.store.record import Record


def paper(megabytes: float) -> Attachment:
    return Attachment("集計.bin", os.urandom(int(megabytes * 1_000_000)))


def refusal_of(act: Callable[[], object]) -> YamatoDxError:
    with pytest.raises(YamatoDxError) as raised:
        act()
    return raised.value


def batch_ids(record: Record) -> set[str]:
    return set(record.batches()["batch_id"])


def fill(record: Record, megabytes: float) -> tuple[set[str], YamatoDxError]:
    """Report after report until the disk refuses one: those acknowledged, and what was said."""
    acknowledged: set[str] = set()
    for number in range(100):
        try:
            papers = [paper(megabytes)]
            acknowledged.add(send(record, values(a=float(number)), attachments=papers).batch_id)
        except YamatoDxError as error:
            return acknowledged, error
    raise AssertionError("the disk never filled up")


# --- a full disk ---


def test_a_full_disk_is_one_sentence_and_what_was_acknowledged_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        path = disk / f"{CODE}.duckdb"
        with Record.open(path, CODE) as record:
            acknowledged, error = fill(record, 0.5)
            assert type(error) is RecordNotWritten
            assert (error.message_id, error.values) == ("store.disk_full", {"path": path})
            assert batch_ids(record) == acknowledged
            draft = refusal_of(lambda: attach(record, "k", "x", os.urandom(10**6), actor=CLERK))
            assert draft.message_id == "store.disk_full"
            assert record.draft("k") is None
            give_room(disk, 40)
            keep_cells(record, "k", {"a": "1"}, actor=CLERK)
            acknowledged.add(send(record, values(a=1.0)).batch_id)
        with Record.open(path, CODE) as record:
            assert batch_ids(record) == acknowledged
            draft = record.draft("k")
            assert draft
            assert draft["cells"] == {"a": "1"}
            assert record.faults().empty


def test_a_disk_that_fills_while_the_log_is_folded_breaks_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """DuckDB dies of it after a COMMIT that holds: the report is in, and must be acknowledged."""
    with small_disk(tmp_path / "disk", 36) as disk:
        path = disk / f"{CODE}.duckdb"
        with Record.open(path, CODE) as record:
            acknowledged, error = fill(record, 3)
            assert error.message_id == "store.disk_full"
            assert any("autocheckpoint failed" in one.message for one in caplog.records), (
                "this disk no longer fills at that moment"
            )
            assert all(len(one.message) < 500 for one in caplog.records)
            assert batch_ids(record) == acknowledged
            give_room(disk, 200)
            acknowledged.add(send(record, values(a=1.0)).batch_id)
            assert record.head() == record.moments()["revision"].max()
        with Record.open(path, CODE) as record:
            assert batch_ids(record) == acknowledged
            assert record.faults().empty


# In a process of its own that ends without closing: DuckDB may crash while it closes such a file.
FILL_PAST_THE_LOG = """
import json, os, sys
from pathlib import Path
from tests.store.cases import CODE, send
from tests.store.test_failures import batch_ids, values_of
from yamato_dx.store.record import Record
from yamato_dx.store.promise.refusals import RecordNotWritten

record = Record.open(Path(sys.argv[1]), CODE)
acknowledged, said = [], ""
while not said:
    data = f"{len(acknowledged)}:20000".encode()
    try:
        acknowledged.append(send(record, values_of(data), data=data).batch_id)
    except RecordNotWritten as error:
        said = error.message_id
print(json.dumps([said, acknowledged, sorted(batch_ids(record))]), flush=True)
os._exit(0)
"""


@pytest.mark.prove
def test_a_disk_that_fills_while_rows_go_past_the_log_breaks_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 24) as disk:
        path = disk / f"{CODE}.duckdb"
        command = [sys.executable, "-c", FILL_PAST_THE_LOG, str(path)]
        child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        said, acknowledged, held = json.loads(child.stdout)
        assert (said, held) == ("store.disk_full", sorted(acknowledged))
        give_room(disk, 60)
        with Record.open(path, CODE) as record:
            assert batch_ids(record) == set(acknowledged)
            assert record.faults().empty


def test_a_record_on_a_full_disk_is_not_made(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        (disk / "other").write_bytes(bytes(1_000_000))
        error = refusal_of(lambda: Record.open(disk / "new.duckdb", CODE))
        assert error.message_id == "store.disk_full"
        assert [one.name for one in disk.iterdir()] == ["other"]


def test_a_backup_on_a_full_disk_is_refused_and_made_once_there_is_room(tmp_path: Path) -> None:
    with (
        Record.open(tmp_path / f"{CODE}.duckdb", CODE) as record,
        small_disk(tmp_path / "disk", 3) as disk,
    ):
        send(record, values(a=1.0), attachments=[paper(5)])
        target = disk / "backups" / "copy.duckdb"
        for _ in range(3):
            error = refusal_of(lambda: backup(record, target, CLERK))
            assert (error.message_id, error.values) == ("store.target_full", {"path": target})
            assert list(target.parent.iterdir()) == []
        give_room(disk, 40)
        backup(record, target, CLERK)
        with Record.open(target, CODE) as copy:
            assert copy.standing().equals(record.standing())


WRITE_UNDER_QUOTA = """
import os, resource, signal, sys
from pathlib import Path
from tests.store.cases import CLERK, CODE, send, standing_values, values
from yamato_dx.acts.backup import backup
from yamato_dx.acts.drafting import attach
from yamato_dx.acts.report import Attachment
from yamato_dx.errors import YamatoDxError
from yamato_dx.store.record import Record
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
record = Record.open(folder / "record.duckdb", CODE)
send(record, values(a=1.0), attachments=[Attachment("x", os.urandom(3_000_000))])
resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, resource.RLIM_INFINITY))
for act in (
    lambda: send(record, values(a=2.0), attachments=[Attachment("x", os.urandom(3_000_000))]),
    lambda: attach(record, "k", "x", os.urandom(3_000_000), actor=CLERK),
    lambda: send(record, values(a=3.0)),
):
    try:
        act()
        print("done")
    except YamatoDxError as error:
        print(error.message_id)
print(len(record.batches()))
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
try:
    backup(record, folder / "copy.duckdb", CLERK)
except YamatoDxError as error:
    print(error.message_id)
print((folder / "copy.duckdb").exists())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_quota_is_a_full_disk(tmp_path: Path) -> None:
    """Runs for everybody, unlike the small file systems above."""
    command = [sys.executable, "-c", WRITE_UNDER_QUOTA, str(tmp_path)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert child.stdout.split() == [
        "store.disk_full",
        "store.disk_full",
        "done",
        "2",
        "store.target_full",
        "False",
    ], child.stderr


# --- a damaged block ---


@pytest.fixture(scope="module")
def large_record(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("large") / "record.duckdb"
    with Record.open(path, CODE) as record:
        for number in range(3):
            data = f"{number}:20000".encode()
            send(record, values_of(data), data=data)
        send(record, values(a=1.0), attachments=[paper(1.5)])
        send(record, values(b=1.0))
    return path.read_bytes()


def said_of(act: Callable[[], object]) -> str:
    """The id of what is refused; empty where nothing is."""
    try:
        act()
    except YamatoDxError as error:
        return error.message_id
    return ""


def test_a_damaged_block_is_one_sentence_wherever_it_lies(
    large_record: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"{CODE}.duckdb"
    path.write_bytes(large_record)
    told: dict[str, set[str]] = {"start": set(), "reading": set(), "backup": set()}
    for number in range(blocks_of(path)):
        path.write_bytes(large_record)
        damage_block(path, number)
        try:
            with Record.open(path, CODE) as record:
                told["reading"].add(said_of(record.standing))
                told["backup"].add(
                    said_of(lambda one=record: backup(one, tmp_path / "copy", CLERK))
                )
        except RecordUnreadable as error:
            told["start"].add(error.message_id)
    assert told == {
        "start": {"store.damaged"},
        "reading": {""},  # the start has looked at all values for the witness
        "backup": {"store.damaged"},
    }
    assert not (tmp_path / "copy").exists()


def test_a_damaged_record_that_opens_takes_reports_whole(
    large_record: bytes, tmp_path: Path
) -> None:
    taken, whole = 0, tmp_path / "whole.duckdb"
    whole.write_bytes(large_record)
    for number in range(blocks_of(whole)):
        path = tmp_path / str(number) / f"{CODE}.duckdb"
        path.parent.mkdir()
        path.write_bytes(large_record)
        damage_block(path, number)
        with suppress(RecordUnreadable), Record.open(path, CODE) as record:
            send(record, values(a=2.0))
            assert standing_values(record.standing())["a"] == 2.0
            taken += 1
    assert taken


@pytest.mark.parametrize("left", [0.3, 0.6, 0.9, 0.99])
def test_a_record_cut_short_is_damaged(large_record: bytes, tmp_path: Path, left: float) -> None:
    path = tmp_path / f"{CODE}.duckdb"
    path.write_bytes(large_record[: int(len(large_record) * left)])
    error = refusal_of(lambda: Record.open(path, CODE))
    assert (error.message_id, error.values) == ("store.damaged", {"path": path})


# --- a lost file ---


def test_a_report_into_a_deleted_file_is_refused_not_acknowledged(tmp_path: Path) -> None:
    """DuckDB writes on into what no name leads to, and drops it all when it closes."""
    path = tmp_path / f"{CODE}.duckdb"
    with Record.open(path, CODE) as record:
        send(record, values(a=1.0))
        path.unlink()
        for act in (
            lambda: send(record, values(a=2.0)),
            lambda: keep_cells(record, "k", {"a": "1"}, actor=CLERK),
        ):
            error = refusal_of(act)
            assert type(error) is RecordUnreadable
            assert (error.message_id, error.values) == ("store.lost", {"path": path})
        assert len(record.standing()) == 1  # reading goes on
        saved = backup(record, tmp_path / "saved.duckdb", CLERK)  # and so all of it can be saved
    with Record.open(saved, CODE) as copy:
        assert len(copy.batches()) == 1


def test_another_file_under_the_name_is_not_the_record(tmp_path: Path) -> None:
    path = tmp_path / f"{CODE}.duckdb"
    with Record.open(path, CODE) as record:
        send(record, values(a=1.0))
        other = backup(record, tmp_path / "copy.duckdb", CLERK)
        other.replace(path)
        assert refusal_of(lambda: send(record, values(a=2.0))).message_id == "store.lost"


def test_a_lost_folder_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    path = folder / f"{CODE}.duckdb"
    with Record.open(path, CODE) as record:
        folder.rename(tmp_path / "elsewhere")
        assert refusal_of(lambda: send(record, values(a=1.0))).message_id == "store.lost"
        (tmp_path / "elsewhere").rename(folder)
        send(record, values(a=1.0))  # it is back
    with Record.open(path, CODE) as record:
        assert len(record.batches()) == 1


# --- no right to write ---

WRITE_AS_NOBODY = """
import os, sys
from pathlib import Path
from tests.store.cases import CLERK, CODE, send, standing_values, values
from yamato_dx.errors import YamatoDxError
from yamato_dx.store.record import Record
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with Record.open(Path(sys.argv[1]), CODE) as record:
        send(record, values(a=1.0))
except YamatoDxError as error:
    print(error.message_id)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights on files")
@pytest.mark.parametrize(("of_folder", "of_file"), [(0o555, 0o666), (0o755, 0o444), (0o755, 0)])
def test_what_may_not_be_written_is_one_sentence(
    tmp_path: Path, of_folder: int, of_file: int
) -> None:
    tmp_path.parent.chmod(0o755)
    folder = tmp_path / "var"
    path = folder / f"{CODE}.duckdb"
    Record.open(path, CODE).close()
    path.chmod(of_file)
    folder.chmod(of_folder)
    try:
        command = [sys.executable, "-c", WRITE_AS_NOBODY, str(path)]
        child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o755)
    assert child.stdout.strip() == "store.forbidden", child.stderr


# --- what DuckDB says ---


@pytest.mark.parametrize(
    ("error", "of_open", "of_new"),
    [
        # A block that ends before its end.
        (
            duckdb.IOException('IO Error: Could not read enough bytes from file "r.duckdb"'),
            "store.damaged",
            "store.damaged",
        ),
        # Numbers in the file that count or name nothing there is.
        (
            duckdb.SerializationException("Failed to deserialize: expected end of object"),
            "store.damaged",
            "store.damaged",
        ),
        # It puts aside beside the record what does not fit into memory.
        (
            duckdb.OutOfMemoryException(
                "failed to offload data block of size 256.0 KiB (… used). This limit was set by "
                "the 'max_temp_directory_size' setting."
            ),
            "store.disk_full",
            "store.disk_full",
        ),
        # A fault of DuckDB, mostly over what it read.
        (
            duckdb.InternalException("Attempted to access index 7 within vector of size 7"),
            "store.disk_failed",
            "store.cannot_create",
        ),
        # Its folder or drive is not there, or no more.
        (
            duckdb.IOException('Cannot open file "x/r.duckdb": No such file or directory'),
            "store.lost",
            "store.cannot_create",
        ),
    ],
)
def test_what_duckdb_says_is_one_sentence(
    error: duckdb.Error, of_open: str, of_new: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.duckdb"
    refusal = failures.of_record(error, path)
    assert refusal
    assert refusal.message_id == of_open
    with pytest.raises(YamatoDxError) as new, failures.opening(path, is_new=True):
        raise error
    assert new.value.message_id == of_new


def test_what_the_record_breaks_at_is_not_said_of_its_copy(tmp_path: Path) -> None:
    error = duckdb.InternalException("Attempted to access index 7 within vector of size 7")
    with pytest.raises(duckdb.InternalException), failures.writing_to(tmp_path / "copy.duckdb"):
        raise error


# --- what is not of the disk ---


def test_a_fault_of_ours_is_not_taken_for_one_of_the_disk(record: Record) -> None:
    with pytest.raises(duckdb.Error), record.writing("report") as transaction:
        transaction.append("batch", batch_id="R8-0001")
    assert failures.of_record(duckdb.BinderException("no such column"), record.path) is None
    assert failures.of_record(duckdb.TransactionException("conflict"), record.path) is None
