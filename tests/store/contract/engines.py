"""The engines that the contract is held against, and small acts for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pyarrow as pa

from tests.store.cases import CODE, Clock
from tests.store.contract.sqlite_ledger import SqliteLedger
from tests.store.servers import schema_for, shared_server
from yamato_dx.store.file import opening
from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.mirror.mirrored import MirroredLedger
from yamato_dx.store.mirror.places import opened_mirror
from yamato_dx.store.postgresql.ledger import PostgresLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.ledger import Ledger, LedgerHead, Rows
from yamato_dx.store.promise.shared import SharedLedger
from yamato_dx.store.promise.tables import ACTS
from yamato_dx.store.promise.transaction import Transaction
from yamato_dx.store.record import Record

MORNING = datetime(2026, 5, 11, tzinfo=UTC)


def duckdb_ledger(folder: Path) -> FileLedger:
    path = folder / "ledger.duckdb"
    return FileLedger(opening.opened(path, CODE, Clock()), path)


def sqlite_ledger(folder: Path) -> SqliteLedger:
    return SqliteLedger(folder / "ledger.sqlite")


def postgresql_ledger(folder: Path) -> PostgresLedger:
    """In a schema of its own for each folder."""
    url = shared_server().url(schema_for(folder))
    return PostgresLedger(DatabaseUrl.read(url), CODE)


# name → a ledger in a folder, opened or, where there is one already, opened again: those that
# several processes have open at once, and all.
SHARED: Mapping[str, Callable[[Path], SharedLedger]] = {
    "sqlite": sqlite_ledger,
    "postgresql": postgresql_ledger,
}
ENGINES: Mapping[str, Callable[[Path], Ledger]] = {"duckdb": duckdb_ledger, **SHARED}


def duckdb_record(folder: Path) -> Record:
    return Record.open(folder / "record.duckdb", CODE, clock=Clock())


def shared_record(engine: str, folder: Path, mirror: str = "mirror") -> Record:
    """Its reads from a DuckDB file of its own; its moments not the engine's, so that any two have
    the same."""
    clock = Clock()
    file = opened_mirror(folder, mirror, CODE, clock)
    ledger = MirroredLedger(SHARED[engine](folder), file)
    return Record(file, ledger, CODE, clock, is_clock_right=False)


RECORDS: Mapping[str, Callable[[Path], Record]] = {
    "duckdb": duckdb_record,
    **{name: partial(shared_record, name) for name in SHARED},
}


def catch_up(mirror: Ledger, ledger: Ledger) -> None:
    """Take in what the ledger has after the mirror's head."""
    with mirror.writing() as head:
        for rows in ledger.rows_after(head.revision):
            mirror.append(rows)


def reached(record: Record, revision: int) -> bool:
    """Whether what another process did comes within two seconds."""
    deadline = time.monotonic() + 2
    while record.head() < revision and time.monotonic() < deadline:
        time.sleep(0.005)
    return record.head() == revision


def act(head: LedgerHead, *keys: str, minutes: int = 0) -> Rows:
    """The rows of an act after `head`, one thing said per key, `minutes` after the morning."""
    transaction = Transaction(head.revision, lambda: MORNING + timedelta(minutes=minutes))
    for key in keys:
        transaction.append(
            "entry",
            kind="note",
            entry_key=key,
            document=f'"{key}"',
            **Actor.at_server("山田").columns,
        )
    rows = transaction.rows("enter")
    assert rows, "an act without a row is none"
    return rows


def entry_keys(ledger: Ledger, revision: int = 0) -> list[str]:
    """Of all that was said after `revision`, in order."""
    found = exported(ledger, revision).get("entry")
    return [] if found is None else found["entry_key"].to_pylist()


def exported(ledger: Ledger, revision: int = 0) -> dict[str, pa.Table]:
    """All rows after `revision`, by table."""
    parts: dict[str, list[pa.Table]] = {}
    for rows in ledger.rows_after(revision):
        for name, table in rows.tables.items():
            parts.setdefault(name, []).append(table)
    return {name: pa.concat_tables(found).combine_chunks() for name, found in parts.items()}


def numbers(rows: Mapping[str, pa.Table]) -> list[int]:
    """Of all rows, by table in their order, all together sorted."""
    columns: Iterator[list[int]] = (
        table["revision"].to_pylist() for name, table in rows.items() if name != ACTS
    )
    return sorted(number for column in columns for number in column)
