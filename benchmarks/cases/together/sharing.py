"""A record in a database: its mirror is built and read, acts are appended, others see them.

Floors: the same reads on the file itself; ADBC's bare fetch of the same rows into a DuckDB file;
bare INSERTs of the same rows under the same lock. All on one machine, the database waiting for
its disk.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import adbc_driver_postgresql.dbapi
import duckdb
import psycopg

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.records.kill import values_of
from benchmarks.scale import Scale
from benchmarks.servers.killing import MUNICIPALITY, ROWS, append_act
from benchmarks.servers.postgres import PostgresServer
from benchmarks.servers.visibility import seconds_until_seen
from yamato_dx.acts.report import send_report
from yamato_dx.store import moving
from yamato_dx.store.postgresql.ledger import PostgresLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import PROGRAM
from yamato_dx.store.record import Record

SCHEMA: Final = "sharing"
REPORTS: Final = 5
APPENDS: Final = 100
# What takes a minute for a million rows is not done more often.
MOST_ROUNDS: Final = 3


def run(scale: Scale) -> Sequence[Measure]:
    server = PostgresServer(is_durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _run(scale, server.start(), Path(folder))
    finally:
        server.remove()


def _run(scale: Scale, server: PostgresServer, folder: Path) -> Sequence[Measure]:
    url = DatabaseUrl.read(server.url(SCHEMA))
    rounds = min(scale.rounds, MOST_ROUNDS)
    with filled(folder / "record.duckdb", scale.rows) as record:
        moving.move(record, url, PROGRAM)
        with Record.open_shared(url, folder / "read", MUNICIPALITY) as mirrored:
            on_file, on_mirror = in_turns(
                rounds, lambda: reading(record), lambda: reading(mirrored)
            )
    numbers = iter(range(1_000))
    bare, built = in_turns(
        rounds,
        lambda: seconds_of(lambda: fetch_bare(server, folder / f"{next(numbers)}.duckdb")),
        lambda: seconds_of(lambda: build(url, folder / f"{next(numbers)}")),
    )
    ledger = PostgresLedger(DatabaseUrl.read(server.url("appending")), MUNICIPALITY)
    inserted, appended = in_turns(
        scale.rounds,
        lambda: seconds_of(lambda: insert_bare(server)),
        lambda: seconds_of(lambda: append_often(ledger)),
    )
    ledger.close()
    seen = seconds_until_seen(server, acts=max(20, scale.reruns * 2), people=scale.people)
    rows = f"{scale.rows:,} rows"
    return [
        Measure(
            f"CPU of reads of {rows}, mirror", on_mirror, "s", on_file, Goal("ratio_at_most", 1.05)
        ),
        Measure(f"a mirror of {rows} built", built, "s", bare, Goal("ratio_at_most", 2)),
        Measure(f"{APPENDS} acts of {ROWS + 1} rows appended", appended, "s", inserted),
        Measure("acts a second", APPENDS / appended, "/s", APPENDS / inserted),
        Measure(
            f"an act seen by another server, {scale.people} readers on each: p99",
            seen.p99,
            "s",
            None,
            Goal("at_most", 1),
        ),
        Measure("… median", seen.median, "s"),
    ]


@contextmanager
def filled(path: Path, rows: int) -> Iterator[Record]:
    """A record of so many values, in a few reports."""
    with Record.open(path, MUNICIPALITY) as record:
        for number in range(REPORTS):
            data = f"{number}:{-(-rows // REPORTS)}".encode()
            send_report(
                record,
                data=data,
                file_name="report.csv",
                values=values_of(data),
                actor=PROGRAM,
                previewed_at=record.head(),
            )
        yield record


def reading(record: Record) -> float:
    """Seconds of the processor for what pages ask: heads, reports, what stands."""
    began = time.process_time()
    for _ in range(200):
        record.head()
    for _ in range(5):
        record.batches()
    record.standing()
    return time.process_time() - began


def fetch_bare(server: PostgresServer, path: Path) -> None:
    with (
        adbc_driver_postgresql.dbapi.connect(server.conninfo) as connection,
        connection.cursor() as cursor,
        duckdb.connect(path) as file,
    ):
        cursor.execute(f"SELECT * FROM {SCHEMA}.actual")
        rows = cursor.fetch_record_batch()
        file.register("brought", rows)
        file.execute("CREATE TABLE fetched AS FROM brought")


def build(url: DatabaseUrl, folder: Path) -> None:
    Record.open_shared(url, folder, MUNICIPALITY).close()


def append_often(ledger: PostgresLedger) -> None:
    for number in range(APPENDS):
        append_act(ledger, f"{number}")


def insert_bare(server: PostgresServer) -> None:
    """The same rows under a lock of the same kind, with nothing else asked or checked."""
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        _prepare(connection)
        for number in range(APPENDS):
            connection.execute("BEGIN")
            connection.execute("SELECT pg_advisory_xact_lock(1)")
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO bare.entry VALUES (%s, %s, '{}', 'yamato_dx', 'program', now())",
                    [("note", f"{number}")] * ROWS,
                )
            connection.execute("INSERT INTO bare.act VALUES (%s, now(), 'enter')", (number,))
            connection.execute("COMMIT")


def _prepare(connection: psycopg.Connection) -> None:
    entries = "kind text, entry_key text, document text, actor_name text, actor_role text"
    for table in (
        f"entry ({entries}, at timestamptz, revision bigserial PRIMARY KEY)",
        "act (last_revision bigint, at timestamptz, act text)",
    ):
        connection.execute("CREATE SCHEMA IF NOT EXISTS bare")
        connection.execute(f"CREATE TABLE IF NOT EXISTS bare.{table}".encode())
