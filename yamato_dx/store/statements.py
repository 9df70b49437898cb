"""The SQL of the record: one question, one file in `queries/`; one table, one in `appends/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

ROOM: Final = Path(__file__).parent


@cache
def query(name: str) -> str:
    return (ROOM / "queries" / f"{name}.sql").read_text("utf-8")


@cache
def append(table: str) -> str:
    return (ROOM / "appends" / f"{table}.sql").read_text("utf-8")


def quoted(identifier: str) -> str:
    """An identifier for SQL text: the one thing that cannot be bound as a value."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string for statements that take no bound values (ATTACH)."""
    return "'" + text.replace("'", "''") + "'"
