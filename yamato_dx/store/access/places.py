"""Where accounts, sessions and the trail of a record lie: beside it, in a file or a schema."""

from __future__ import annotations

from pathlib import Path

from yamato_dx.store.access.database import AccessDatabase
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.postgresql.url import DatabaseUrl


def access_path(record_path: Path) -> Path:
    """Of a record in a file."""
    return record_path.with_name(f"{record_path.name}.access")


def access_database(record: Path | DatabaseUrl, municipality_code: str) -> AccessDatabase:
    """Made where there is none. Raises AccessUnavailable, UsageError."""
    if isinstance(record, DatabaseUrl):
        # Whoever has one file needs no database's programs.
        from yamato_dx.store.access.postgresql import AccessServer

        return AccessServer(record, municipality_code)
    path = access_path(record.resolve())
    path.parent.mkdir(parents=True, exist_ok=True)
    return AccessFile(path)
