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

from tests.store.cases import CODE, send, standing_values, values
from tests.store.disks import give_room, small_disk
from yamato_dx.acts.backup import backup, restore
from yamato_dx.acts.report import Attachment
from yamato_dx.errors import Refused
from yamato_dx.store import replacing
from yamato_dx.store.record import Record

ROOT = Path(__file__).parents[2]

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


@pytest.fixture
def backup_file(tmp_path: Path) -> Path:
    """A backup where a = 1 of a record that went on to a = 2, and to a = 3 in its log alone."""
    folder = tmp_path / "var"
    path = folder / f"{CODE}.duckdb"
    with Record.open(path, CODE) as record:
        send(record, values(a=1.0), attachments=[Attachment("集計.bin", os.urandom(300_000))])
        made = backup(record, tmp_path / "backup.duckdb")
        send(record, values(a=2.0))
    command = [sys.executable, "-c", LEAVE_A_TAIL, str(path)]
    subprocess.run(command, cwd=ROOT, check=True)
    assert path.with_name(f"{path.name}.wal").stat().st_size > 0
    return made


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


def test_what_a_killed_restore_decided_is_finished_before_the_next(backup_file: Path) -> None:
    target = backup_file.parent / "var" / f"{CODE}.duckdb"
    decided = target.with_name(f"{target.name}.restored")
    decided.write_bytes(backup_file.read_bytes())
    replacing.finish(target)
    assert not decided.exists()
    assert not target.with_name(f"{target.name}.wal").exists()
    with Record.open(target, CODE) as record:
        assert standing_values(record.standing()) == {"a": 1.0}


def test_a_restore_on_a_full_disk_changes_nothing(backup_file: Path, tmp_path: Path) -> None:
    made = tmp_path / f"{CODE}.duckdb"
    with Record.open(made, CODE) as record:
        send(record, values(a=7.0), attachments=[Attachment("x", os.urandom(1_300_000))])
    with small_disk(tmp_path / "disk", 4) as disk:
        target = Path(shutil.copy(made, disk))
        with pytest.raises(Refused) as refusal:
            restore(backup_file, target, CODE)
        assert refusal.value.message_id == "store.target_full"
        assert [one.name for one in disk.iterdir()] == [target.name]
        with Record.open(target, CODE) as record:
            assert standing_values(record.standing()) == {"a": 7.0}
        give_room(disk, 20)
        kept = restore(backup_file, target, CODE)
        assert kept
        with Record.open(kept, CODE) as replaced:
            assert standing_values(replaced.standing()) == {"a": 7.0}
        with Record.open(target, CODE) as restored:
            assert standing_values(restored.standing()) == {"a": 1.0}
