"""A schema that an older release made gets what it lacks, once, and keeps its rows."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.store.cases import send, standing_values, values
from tests.store.servers import schema_for, shared_server
from tests.store.shared.test_losing_database import database, opened
from yamato_dx.store.postgresql.tables import LAYOUT
from yamato_dx.store.promise.refusals import RecordNewer
from yamato_dx.store.promise.tables import LEDGER


def columns(tmp_path: Path) -> dict[str, set[str]]:
    asked = (
        "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
        " WHERE table_schema = %s GROUP BY table_name"
    )
    with psycopg.connect(shared_server().conninfo) as connection:
        found = connection.execute(asked, [schema_for(tmp_path)]).fetchall()
    return {table: set(names) for table, names in found}


def test_an_older_schema_is_brought_up_and_keeps_its_rows(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        send(record, values(a=1.0))
        before = columns(tmp_path)
    database(
        tmp_path,
        "DROP TABLE removal",
        "ALTER TABLE batch DROP COLUMN actor_address",
        f"UPDATE meta SET layout = {LAYOUT - 1}",
    )
    with opened(tmp_path) as record:
        assert record.loss is None
        assert columns(tmp_path) == before
        assert LEDGER.keys() <= before.keys()
        send(record, values(b=2.0))
        assert standing_values(record.standing()) == {"a": 1.0, "b": 2.0}
        assert record.faults().empty


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    database(tmp_path, f"UPDATE meta SET layout = {LAYOUT + 1}")
    with pytest.raises(RecordNewer):
        opened(tmp_path)
