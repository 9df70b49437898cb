"""A whole record into another file, from the running program, and proof that a file is whole."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from yamato_dx.store.file import connection, failures
from yamato_dx.store.promise.refusals import RecordUnreadable
from yamato_dx.store.promise.trail_head import TrailHead
from yamato_dx.store.sql import statements
from yamato_dx.store.sql.statements import literal, quoted

LOG_SUFFIXES: Final = (".wal", ".wal.checkpoint", ".wal.recovery")

# DuckDB calls an open record by its file's name; no file's name has a slash.
COPY: Final = '"/copy/"'


def copy_into(
    cursor: duckdb.DuckDBPyConnection, target: Path, trail_head: TrailHead | None = None
) -> None:
    """Write the record into `target` and prove the copy equal; never over an existing file. The
    copy alone gets `trail_head`: where the audit trail stood.

    Call under the writer lock. Raises NameTaken, Refused where `target` cannot be written,
    RecordUnreadable where the copy is not equal; of the record itself what DuckDB raises.
    """
    unfinished = target.with_name(f"{target.name}.copying-{os.getpid()}")
    with failures.writing_to(target):
        discard(unfinished)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(cursor, unfinished)
            if not fingerprint(cursor).equals(_fingerprint_of_copy(unfinished, target, trail_head)):
                raise RecordUnreadable("store.copy_unsound", path=target)
            sync(unfinished)
            publish(unfinished, target)
        finally:
            discard(unfinished)


def _copy(cursor: duckdb.DuckDBPyConnection, unfinished: Path) -> None:
    source = cursor.execute("SELECT current_database()").fetchall()[0][0]
    version = literal(connection.STORAGE_VERSION)
    # One that an earlier try could not let go of would stand in the way of all later ones.
    cursor.execute(f"DETACH DATABASE IF EXISTS {COPY}")
    cursor.execute(f"ATTACH {literal(str(unfinished))} AS {COPY} (STORAGE_VERSION {version})")
    try:
        cursor.execute(f"COPY FROM DATABASE {quoted(source)} TO {COPY}")
    finally:
        cursor.execute(f"DETACH {COPY}")


def _fingerprint_of_copy(
    unfinished: Path, target: Path, trail_head: TrailHead | None
) -> pd.DataFrame:
    with (
        failures.proving(target),
        connection.connect(unfinished) as parent,
        parent.cursor() as cursor,
    ):
        found = fingerprint(cursor)
        if trail_head and trail_head.trail_no:
            _put_head(cursor, trail_head)
        seal(cursor)
        return found


def _put_head(cursor: duckdb.DuckDBPyConnection, head: TrailHead) -> None:
    told = {"moment": head.moment, "trail_no": head.trail_no, "row_hash": head.row_hash}
    cursor.execute(statements.append("trail_head"), told)


def seal(cursor: duckdb.DuckDBPyConnection) -> None:
    """All of a new file into the one that will be named: closing says nothing where that fails,
    and what stood in the log would be gone."""
    cursor.execute("CHECKPOINT")


class NameTaken(Exception):
    """A file that must not be overwritten is there already."""


def publish(unfinished: Path, target: Path) -> None:
    """Give a finished file its name. Raises NameTaken, OSError."""
    try:
        os.link(unfinished, target)
    except FileExistsError as error:
        raise NameTaken(target) from error
    except OSError:
        # A file system without hard links; rename refuses a taken name on Windows only.
        if target.exists():
            raise NameTaken(target) from None
        unfinished.rename(target)
    discard(unfinished)


def discard(unfinished: Path) -> None:
    """Remove what is left of an unfinished file, with DuckDB's logs beside it."""
    for path in (unfinished, *logs_of(unfinished)):
        with suppress(OSError):
            path.unlink()


def sync(path: Path) -> None:
    """Onto the disk, a file or the names in a folder, before anything rests on it."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no such call
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def logs_of(path: Path) -> tuple[Path, ...]:
    """DuckDB's logs: what a killed process had committed last, also while it folded or mended."""
    return tuple(path.with_name(f"{path.name}{suffix}") for suffix in LOG_SUFFIXES)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def fingerprint(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per table: table_name, row_count, checksum. Of a record of any schema."""
    tables = connection.ask(cursor, "tables", {})["table_name"]
    return pd.concat(
        [connection.ask(cursor, "fingerprint", {"table_name": str(table)}) for table in tables],
        ignore_index=True,
    )


def faults(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per broken rule of the ledger: rule, fault_count. Empty: the record is whole."""
    return connection.ask(cursor, "faults", {})
