"""A database that lacks, or has otherwise, what a mirror received: nothing more is received."""

from __future__ import annotations

import time
from pathlib import Path

import psycopg
import pytest

from tests.store.cases import CLERK, CODE, send, values
from tests.store.servers import schema_for, shared_server
from yamato_dx.store import ledger
from yamato_dx.store.file.loss import RecordBehind
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.tables import LEDGER
from yamato_dx.store.record import Record


def database(tmp_path: Path, *statements: str) -> None:
    """What the database's own people do to it."""
    with psycopg.connect(shared_server().conninfo, autocommit=True) as connection:
        connection.execute(f"SET search_path TO {schema_for(tmp_path)}".encode())
        for statement in statements:
            connection.execute(statement.encode())


def put_back(tmp_path: Path, revision: int) -> None:
    """As a restore of an older dump does it."""
    database(
        tmp_path,
        *(f"DELETE FROM {table} WHERE revision > {revision}" for table in LEDGER),
        f"DELETE FROM revision WHERE last_revision > {revision}",
    )


def opened(tmp_path: Path) -> Record:
    url = shared_server().url(schema_for(tmp_path))
    return Record.open_shared(DatabaseUrl.read(url), tmp_path / "mirrors", CODE)


def test_a_database_put_back_is_told_and_gone_on_without(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        first = send(record, values(a=1.0))
        send(record, values(a=2.0))
        put_back(tmp_path, first.revision)
        deadline = time.monotonic() + 10
        while record.loss is None and time.monotonic() < deadline:
            time.sleep(0.02)
        assert record.loss
        with pytest.raises(RecordBehind):
            send(record, values(b=1.0))
    with opened(tmp_path) as record:  # and is told again at the next start
        assert record.loss
        (lost,) = record.loss.missing.batch_ids
        assert lost.endswith("-0002")
        for lang in ("ja", "en"):
            told = record.lost_in_words(lang) or ""
            assert lost in told
            assert str(record.path) in told
        ledger.accept_loss(record, CLERK, "再提出を依頼済み")
        assert record.loss is None
        assert send(record, values(b=1.0)).batch_id.endswith("-0003")
        assert record.faults().empty
        kept = list(record.path.parent.glob("*.lost-*.duckdb"))
    with Record.open(kept[0], CODE) as before:
        assert len(before.batches()) == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revision SET recorded_at = recorded_at + interval '1 microsecond'",
        "UPDATE actual SET actual_value = 7",
    ],
)
def test_another_past_is_told(tmp_path: Path, change: str) -> None:
    with opened(tmp_path) as record:
        send(record, values(a=1.0))
    database(tmp_path, change)
    with opened(tmp_path) as record:
        assert record.loss
        assert record.loss.kind == "foreign"
        with pytest.raises(RecordBehind):
            send(record, values(b=1.0))
