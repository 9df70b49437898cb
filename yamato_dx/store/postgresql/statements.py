"""What PostgreSQL is asked: each question a file in `sql/`; what names a table is composed."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Final

from psycopg import sql

from yamato_dx.root import ROOT

SQL: Final = ROOT / "yamato_dx" / "store" / "postgresql" / "sql"


def lock_key(schema: str) -> int:
    """Of the advisory lock that whoever writes in a schema holds: 64 bits, of no other schema."""
    return int.from_bytes(sha256(f"yamato_dx {schema}".encode()).digest()[:8], signed=True)


def making_schema(named: str) -> sql.Composed:
    return sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(named))


@cache
def statement(name: str) -> bytes:
    """For psycopg: of bytes it is known that no user wrote them."""
    return (SQL / f"{name}.sql").read_bytes()
