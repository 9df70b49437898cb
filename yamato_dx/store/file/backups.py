"""The folder of a record's backups: which of them has what, and what killed ones left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import Final

import duckdb

from yamato_dx.store.file import connection, copying
from yamato_dx.store.file.witness import Witnessed, act_at
from yamato_dx.store.promise.trail_head import TrailHead

# A backup under way, with DuckDB's log beside it; made at night or by hand.
_UNFINISHED: Final = r"-\d{4}-\d\d-\d\d(-\d{6})?\.duckdb\.copying-\d+(\.wal.*)?"
# What a restore keeps of the record that it replaced, what lay there before a migration, and what
# a mirror had that its database lost.
LEFT: Final = ("replaced-*.duckdb", "before-*.duckdb", "lost-*.duckdb")
# The mirror of a second process on the same machine.
_NUMBERED: Final = re.compile(r"\.\d+$")


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


def heads_of_backups(path: Path) -> list[TrailHead]:
    """Where the audit trail stood when each backup of the record at `path` was made."""
    return [head for file in _named(path) for head in _heads_in(file)]


def _heads_in(path: Path) -> list[TrailHead]:
    """None of a backup from before there was a trail."""
    with (
        suppress(duckdb.Error, OSError),
        connection.connect_to_read(path) as parent,
        parent.cursor() as cursor,
    ):
        return trail_heads(cursor, path)
    return []


def trail_heads(cursor: duckdb.DuckDBPyConnection, path: Path) -> list[TrailHead]:
    """Of the backup that the file at `path` is or was made of."""
    return [
        TrailHead(trail_no, row_hash, datetime.fromtimestamp(moment / 1e6, UTC), str(path))
        for moment, trail_no, row_hash in connection.fetch(cursor, "trail_heads", {})
    ]


def files_with(path: Path, sha256: str) -> tuple[Path, ...]:
    """The backups of the record at `path`, and what a restore, a migration or a loss left of it,
    that have the bytes of the file; those that cannot be read too, since they may. Of a mirror,
    those of the other processes' mirrors too, and the mirrors that no process has open: one that
    has drops them by itself."""
    records = _of_all_processes(path)
    left = [file for one in records for file in (*_named(one), *_aside(one))]
    kept = [file for file in left if _has(file, sha256) is not False]
    mirrors = [one for one in records if one != path and _has(one, sha256)]
    return tuple(sorted([*kept, *mirrors]))


def _of_all_processes(path: Path) -> list[Path]:
    """The file, and what `mirror.places` names beside it."""
    first = path.with_stem(_NUMBERED.sub("", path.stem))
    others = path.parent.glob(f"{escape(first.stem)}.[0-9]*.duckdb")
    return sorted({path, first, *(one for one in others if _NUMBERED.search(one.stem))})


def _aside(path: Path) -> Iterator[Path]:
    for kind in LEFT:
        yield from path.parent.glob(f"{escape(path.stem)}.{kind}")


def _has(path: Path, sha256: str) -> bool | None:
    """None where it cannot be read."""
    try:
        with connection.connect_to_read(path) as parent, parent.cursor() as cursor:
            return bool(connection.fetch(cursor, "files_with_bytes", {"hashes": [sha256]}))
    except (duckdb.Error, OSError):
        return None


def clear_unfinished(path: Path) -> None:
    """Remove what killed backups of the record at `path` left. Call under its writer lock: then
    none is under way, in this process or another."""
    pattern = re.compile(re.escape(path.stem) + _UNFINISHED)
    for unfinished in backups_of(path).glob("*.copying-*"):
        if pattern.fullmatch(unfinished.name):
            copying.discard(unfinished)
