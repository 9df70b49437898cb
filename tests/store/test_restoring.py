"""A restore that is killed anywhere: the record is the old one or the restored one, whole.

A child is killed before each line of ours that finds other files than the line before it, and
what it left is looked at and then opened as at every start.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.cases import CLERK, CODE, send, standing_values, values
from tests.store.disks import give_room, small_disk
from yamato_dx.acts.backup import backup, restore
from yamato_dx.acts.report import Attachment
from yamato_dx.errors import Refused
from yamato_dx.root import ROOT
from yamato_dx.store.file import copying, replacing
from yamato_dx.store.file.witness import Witness
from yamato_dx.store.promise.refusals import RecordInUse, RecordNotWritten
from yamato_dx.store.record import Record

# The record is left as a kill leaves it, its last report in the log alone.
LEAVE_A_TAIL = """
import os, sys
from pathlib import Path
from tests.store.cases import CODE, send, values
from yamato_dx.store.record import Record
record = Record.open(Path(sys.argv[1]), CODE)
send(record, values(a=3.0))
os._exit(0)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    path = folder / "var" / f"{CODE}.duckdb"
    with Record.open(path, CODE) as record:
        send(record, values(a=1.0), attachments=[Attachment("集計.bin", os.urandom(300_000))])
        backup(record, folder / "backup.duckdb", CLERK)
        send(record, values(a=2.0))
    command = [sys.executable, "-c", LEAVE_A_TAIL, str(path)]
    subprocess.run(command, cwd=ROOT, check=True)
    assert path.with_name(f"{path.name}.wal").stat().st_size > 0
    return folder


@pytest.fixture
def backup_file(files: Path, tmp_path: Path) -> Path:
    """A backup where a = 1 of a record that went on to a = 2, and to a = 3 in its log alone."""
    shutil.copytree(files, tmp_path, dirs_exist_ok=True)
    return tmp_path / "backup.duckdb"


def killed_everywhere(backup_file: Path) -> list[dict[str, object]]:
    target = backup_file.parent / "var" / f"{CODE}.duckdb"
    command = [sys.executable, "-m", "tests.store.killed_restore", str(backup_file), str(target)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in child.stdout.splitlines()]
    places = child.stderr.splitlines()
    assert len(answers) == len(places) + 1, "all but the last were killed"
    return [{**one, "where": where} for one, where in zip(answers, [*places, "end"], strict=True)]


needs_fork = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")


@needs_fork
@pytest.mark.waits
def test_a_killed_restore_leaves_the_record_with_its_tail_or_the_backup(backup_file: Path) -> None:
    answers = killed_everywhere(backup_file)
    assert len(answers) > 5, "the steps between which it can be killed"
    assert all(one["found"] in ([3.0, 0], [1.0, 0]) for one in answers), answers
    values_found = [one["found"] for one in answers]
    decided = values_found.index([1.0, 0])
    assert decided > 2, "the backup is proven before anything is decided"
    assert all(one == [1.0, 0] for one in values_found[decided:]), "what is decided stays so"
    assert answers[-1]["is_finished"]


@needs_fork
@pytest.mark.prove
def test_a_killed_restore_over_a_damaged_record_leaves_its_files_or_the_backup(
    backup_file: Path,
) -> None:
    """It cannot be opened, so its log cannot be folded in: both stay together until the end."""
    target = backup_file.parent / "var" / f"{CODE}.duckdb"
    target.write_bytes(b"damaged" + target.read_bytes()[7:])
    answers = killed_everywhere(backup_file)
    assert len(answers) > 5, "the steps between which it can be killed"
    for one in answers:
        assert one["found"] == [1.0, 0] or (
            one["is_untouched"] and one["found"] in ("store.unreadable", "store.damaged")
        ), one
    assert {str(one["found"]) for one in answers} > {"[1.0, 0]"}
    assert answers[-1]["is_finished"]
    (kept,) = target.parent.glob("*.replaced-*.duckdb")
    assert kept.read_bytes().startswith(b"damaged")
    assert kept.with_name(f"{kept.name}.wal").stat().st_size > 0


def record_of(backup_file: Path) -> Path:
    return backup_file.parent / "var" / f"{CODE}.duckdb"


def decided(backup_file: Path) -> tuple[Path, Path, Path]:
    """A replacement that was decided and not done: the record, the new one, the note."""
    target = record_of(backup_file)
    finished = Path(shutil.copy(backup_file, target.with_name("new")))
    note = replacing.prepare(finished, target, target.with_name("kept.duckdb"))
    replacing.decide(note, target)
    return target, finished, target.with_name(f"{target.name}.replacing")


def test_what_a_killed_restore_decided_is_finished_before_the_next(backup_file: Path) -> None:
    target, finished, note = decided(backup_file)
    assert replacing.is_decided(target)
    for _ in range(2):  # the second finds nothing to do
        replacing.finish(target)
        assert not finished.exists()
        assert not note.exists()
        assert not target.with_name(f"{target.name}.wal").exists()
        assert target.read_bytes() == backup_file.read_bytes()
    with Record.open(target.with_name("kept.duckdb"), CODE) as kept:
        assert standing_values(kept.standing()) == {"a": 3.0}  # its log went with it


@pytest.mark.parametrize("change", ["another file", "one byte", "no note", "a note of nothing"])
def test_what_no_note_proves_is_left_alone(backup_file: Path, change: str) -> None:
    target, finished, note = decided(backup_file)
    content = finished.read_bytes()
    if change == "another file":
        finished.write_bytes(b"not a record at all")
    elif change == "one byte":
        finished.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif change == "no note":
        note.unlink()
    else:
        note.write_text("[]")
    for name in ("restored", "restoring-1"):
        target.with_name(f"{target.name}.{name}").write_bytes(b"somebody's")
    held = {one.name: one.read_bytes() for one in target.parent.iterdir()}
    assert not replacing.is_decided(target)
    replacing.finish(target)
    assert {one.name: one.read_bytes() for one in target.parent.iterdir()} == held
    with Record.open(target, CODE) as record:
        assert standing_values(record.standing()) == {"a": 3.0}


def test_a_note_that_names_another_folder_is_none_of_ours(backup_file: Path) -> None:
    target, _, note = decided(backup_file)
    note.write_text(note.read_text().replace('"new"', '"../backup.duckdb"'))
    assert not replacing.is_decided(target)


# A dashboard that somebody starts while a backup is copied and proven.
START_IT = """
import sys
from pathlib import Path
from tests.store.cases import CODE, send, values
from yamato_dx.errors import YamatoDxError
from yamato_dx.store.record import Record
try:
    with Record.open(Path(sys.argv[1]), CODE) as record:
        print(send(record, values(a=99.0)).batch_id)
except YamatoDxError as error:
    print(error.message_id)
"""


def started(target: Path) -> str:
    command = [sys.executable, "-c", START_IT, str(target)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return child.stdout.strip()


def test_nobody_opens_a_record_while_it_is_replaced(
    backup_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what it acknowledges meanwhile is lost without a word."""
    said, prepare = [], replacing.prepare

    def prepared(finished: Path, target: Path, kept: Path) -> Path:
        said.append(started(target))
        return prepare(finished, target, kept)

    monkeypatch.setattr(replacing, "prepare", prepared)
    restore(backup_file, record_of(backup_file), CODE, actor=CLERK)
    assert said == ["store.in_use"]
    with Record.open(record_of(backup_file), CODE) as record:
        assert standing_values(record.standing()) == {"a": 1.0}


def test_a_record_made_while_a_restore_runs_is_not_replaced(
    backup_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, prepare = tmp_path / "new" / f"{CODE}.duckdb", replacing.prepare

    def prepared(finished: Path, target: Path, kept: Path) -> Path:
        assert started(target) == "R8-0001"
        return prepare(finished, target, kept)

    monkeypatch.setattr(replacing, "prepare", prepared)
    with pytest.raises(RecordInUse):
        restore(backup_file, target, CODE, actor=CLERK)
    assert {one.name for one in target.parent.iterdir()} == {target.name, f"{target.name}.witness"}
    with Record.open(target, CODE) as record:
        assert standing_values(record.standing()) == {"a": 99.0}


def test_what_is_acknowledged_in_the_last_moment_is_told(
    backup_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the end of the lock and the rename, a tenth of a millisecond."""
    decide = replacing.decide

    def decided(prepared: Path, target: Path) -> None:
        assert started(target) == "R8-0004"
        decide(prepared, target)

    monkeypatch.setattr(replacing, "decide", decided)
    restored = restore(backup_file, record_of(backup_file), CODE, actor=CLERK)
    assert restored.witness_note == "store.restored.went_on"
    with Record.open(restored.path, CODE) as record:
        assert record.loss
        assert record.loss.missing.batch_ids == ("R8-0004",)
    assert restored.kept
    with Record.open(restored.kept, CODE) as kept:
        assert standing_values(kept.standing()) == {"a": 99.0}


# --- what it says ---

RESTORE_AS_NOBODY = """
import os, sys
from pathlib import Path
from tests.store.cases import CLERK, CODE
from yamato_dx.acts.backup import restore
from yamato_dx.errors import YamatoDxError
if os.geteuid() == 0:
    os.setuid(65534)
try:
    print(restore(Path(sys.argv[1]), Path(sys.argv[2]), CODE, actor=CLERK).witness_note)
except YamatoDxError as error:
    print(error.message_id, error.values["path"])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights on files")
def test_a_backup_that_may_not_be_read_is_named(backup_file: Path, tmp_path: Path) -> None:
    tmp_path.parent.chmod(0o755)
    target = record_of(backup_file)
    for one in (target.parent, *target.parent.iterdir()):
        one.chmod(0o777)
    before = target.read_bytes()
    backup_file.chmod(0)
    command = [sys.executable, "-c", RESTORE_AS_NOBODY, str(backup_file), str(target)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    backup_file.chmod(0o644)
    assert child.stdout.split() == ["store.backup_not_read", str(backup_file)], child.stderr
    # Opened and let go, its log is folded in.
    assert target.read_bytes() == before or not copying.logs_of(target)[0].exists()


def test_a_witness_that_may_not_be_written_is_made_anew(backup_file: Path) -> None:
    target = record_of(backup_file)
    Witness(target).path.chmod(0o444)
    assert restore(backup_file, target, CODE, actor=CLERK).witness_note is None
    with Record.open(target, CODE) as record:
        assert record.warnings("ja") == []


def test_a_witness_that_cannot_be_made_is_a_note_and_the_record_is_restored(
    backup_file: Path,
) -> None:
    target = record_of(backup_file)
    witness = Witness(target).path
    witness.unlink()
    witness.mkdir()
    restored = restore(backup_file, target, CODE, actor=CLERK)
    assert restored.witness_note == "store.restored.without_witness"
    assert any(str(witness) in one for one in restored.notes("ja"))
    with Record.open(target, CODE) as record:
        assert standing_values(record.standing()) == {"a": 1.0}


def test_a_last_step_that_fails_is_not_called_nothing(
    backup_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows, a program that looks into the file stands in the way of its new name."""
    target = record_of(backup_file)

    def refused(*_: object) -> None:
        raise PermissionError(13, "held by another program")

    with monkeypatch.context() as patch:
        patch.setattr(replacing, "_keep", refused)
        with pytest.raises(RecordNotWritten) as refusal:
            restore(backup_file, target, CODE, actor=CLERK)
    assert refusal.value.message_id == "store.restored.unfinished"
    with Record.open(target, CODE) as record:
        assert standing_values(record.standing()) == {"a": 1.0}


# --- what the backup lacks ---


def test_numbers_given_since_the_backup_are_given_to_no_other(backup_file: Path) -> None:
    target = record_of(backup_file)
    restored = restore(backup_file, target, CODE, actor=CLERK)
    assert restored.missing
    assert (restored.missing.batch_ids, restored.missing.acts) == (("R8-0002", "R8-0003"), 0)
    assert "R8-0002〜R8-0003" in " ".join(restored.notes("ja"))
    again = restore(backup_file, target, CODE, actor=CLERK)  # and by a second restore no more
    assert again.missing
    with Record.open(target, CODE) as record:
        assert (record.loss, record.warnings("ja")) == (None, [])
        assert record.faults().empty
        event = record.audit_events().iloc[0]
        assert event["act"] == "restore"
        assert send(record, values(a=4.0)).batch_id == "R8-0004"


def test_numbers_are_known_from_the_record_where_no_witness_is(backup_file: Path) -> None:
    target = record_of(backup_file)
    Witness(target).path.unlink()
    assert restore(backup_file, target, CODE, actor=CLERK).missing
    with Record.open(target, CODE) as record:
        assert send(record, values(a=4.0)).batch_id == "R8-0004"


def test_a_backup_that_has_all_is_restored_as_it_is(backup_file: Path, tmp_path: Path) -> None:
    target = record_of(backup_file)
    with Record.open(target, CODE) as record:
        whole = backup(record, tmp_path / "whole.duckdb", CLERK)
        head = record.head()
    restored = restore(whole, target, CODE, actor=CLERK)
    assert (restored.missing, restored.notes("ja")) == (None, [])
    with Record.open(target, CODE) as record:
        assert record.head() == head


def test_a_restore_on_a_full_disk_changes_nothing(backup_file: Path, tmp_path: Path) -> None:
    made = tmp_path / f"{CODE}.duckdb"
    with Record.open(made, CODE) as record:
        send(record, values(a=7.0), attachments=[Attachment("x", os.urandom(1_300_000))])
    with small_disk(tmp_path / "disk", 4) as disk:
        target = Path(shutil.copy(made, disk))
        with pytest.raises(Refused) as refusal:
            restore(backup_file, target, CODE, actor=CLERK)
        assert refusal.value.message_id == "store.target_full"
        assert [one.name for one in disk.iterdir()] == [target.name]
        with Record.open(target, CODE) as record:
            assert standing_values(record.standing()) == {"a": 7.0}
        give_room(disk, 20)
        kept = restore(backup_file, target, CODE, actor=CLERK).kept
        assert kept
        with Record.open(kept, CODE) as replaced:
            assert standing_values(replaced.standing()) == {"a": 7.0}
        with Record.open(target, CODE) as restored:
            assert standing_values(restored.standing()) == {"a": 1.0}
