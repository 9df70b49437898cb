from __future__ import annotations

import logging
import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.store.cases import CLERK, CODE, Clock, send, standing_values, values
from tests.store.disks import blocks_of, damage_block, give_room, small_disk
from yamato_dx.acts import nightly
from yamato_dx.acts.backup import backup
from yamato_dx.acts.nightly import NightlyBackups, last_backup_on, nightly_backup, prune
from yamato_dx.acts.report import Attachment
from yamato_dx.store.record import Record

TODAY = date(2026, 5, 11)


def test_one_backup_a_day(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    send(record, values(a=1.0))
    assert (
        nightly_backup(record, folder, CLERK, today=TODAY) == folder / f"{CODE}-2026-05-11.duckdb"
    )
    send(record, values(a=2.0))
    assert nightly_backup(record, folder, CLERK, today=TODAY) is None  # the day's is there
    with Record.open(folder / f"{CODE}-2026-05-11.duckdb", CODE) as copy:
        assert standing_values(copy.standing()) == {"a": 1.0}


def test_a_record_that_lost_something_pushes_no_backup_out(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    send(record, values(a=1.0))
    nightly_backup(record, folder, CLERK, today=TODAY)
    send(record, values(a=2.0))
    record.close()
    shutil.copyfile(folder / f"{CODE}-2026-05-11.duckdb", record.path)
    with Record.open(record.path, CODE, clock=Clock()) as behind:
        assert behind.loss
        backups = NightlyBackups(behind, begun_on=day(1))
        assert not backups.attempt(day(1))
        assert told(backups, day(3)) == (3, "store.backup_rests")
        overdue = backups.overdue(day(3))
        assert overdue
        assert overdue.rests
    assert [one.name for one in folder.iterdir()] == [f"{CODE}-2026-05-11.duckdb"]


def test_only_the_newest_are_kept_and_nothing_else_is_touched(
    record: Record, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = {
        f"{CODE}-before-restore.duckdb",
        f"{CODE}-2026-02-30.duckdb",
        "352136-2020-01-01.duckdb",
        "notes.txt",
    }
    for name in others:
        (folder / name).write_text("not ours to prune")
    for days in range(5):
        nightly_backup(record, folder, CLERK, today=TODAY + timedelta(days=days))
        prune(folder, CODE, keep=3)
    kept = {path.name for path in folder.iterdir()} - others
    assert kept == {f"{CODE}-2026-05-{day}.duckdb" for day in (13, 14, 15)}
    assert others <= {path.name for path in folder.iterdir()}


def told(backups: NightlyBackups, today: date) -> tuple[int | None, str | None] | None:
    """Days since the last one and the id of the reason; None where all is well."""
    overdue = backups.overdue(today)
    return overdue and (overdue.days, overdue.reason.message_id if overdue.reason else None)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def test_a_full_disk_ends_no_backups_and_is_told(
    record: Record, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    send(record, values(a=1.0), attachments=[Attachment("集計.bin", os.urandom(2_000_000))])
    backups = NightlyBackups(record, begun_on=TODAY)
    with small_disk(tmp_path / "backups", 8) as disk:
        assert backups.attempt(TODAY)
        assert told(backups, TODAY) is None
        for number in (1, 2, 3):
            caplog.clear()
            assert not backups.attempt(day(number))
            assert told(backups, day(number)) == (number, "store.target_full")
            (line,) = [one.message for one in caplog.records if one.levelno >= logging.ERROR]
            assert len(line) <= nightly.LOGGED
        give_room(disk, 40)
        assert backups.attempt(day(3))
        assert told(backups, day(3)) is None


def test_a_damaged_block_ends_no_backups_and_is_told(record: Record) -> None:
    send(record, values(a=1.0), attachments=[Attachment("集計.bin", os.urandom(1_000_000))])
    send(record, values(b=1.0))  # the last act, which the start looks at
    NightlyBackups(record, begun_on=TODAY).attempt(TODAY)
    record.close()
    damage_block(record.path, blocks_of(record.path) // 2)  # of the file: it still opens
    with Record.open(record.path, CODE) as damaged:
        backups = NightlyBackups(damaged, begun_on=day(1))
        for _ in range(2):
            assert not backups.attempt(day(1))
            assert told(backups, day(1)) == (1, "store.damaged")


def test_a_fault_of_the_program_ends_no_backups(
    record: Record, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    backups = NightlyBackups(record, begun_on=TODAY)
    with monkeypatch.context() as patch:
        patch.setattr(nightly, "nightly_backup", lambda *_, **__: [].pop("x" * 9000))
        assert not backups.attempt(TODAY)
    assert told(backups, TODAY) == (None, "store.backup_failed")
    assert len(caplog.records[-1].message) <= nightly.LOGGED
    assert backups.attempt(TODAY)
    assert told(backups, TODAY) is None


def test_an_old_one_that_stays_is_named_and_fails_no_backup(
    record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    folder = record.path.parent / "backups"
    folder.mkdir()
    for number in range(1, 16):
        (folder / f"{CODE}-{day(-number)}.duckdb").touch()
    stays = folder / f"{CODE}-2026-01-01.duckdb"
    stays.mkdir()  # nothing removes it
    backups = NightlyBackups(record, begun_on=TODAY)
    assert backups.attempt(TODAY)
    assert told(backups, TODAY) is None
    assert backups.stays
    assert str(stays) in backups.stays.sentence("ja")
    assert str(stays) in caplog.records[-1].message
    assert len(nightly.nightly_files(folder, CODE)) == nightly.KEPT + 1
    stays.rmdir()
    assert backups.attempt(TODAY)
    assert backups.stays is None


def test_a_name_that_is_no_day_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / f"{CODE}-2026-02-30.duckdb").touch()
    assert last_backup_on(tmp_path, CODE) is None
    (tmp_path / f"{CODE}-2026-02-28.duckdb").touch()
    assert last_backup_on(tmp_path, CODE) == date(2026, 2, 28)


def test_one_that_never_ends_is_told_after_two_days(record: Record) -> None:
    backups = NightlyBackups(record, begun_on=TODAY)
    assert told(backups, day(1)) is None
    assert told(backups, day(2)) == (None, None)


def test_a_backup_by_hand_counts_and_one_half_made_does_not(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    backups = NightlyBackups(record, begun_on=TODAY)
    backup(record, folder / f"{CODE}-{day(2)}-093000.duckdb", CLERK)
    (folder / f"{CODE}-{day(3)}.duckdb.copying-77").write_bytes(b"half")
    assert told(backups, day(5)) == (3, None)


def test_what_killed_backups_left_is_removed_and_nothing_else(record: Record) -> None:
    folder = record.path.parent / "backups"
    folder.mkdir()
    left = [
        f"{CODE}-2026-05-10.duckdb.copying-77",
        f"{CODE}-2026-05-10.duckdb.copying-77.wal",
        f"{CODE}-2026-05-10-093000.duckdb.copying-78",
    ]
    others = [
        f"{CODE}-2026-05-09.duckdb",
        f"{CODE}-b-2026-05-10.duckdb.copying-79",  # of another record, perhaps under way
        f"{CODE}-2026-05-10.duckdb.copying-of-mine",
    ]
    for name in (*left, *others):
        (folder / name).touch()
    assert NightlyBackups(record, begun_on=TODAY).attempt(TODAY)
    assert {one.name for one in folder.iterdir()} == {*others, f"{CODE}-{TODAY}.duckdb"}


def test_a_closing_record_is_no_failed_backup(
    record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    backups = NightlyBackups(record, begun_on=TODAY)
    record.close()
    assert not backups.attempt(TODAY)
    assert told(backups, TODAY) is None
    assert not caplog.records
