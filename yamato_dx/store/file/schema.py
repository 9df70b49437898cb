"""Numbered migrations: `schema/0001_….sql`, each applied once, in a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from yamato_dx.root import ROOT
from yamato_dx.store.sql import statements

FOLDER: Final = ROOT / "yamato_dx" / "store" / "schema"


@dataclass(frozen=True)
class Migration:
    version: int
    name: str
    sql: str


def migrations(folder: Path | None = None) -> tuple[Migration, ...]:
    """In their order; the number is the file name's first part."""
    return tuple(
        Migration(int(path.stem.split("_", 1)[0]), path.stem, path.read_text("utf-8"))
        for path in sorted((folder or FOLDER).glob("[0-9]*.sql"))
    )


def pending(version: int) -> tuple[Migration, ...]:
    return tuple(migration for migration in migrations() if migration.version > version)


def newest() -> int:
    return migrations()[-1].version


def apply(cursor: duckdb.DuckDBPyConnection, migration: Migration, now: datetime) -> None:
    cursor.execute("BEGIN")
    cursor.execute(migration.sql)
    cursor.execute(
        statements.append("schema_version"),
        {"version": migration.version, "migration": migration.name, "applied_at": now},
    )
    cursor.execute("COMMIT")
