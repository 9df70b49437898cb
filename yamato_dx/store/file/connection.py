"""Opening a DuckDB file so that the previous release could open it too, and asking it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa

from yamato_dx.store.promise import frames
from yamato_dx.store.promise.refusals import RecordInUse
from yamato_dx.store.sql import statements

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
    """Raises what DuckDB raises: whoever calls knows the name by which people know the file."""
    return duckdb.connect(str(path), config=OPTIONS)


def connect_to_read(path: Path) -> duckdb.DuckDBPyConnection:
    """The same; nothing is written into it. Raises what DuckDB raises."""
    return duckdb.connect(str(path), read_only=True, config=OPTIONS)


def ask(cursor: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]) -> pd.DataFrame:
    """The answer to `sql/reads/<name>.sql`. Tables among `params` are seen by it under their
    name."""
    return frames.to_pandas(arrow(cursor, name, params))


def arrow(cursor: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]) -> pa.Table:
    """The same in the types of the file."""
    tables = {key: value for key, value in params.items() if isinstance(value, pa.Table)}
    values = {key: value for key, value in params.items() if key not in tables}
    for key, table in tables.items():
        cursor.register(key, table)
    return cursor.sql(statements.query(name), params=values).to_arrow_table()


def fetch(
    cursor: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """The same as plain rows, in a fifth of the time: for a row or two on the way of each key."""
    return cursor.execute(statements.query(name), params).fetchall()
