"""Rows of the ledger into an open file and out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import duckdb
import pandas as pd
import pyarrow as pa

from yamato_dx.store.file import connection
from yamato_dx.store.promise.ledger import LedgerHead, Rows
from yamato_dx.store.promise.tables import ACT_COLUMNS, ACTS, LEDGER, REMOVALS
from yamato_dx.store.sql import statements

# A part of an export ends with the act that reaches one of these.
PART_ROWS: Final = 200_000
PART_BYTES: Final = 64_000_000


def head(cursor: duckdb.DuckDBPyConnection) -> LedgerHead:
    """Where the ledger in the file ends."""
    latest = connection.ask(cursor, "latest", {})
    moment = latest["recorded_at"].item()
    return LedgerHead(
        int(latest["revision"].item()), None if pd.isna(moment) else moment.to_pydatetime()
    )


def append(cursor: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Within a transaction that somebody else began and ends."""
    for table, incoming in rows.tables.items():
        cursor.register("incoming", incoming)
        cursor.execute(statements.append(table))
    if REMOVALS in rows.tables:
        _remove_bytes(cursor)


def _remove_bytes(cursor: duckdb.DuckDBPyConnection) -> None:
    """In such a way that the next checkpoint writes anew whatever lay in a block with them."""
    cursor.execute(statements.append("removed_bytes"))
    cursor.execute(statements.append("removed_bytes_named"))
    kept = connection.arrow(cursor, "kept_draft_files", {})
    cursor.execute(statements.append("removed_draft_files"))
    cursor.register("incoming", kept)
    cursor.execute(statements.append("kept_draft_files"))


def clear(cursor: duckdb.DuckDBPyConnection) -> None:
    """Within a transaction that somebody else began and ends."""
    for table in (*LEDGER, ACTS):
        cursor.execute(f"DELETE FROM {statements.quoted(table)}")  # noqa: S608 - a table of ours


def parts_after(cursor: duckdb.DuckDBPyConnection, revision: int) -> Iterator[tuple[int, int]]:
    """Between which revisions each part of an export lies."""
    bounds = {"after": revision, "part_rows": PART_ROWS, "part_bytes": PART_BYTES}
    for (until,) in connection.fetch(cursor, "parts", bounds):
        yield revision, until
        revision = until


def between(cursor: duckdb.DuckDBPyConnection, after: int, until: int) -> Rows:
    """All rows after `after` up to `until`, both the ends of acts."""
    bounds: dict[str, object] = {"after": after, "until": until}
    found = {ACTS: connection.arrow(cursor, "acts", bounds)}
    for table in LEDGER:
        found[table] = connection.arrow(cursor, "rows", {**bounds, "table_name": table})
    return Rows({name: _portable(name, rows) for name, rows in found.items() if rows.num_rows})


def _portable(table: str, rows: pa.Table) -> pa.Table:
    schema = ACT_COLUMNS if table == ACTS else LEDGER[table]
    return rows.select(schema.names).cast(schema)
