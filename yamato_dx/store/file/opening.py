"""From a path to a connection that holds a record of the right municipality and schema."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import duckdb

from yamato_dx.store.file import connection, copying, failures, replacing, schema
from yamato_dx.store.promise.clock import Clock
from yamato_dx.store.promise.refusals import RecordNewer, RecordOfAnother, RecordUnreadable
from yamato_dx.store.sql import statements


def opened(path: Path, municipality_code: str, clock: Clock) -> duckdb.DuckDBPyConnection:
    """Creates the record where there is none, brings an older one up to the newest schema."""
    with failures.opening(path):
        replacing.finish(path)
    if not path.exists():
        _create(path, municipality_code, clock)
    with failures.opening(path):
        parent = connection.connect(path)
    try:
        with failures.opening(path):
            version = checked(parent, path, municipality_code)
            _migrate(parent, path, version, clock)
    except BaseException:
        parent.close()
        raise
    return parent


def checked(parent: duckdb.DuckDBPyConnection, path: Path, municipality_code: str) -> int:
    """The schema's number, of a file that is a record, not newer, of this municipality."""
    with parent.cursor() as cursor:
        (is_record,) = connection.fetch(cursor, "is_record", {})[0]
        if not is_record:
            raise RecordUnreadable("store.unreadable", path=path)
        (version,) = connection.fetch(cursor, "schema_version", {})[0]
        if version > schema.newest():
            raise RecordNewer("store.newer", path=path)
        (recorded,) = connection.fetch(cursor, "municipality", {})[0]
    if recorded != municipality_code:
        raise RecordOfAnother(
            "store.other_municipality", path=path, recorded=recorded, expected=municipality_code
        )
    return int(version)


def _create(path: Path, municipality_code: str, clock: Clock) -> None:
    """Under another name first: a crash halfway must not leave a file that cannot be opened."""
    unfinished = path.with_name(f"{path.name}.creating-{os.getpid()}")
    try:
        with failures.opening(path, is_new=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            _build(unfinished, municipality_code, clock)
            # Should another process have been faster, it holds its file, and opening will say so.
            with suppress(copying.NameTaken):
                copying.publish(unfinished, path)
    finally:
        copying.discard(unfinished)


def _build(unfinished: Path, municipality_code: str, clock: Clock) -> None:
    with connection.connect(unfinished) as parent, parent.cursor() as cursor:
        now = clock()
        for migration in schema.migrations():
            schema.apply(cursor, migration, now)
        cursor.execute(statements.append("meta"), {"municipality_code": municipality_code})
        copying.seal(cursor)


def _migrate(parent: duckdb.DuckDBPyConnection, path: Path, version: int, clock: Clock) -> None:
    pending = schema.pending(version)
    if not pending:
        return
    with parent.cursor() as cursor:
        copying.copy_into(cursor, _before(path, pending[0].version, clock))
        for migration in pending:
            schema.apply(cursor, migration, clock())


def _before(path: Path, version: int, clock: Clock) -> Path:
    """A free name: an earlier try may have left its own copy, which stays."""
    plain = path.with_name(f"{path.stem}.before-{version}.duckdb")
    if not plain.exists():
        return plain
    return path.with_name(f"{path.stem}.before-{version}.{clock():%Y%m%dT%H%M%S%f}.duckdb")
