"""A whole record into another file, from the running program, and proof that a file is whole."""

from __future__ import annotations

import os
from contextlib import suppress
from glob import escape
from pathlib import Path

import duckdb
import pandas as pd

from yamato_dx.store import connection
from yamato_dx.store.refusals import RecordUnreadable
from yamato_dx.store.statements import literal, quoted


def copy_into(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write the record into `target` and prove the copy equal; never over an existing file.

    Call under the writer lock. Raises NameTaken, OSError, RecordUnreadable.
    """
    unfinished = target.with_name(f"{target.name}.copying-{os.getpid()}")
    discard(unfinished)
    try:
        _copy(cursor, unfinished)
        if not fingerprint(cursor).equals(fingerprint_of(unfinished)):
            raise RecordUnreadable("store.copy_unsound", path=target)
        publish(unfinished, target)
    finally:
        discard(unfinished)


def _copy(cursor: duckdb.DuckDBPyConnection, unfinished: Path) -> None:
    source = cursor.execute("SELECT current_database()").fetchall()[0][0]
    version = literal(connection.STORAGE_VERSION)
    cursor.execute(f"ATTACH {literal(str(unfinished))} AS copy (STORAGE_VERSION {version})")
    try:
        cursor.execute(f"COPY FROM DATABASE {quoted(source)} TO copy")
    finally:
        cursor.execute("DETACH copy")


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
    """Remove what is left of an unfinished file, with DuckDB's log beside it."""
    for path in (unfinished, log_of(unfinished)):
        with suppress(OSError):
            path.unlink()


def backups_of(path: Path) -> Path:
    """The folder of a record's backups."""
    return path.parent / "backups"


def newest_backup(path: Path) -> Path | None:
    """Of the record at `path`: written last, by night or by hand."""
    found = backups_of(path).glob(f"{escape(path.stem)}-*.duckdb")
    return max(found, key=lambda one: one.stat().st_mtime, default=None)


def log_of(path: Path) -> Path:
    """DuckDB's write-ahead log: what a killed process had committed last."""
    return path.with_name(f"{path.name}.wal")


def fingerprint(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per table: table_name, row_count, checksum. Of a record of any schema."""
    tables = connection.ask(cursor, "tables", {})["table_name"]
    return pd.concat(
        [connection.ask(cursor, "fingerprint", {"table_name": str(one)}) for one in tables],
        ignore_index=True,
    )


def fingerprint_of(path: Path) -> pd.DataFrame:
    with (
        connection.translated(path),
        connection.connect(path) as parent,
        parent.cursor() as cursor,
    ):
        return fingerprint(cursor)


def faults(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per broken rule of the ledger: rule, fault_count. Empty: the record is whole."""
    return connection.ask(cursor, "faults", {})
