"""The tables of a shared record, derived from `promise.tables`: made, and brought up to a newer
program's by what they lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pyarrow as pa
from psycopg import sql

from yamato_dx.store.file import schema
from yamato_dx.store.postgresql.connections import Answering
from yamato_dx.store.postgresql.statements import statement
from yamato_dx.store.promise.refusals import (
    RecordNewer,
    RecordOfAnother,
    RecordUnreadable,
)
from yamato_dx.store.promise.tables import ACT_COLUMNS, ACTS, LEDGER

# As DuckDB's tables are told apart: both engines have the same columns.
LAYOUT: Final = schema.newest()
OLDEST_SERVER: Final = 150_000

TYPES: Final[Mapping[pa.DataType, str]] = {
    pa.string(): "text",
    pa.int8(): "smallint",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.float64(): "double precision",
    pa.date32(): "date",
    pa.binary(): "bytea",
    pa.timestamp("us", tz="UTC"): "timestamptz",
}

EXPORTED: Final[Mapping[str, pa.Schema]] = {**LEDGER, ACTS: ACT_COLUMNS}

# Beside the ledger: whose record it is, and drafts.
BESIDE: Final = ("make_meta", "make_draft", "make_draft_file")


def number_of(table: str) -> str:
    """The column that numbers the rows of a table."""
    return "last_revision" if table == ACTS else "revision"


def prepare(connection: Answering, named: str, municipality_code: str, shown: str) -> None:
    """Within a transaction under the writer's lock: a record of this municipality in schema
    `named`, with the columns of this program. Raises RecordUnreadable, RecordNewer,
    RecordOfAnother, psycopg.Error."""
    facts = connection.execute(statement("what_is_there"), {"schema": named}).fetchall()[0]
    version, encoding, is_there, table_count, is_record = facts
    if version < OLDEST_SERVER or encoding != "UTF8":
        raise RecordUnreadable("store.server.unfit", database=shown)
    if not is_record:
        if table_count:
            raise RecordUnreadable("store.server.no_record", database=shown, schema=named)
        _create(connection, named, municipality_code, is_there=is_there)
        return
    recorded, layout = connection.execute(statement("whose_record")).fetchall()[0]
    if recorded != municipality_code:
        raise RecordOfAnother(
            "store.other_municipality", path=shown, recorded=recorded, expected=municipality_code
        )
    require_known(layout, shown)
    if layout < LAYOUT:
        _bring_up(connection, named)


def require_known(layout: int, shown: str) -> None:
    """Raises RecordNewer."""
    if layout > LAYOUT:
        raise RecordNewer("store.newer", path=shown)


def _create(connection: Answering, named: str, municipality_code: str, *, is_there: bool) -> None:
    if not is_there:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(named)))
    for table, columns in EXPORTED.items():
        connection.execute(_table(table, columns))
    # What offices send is packed already.
    connection.execute(b"ALTER TABLE file ALTER COLUMN bytes SET STORAGE EXTERNAL")
    connection.execute(b"CREATE INDEX ON file (sha256)")
    for name in BESIDE:
        connection.execute(statement(name))
    whose = {"municipality_code": municipality_code, "layout": LAYOUT}
    connection.execute(statement("put_meta"), whose)


def _table(name: str, columns: pa.Schema) -> sql.Composed:
    return sql.SQL("CREATE TABLE {} ({}, PRIMARY KEY ({}))").format(
        sql.Identifier(name),
        sql.SQL(", ").join(_column(column) for column in columns),
        sql.Identifier(number_of(name)),
    )


def _column(field: pa.Field) -> sql.Composed:
    return sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(TYPES[field.type]))


def _bring_up(connection: Answering, named: str) -> None:
    there: dict[str, set[str]] = {}
    for table, column in connection.execute(statement("columns_there"), {"schema": named}):
        there.setdefault(table, set()).add(column)
    for made in _lacking(there):
        connection.execute(made)
    connection.execute(statement("put_layout"), {"layout": LAYOUT})


def _lacking(there: Mapping[str, set[str]]) -> Iterator[sql.Composed]:
    for name, columns in EXPORTED.items():
        if name not in there:
            yield _table(name, columns)
            continue
        for column in columns:
            if column.name not in there[name]:
                yield sql.SQL("ALTER TABLE {} ADD COLUMN {}").format(
                    sql.Identifier(name), _column(column)
                )
