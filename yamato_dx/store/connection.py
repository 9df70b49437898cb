"""Opening a DuckDB file so that the previous release could open it too, and saying why not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store import frames, statements
from yamato_dx.store.refusals import RecordInUse, RecordNewer, RecordUnreadable

# Written so that DuckDB 1.4 and 1.5 read it.
STORAGE_VERSION: Final = "v1.4.0"

OPTIONS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "storage_compatibility_version": STORAGE_VERSION,
    # No outbound call, ever: DuckDB would fetch extensions.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # A misspelt table must be an error, never a Python variable of that name.
    "python_enable_replacements": "false",
}

# DuckDB opens a file twice in one process without complaint; two writer locks would follow.
_reserved: set[Path] = set()
_reserving = Lock()


def reserve(path: Path) -> None:
    with _reserving:
        if path in _reserved:
            raise RecordInUse("store.in_use", path=path)
        _reserved.add(path)


def release(path: Path) -> None:
    with _reserving:
        _reserved.discard(path)


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    with translated(path):
        return duckdb.connect(str(path), config=OPTIONS)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """DuckDB's errors about a file as one sentence for people."""
    try:
        yield
    except duckdb.Error as error:
        raise unavailable(path, str(error)) from error


def unavailable(path: Path, message: str) -> RecordUnavailable:
    """Told apart by DuckDB's words: it has one class for all errors of input and output."""
    if "lock on file" in message or (os.name == "nt" and _is_locked(path)):
        return RecordInUse("store.in_use", path=path)
    if "version number" in message or "newer version" in message:
        return RecordNewer("store.newer", path=path)
    return RecordUnreadable("store.unreadable", path=path)


def _is_locked(path: Path) -> bool:
    """Windows: DuckDB's holder shares the file with nobody, and the message is in its language."""
    with suppress(OSError), path.open("rb"):
        return False
    return path.is_file()


def ask(cursor: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]) -> pd.DataFrame:
    """The answer to `queries/<name>.sql`. Tables among `params` are seen by it under their name."""
    tables = {key: value for key, value in params.items() if isinstance(value, pa.Table)}
    values = {key: value for key, value in params.items() if key not in tables}
    for key, table in tables.items():
        cursor.register(key, table)
    return frames.to_pandas(cursor.sql(statements.query(name), params=values).to_arrow_table())


def fetch(
    cursor: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """The same as plain rows, in a fifth of the time: for a row or two on the way of each key."""
    return cursor.execute(statements.query(name), params).fetchall()
