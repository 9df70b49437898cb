"""What accounts, sessions, links and the trail ask of an engine: rows read, and one writer at a
time.

A read is a file in `reads/`, a write one in `writes/`; values are bound by name (`:name`), in SQL
that SQLite and PostgreSQL both speak.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

FOLDER: Final = Path(__file__).parent

AccessRow = tuple[Any, ...]


class AccessReader(Protocol):
    def read(self, name: str, **values: object) -> list[AccessRow]:
        """The rows that `reads/<name>.sql` answers."""


class AccessWriter(AccessReader, Protocol):
    """One transaction, which nobody else writes beside; it reads its own writes too."""

    def write(self, name: str, **values: object) -> int:
        """How many rows were written."""


class AccessDatabase(AccessReader, Protocol):
    """Safe for any number of threads and processes. Raises AccessUnavailable.

    `look_seconds`: how long what was read stands before it is asked again whether another process
    changed it; 0: asking costs next to nothing.
    """

    look_seconds: float

    def writing(self) -> AbstractContextManager[AccessWriter]:
        """Whole or not at all; kept when it ends."""

    def close(self) -> None: ...


@cache
def read_statement(name: str) -> str:
    return (FOLDER / "reads" / f"{name}.sql").read_text("utf-8")


@cache
def write_statement(name: str) -> str:
    return (FOLDER / "writes" / f"{name}.sql").read_text("utf-8")


def migrations() -> list[tuple[int, str]]:
    """Number and SQL of each, in order."""
    files = sorted((FOLDER / "schema").glob("*.sql"))
    return [(int(path.name[:4]), path.read_text("utf-8")) for path in files]


def change_no(reader: AccessReader) -> int:
    """Another as soon as what a session may do has changed, by whichever process."""
    return int(reader.read("change")[0][0])


def mark_change(writer: AccessWriter) -> None:
    writer.write("change")


def written(moment: datetime) -> str:
    """As it stands in a column: texts that sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
