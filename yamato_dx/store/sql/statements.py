"""The SQL of the record: a question is a file in `sql/reads/`, a table one in `sql/appends/`."""

from __future__ import annotations

from functools import cache
from typing import Final

from yamato_dx.root import ROOT

SQL: Final = ROOT / "yamato_dx" / "store" / "sql"


@cache
def query(name: str) -> str:
    return (SQL / "reads" / f"{name}.sql").read_text("utf-8")


@cache
def append(table: str) -> str:
    return (SQL / "appends" / f"{table}.sql").read_text("utf-8")


def quoted(identifier: str) -> str:
    """An identifier for SQL text: the one thing that cannot be bound as a value."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string for statements that take no bound values (ATTACH)."""
    return "'" + text.replace("'", "''") + "'"
