from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

from tests.store.cases import CODE, Clock, send, standing_values, values
from yamato_dx.acts.nightly import nightly_backup
from yamato_dx.store.record import Record

TODAY = date(2026, 5, 11)


def test_one_backup_a_day(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    send(record, values(a=1.0))
    assert nightly_backup(record, folder, today=TODAY) == folder / f"{CODE}-2026-05-11.duckdb"
    send(record, values(a=2.0))
    assert nightly_backup(record, folder, today=TODAY) is None  # the day's is there
    with Record.open(folder / f"{CODE}-2026-05-11.duckdb", CODE) as copy:
        assert standing_values(copy.standing()) == {"a": 1.0}


def test_a_record_that_lost_something_pushes_no_backup_out(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    send(record, values(a=1.0))
    nightly_backup(record, folder, keep=1, today=TODAY)
    send(record, values(a=2.0))
    record.close()
    shutil.copyfile(folder / f"{CODE}-2026-05-11.duckdb", record.path)
    with Record.open(record.path, CODE, clock=Clock()) as behind:
        assert behind.loss
        tomorrow = TODAY + timedelta(days=1)
        assert nightly_backup(behind, folder, keep=1, today=tomorrow) is None
    assert [one.name for one in folder.iterdir()] == [f"{CODE}-2026-05-11.duckdb"]


def test_only_the_newest_are_kept_and_nothing_else_is_touched(
    record: Record, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = {f"{CODE}-before-restore.duckdb", "352136-2020-01-01.duckdb", "notes.txt"}
    for name in others:
        (folder / name).write_text("not ours to prune")
    for days in range(5):
        nightly_backup(record, folder, keep=3, today=TODAY + timedelta(days=days))
    kept = {path.name for path in folder.iterdir()} - others
    assert kept == {f"{CODE}-2026-05-{day}.duckdb" for day in (13, 14, 15)}
    assert others <= {path.name for path in folder.iterdir()}
