from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from tests.store.cases import CLERK, CODE, Clock, send, standing_values, values
from yamato_dx.acts.backup import backup, restore
from yamato_dx.acts.report import Attachment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import RecordUnavailable, Refused
from yamato_dx.root import ROOT
from yamato_dx.store.promise.refusals import (
    RecordInUse,
    RecordNewer,
    RecordOfAnother,
    RecordUnreadable,
)
from yamato_dx.store.record import Record


@pytest.fixture
def backup_file(record: Record) -> Path:
    """A backup of a record where a = 1; the record has gone on to a = 2."""
    send(record, values(a=1.0), data=b"first", attachments=[Attachment("集計.pdf", b"%PDF")])
    path = backup(record, record.path.with_name("backup.duckdb"), CLERK)
    send(record, values(a=2.0))
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_is_a_whole_record(record: Record, tmp_path: Path) -> None:
    receipt = send(record, values(a=1.0), data=b"first")
    withdraw(record, send(record, values(b=1.0)).batch_id, CLERK)
    target = backup(record, tmp_path / "new folder" / "バックアップ.duckdb", CLERK)
    with Record.open(target, CODE) as copy:
        assert copy.standing().equals(record.standing())
        assert copy.batches().equals(record.batches())
        assert copy.head() == record.head()
        sha256 = copy.batches().set_index("batch_id")["sha256"][receipt.batch_id]
        assert copy.file_bytes(sha256) == b"first"
        assert copy.faults().empty
        assert copy.witness_note == "store.witness.made_anew"
    with duckdb.connect(str(target)) as file:
        tags = file.execute("SELECT tags FROM duckdb_databases() WHERE path IS NOT NULL").fetchall()
    assert tags == [({"storage_version": "v1.4.0+"},)]
    # Nothing unfinished is left; the witness came when the copy was opened.
    assert names(target.parent) == {target.name, f"{target.name}.witness"}


@pytest.mark.parametrize("name", ["copy", "main", "system", "temp", "a.b"])
def test_a_record_of_any_name_is_backed_up(tmp_path: Path, name: str) -> None:
    with Record.open(tmp_path / f"{name}.duckdb", CODE) as record:
        send(record, values(a=1.0))
        target = backup(record, tmp_path / "backup.duckdb", CLERK)
    with Record.open(target, CODE) as copy:
        assert standing_values(copy.standing()) == {"a": 1.0}


def test_the_record_works_on_while_it_is_backed_up(record: Record, tmp_path: Path) -> None:
    send(record, values(a=1.0))
    started = threading.Barrier(2)

    def back_up() -> Path:
        started.wait(30)
        return backup(record, tmp_path / "backup.duckdb", CLERK)

    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(back_up)
        started.wait(30)
        for number in range(10):
            send(record, values(a=float(number), b=float(number)))
        path = made.result(30)
    assert standing_values(record.standing()) == {"a": 9.0, "b": 9.0}
    with Record.open(path, CODE) as copy:
        assert copy.faults().empty
        assert copy.standing().equals(record.standing(as_of_revision=copy.head()))


def test_a_backup_overwrites_nothing(record: Record, tmp_path: Path) -> None:
    target = tmp_path / "taken.duckdb"
    target.write_bytes(b"somebody's")
    with pytest.raises(Refused) as refusal:
        backup(record, target, CLERK)
    assert refusal.value.message_id == "store.target_exists"
    assert target.read_bytes() == b"somebody's"
    assert names(tmp_path) == {record.path.name, target.name} | {
        name for name in names(tmp_path) if name.endswith((".wal", ".witness"))
    }


def test_a_backup_where_nothing_can_be_written_is_one_sentence(
    record: Record, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    with pytest.raises(Refused) as refusal:
        backup(record, tmp_path / "file" / "backup.duckdb", CLERK)
    assert refusal.value.message_id == "store.target_not_writable"


def test_a_restore_brings_the_backup_back_and_keeps_the_replaced(
    record: Record, backup_file: Path
) -> None:
    record.close()
    kept = restore(backup_file, record.path, CODE, clock=Clock(), actor=CLERK).kept
    with Record.open(record.path, CODE) as restored:
        assert standing_values(restored.standing()) == {"a": 1.0}
    assert kept == record.path.with_name(f"{CODE}.replaced-20260511T000100000000.duckdb")
    with Record.open(kept, CODE) as replaced:
        assert standing_values(replaced.standing()) == {"a": 2.0}
    assert backup_file.exists()


def test_a_restore_where_no_record_is(backup_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "var" / "new.duckdb"
    assert restore(backup_file, target, CODE, actor=CLERK).kept is None
    with Record.open(target, CODE) as restored:
        assert standing_values(restored.standing()) == {"a": 1.0}
        assert (restored.loss, restored.witness_note) == (None, None)
    assert names(target.parent) == {target.name, f"{target.name}.witness"}


def test_a_restore_in_place_of_a_damaged_record(record: Record, backup_file: Path) -> None:
    record.close()
    record.path.write_bytes(b"damaged")
    record.path.with_name(f"{record.path.name}.wal").write_bytes(b"its log")
    kept = restore(backup_file, record.path, CODE, clock=Clock(), actor=CLERK).kept
    assert kept
    assert kept.read_bytes() == b"damaged"
    assert kept.with_name(f"{kept.name}.wal").read_bytes() == b"its log"
    with Record.open(record.path, CODE) as restored:
        assert standing_values(restored.standing()) == {"a": 1.0}


def test_a_restore_into_a_record_in_use_is_refused(record: Record, backup_file: Path) -> None:
    with pytest.raises(RecordInUse):
        restore(backup_file, record.path, CODE, actor=CLERK)
    assert standing_values(record.standing()) == {"a": 2.0}


RESTORE_IT = """
import sys, pathlib
from tests.store.cases import CLERK
from yamato_dx.acts.backup import restore
from yamato_dx.errors import YamatoDxError
try:
    restore(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), "434477", actor=CLERK)
except YamatoDxError as error:
    print(error.message_id)
"""


def test_a_restore_into_a_record_that_another_process_uses_is_refused(
    record: Record, backup_file: Path
) -> None:
    before = names(record.path.parent)
    command = [sys.executable, "-c", RESTORE_IT, str(backup_file), str(record.path)]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert second.stdout.strip() == "store.in_use", second.stderr
    assert names(record.path.parent) == before


def _damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:12_288] + bytes(len(content) - 12_288))


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300_000])


def _execute(statement: str, path: Path) -> None:
    with duckdb.connect(str(path)) as file:
        file.execute(statement)


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        pytest.param(_damage, RecordUnreadable, id="blocks overwritten"),
        pytest.param(_truncate, RecordUnreadable, id="cut off"),
        pytest.param(lambda path: path.write_text("text"), RecordUnreadable, id="no DuckDB file"),
        *(
            pytest.param(lambda path, one=one: _execute(one, path), refusal, id=one)
            for one, refusal in [
                ("UPDATE meta SET municipality_code = '352136'", RecordOfAnother),
                ("INSERT INTO schema_version VALUES (99, 'later', now())", RecordNewer),
                ("DROP TABLE audit_event", RecordUnreadable),
                # A row is missing: its number is used by none.
                ("DELETE FROM actual", RecordUnreadable),
                # The file is not what was received.
                ("UPDATE file SET bytes = 'other'::BLOB", RecordUnreadable),
                # An attachment without its bytes, or of no report.
                ("UPDATE attachment SET sha256 = 'other'", RecordUnreadable),
                ("UPDATE attachment SET batch_id = 'R8-0009'", RecordUnreadable),
            ]
        ),
    ],
)
def test_a_backup_that_is_not_whole_replaces_nothing(
    record: Record, backup_file: Path, spoil: object, refusal: type[RecordUnavailable]
) -> None:
    record.close()
    assert callable(spoil)
    spoil(backup_file)
    held = record.path.read_bytes()
    before = names(record.path.parent)
    with pytest.raises(refusal) as raised:
        restore(backup_file, record.path, CODE, actor=CLERK)
    assert raised.value.values["path"] == backup_file
    assert record.path.read_bytes() == held
    assert names(record.path.parent) == before


def test_a_restore_of_no_file_is_refused(record: Record, tmp_path: Path) -> None:
    record.close()
    with pytest.raises(Refused) as refusal:
        restore(tmp_path / "absent.duckdb", record.path, CODE, actor=CLERK)
    assert refusal.value.message_id == "store.no_backup"
