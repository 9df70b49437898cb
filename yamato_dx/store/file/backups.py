"""The folder of a record's backups: which of them has what, and what killed ones left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final

import duckdb

from yamato_dx.store.file import connection, copying
from yamato_dx.store.file.witness import Witnessed, act_at

# A backup under way, with DuckDB's log beside it; made at night or by hand.
_UNFINISHED: Final = r"-\d{4}-\d\d-\d\d(-\d{6})?\.duckdb\.copying-\d+(\.wal.*)?"


def backups_of(path: Path) -> Path:
    """The folder of the backups of the record at `path`."""
    return path.parent / "backups"


@dataclass(frozen=True)
class Backup:
    """`has_all`: that was acknowledged. Else `has_missing`: how many of the missing reports it has,
    `last_report`: its newest 報告番号, None where it has no report."""

    path: Path
    has_all: bool
    has_missing: int
    revision: int
    last_report: str | None


def best_backup(path: Path, seen: Witnessed, batch_ids: Sequence[str]) -> Backup | None:
    """Of the record at `path`, the backup that has most of what was `seen`, `batch_ids` the reports
    among it that the record lacks: the newest by its content, not by the day of its file. None
    where none can be read."""
    found = [_asked(file, seen, batch_ids) for file in _named(path)]
    return max((backup for backup in found if backup), key=_rank, default=None)


def _rank(backup: Backup) -> tuple[bool, int, int, str]:
    return backup.has_all, backup.has_missing, backup.revision, backup.path.name


def _named(path: Path) -> list[Path]:
    return list(backups_of(path).glob(f"{escape(path.stem)}-*.duckdb"))


def _asked(path: Path, seen: Witnessed, batch_ids: Sequence[str]) -> Backup | None:
    with (
        suppress(duckdb.Error, OSError),
        connection.connect_to_read(path) as parent,
        parent.cursor() as cursor,
    ):
        reach = connection.fetch(cursor, "backup_reach", {"batch_ids": list(batch_ids)})
        revision, has_missing, last_report = reach[0]
        return Backup(path, _has_act(cursor, revision, seen), has_missing, revision, last_report)
    return None


def _has_act(cursor: duckdb.DuckDBPyConnection, revision: int, seen: Witnessed) -> bool:
    """Whether the last act `seen` is in the record, and with it all before it."""
    if revision < seen.revision:
        return False
    with suppress(duckdb.CatalogException):  # of an older schema, from before any witness
        return act_at(cursor, seen.revision).act_hash == seen.act_hash
    return False


def clear_unfinished(path: Path) -> None:
    """Remove what killed backups of the record at `path` left. Call under its writer lock: then
    none is under way, in this process or another."""
    pattern = re.compile(re.escape(path.stem) + _UNFINISHED)
    for unfinished in backups_of(path).glob("*.copying-*"):
        if pattern.fullmatch(unfinished.name):
            copying.discard(unfinished)
