"""One backup a day into a folder, the oldest going. Whoever serves calls it; no thread here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.acts.backup import backup
from yamato_dx.store.record import Record

KEPT: Final = 14


def nightly_backup(record: Record, folder: Path, keep: int = KEPT, *, today: date) -> Path | None:
    """Write `<record's name>-<today>.duckdb` unless it is there; its path, None where it was.

    Of a record that lost something none is made: each would push out one that has it still.

    Only files named so are counted and pruned, the newest `keep` stay. Raises as `backup`.
    """
    assert keep >= 1, "at least the backup just made is kept"
    if record.loss:
        return None
    target = folder / f"{record.path.stem}-{today.isoformat()}.duckdb"
    written = None if target.exists() else backup(record, target)
    for old in nightly_files(folder, record.path.stem)[keep:]:
        old.unlink(missing_ok=True)
    return written


def nightly_files(folder: Path, record_name: str) -> list[Path]:
    """The nightly backups of a record, newest first."""
    pattern = re.compile(rf"{re.escape(record_name)}-\d{{4}}-\d\d-\d\d\.duckdb")
    named = (path for path in folder.glob("*.duckdb") if pattern.fullmatch(path.name))
    return sorted(named, key=lambda path: path.name, reverse=True)
