"""The ledger's tables as engines exchange them are those of the newest schema."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest

from yamato_dx.store.file import schema
from yamato_dx.store.promise.frames import MOMENT
from yamato_dx.store.promise.tables import ACT_COLUMNS, ACTS, LEDGER


@pytest.fixture
def newest() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as base:
        for migration in schema.migrations():
            base.execute(migration.sql)
        yield base


def columns(base: duckdb.DuckDBPyConnection, table: str) -> dict[str, pa.DataType]:
    found = base.sql("FROM query_table($name)", params={"name": table}).to_arrow_table().schema
    return {
        field.name: MOMENT if pa.types.is_timestamp(field.type) else field.type for field in found
    }


@pytest.mark.parametrize("name", [*LEDGER, ACTS])
def test_a_table_has_the_columns_of_the_schema(
    newest: duckdb.DuckDBPyConnection, name: str
) -> None:
    told = {**LEDGER, ACTS: ACT_COLUMNS}[name]
    assert {field.name: field.type for field in told} == columns(newest, name)


def test_each_table_whose_rows_take_a_number_is_of_the_ledger(
    newest: duckdb.DuckDBPyConnection,
) -> None:
    found = newest.execute(
        "SELECT table_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)"
        " WHERE column_name = 'revision'"
    ).fetchall()
    assert sorted(name for (name,) in found) == sorted(LEDGER)
