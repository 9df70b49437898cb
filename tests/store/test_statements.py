from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from yamato_dx.root import ROOT
from yamato_dx.store.file import connection
from yamato_dx.store.sql import statements

SQL = sorted(statements.SQL.rglob("*.sql"))


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_each_statement_says_first_what_one_row_is(path: Path) -> None:
    assert path.read_text("utf-8").startswith("-- One row")


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_each_statement_is_used(path: Path) -> None:
    rooms = (ROOT / "yamato_dx" / name for name in ("store", "acts", "queries"))
    python = [path for room in rooms for path in room.rglob("*.py")]
    assert any(f'"{path.stem}"' in one.read_text("utf-8") for one in python)


@pytest.mark.parametrize("name", ["plain", 'with "quotes"', "山都町", "a; DROP TABLE t"])
def test_identifiers_and_literals_survive_quoting(name: str) -> None:
    with duckdb.connect() as base, base.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {statements.quoted(name)} AS SELECT 1")
        found = cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        assert found == [(name,)]
        said = cursor.execute(f"SELECT {statements.literal(name)}").fetchall()
        assert said == [(name,)]


def test_python_variables_are_no_tables(tmp_path: Path) -> None:
    incoming = "a variable, not a table"
    assert incoming
    with (
        connection.connect(tmp_path / "a.duckdb") as base,
        base.cursor() as cursor,
        pytest.raises(duckdb.CatalogException),
    ):
        cursor.sql("FROM incoming")
