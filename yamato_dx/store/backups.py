"""The folder of a record's backups: what lies in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from yamato_dx.store import copying

# A backup under way, with DuckDB's log beside it; made at night or by hand.
_UNFINISHED: Final = r"-\d{4}-\d\d-\d\d(-\d{6})?\.duckdb\.copying-\d+(\.wal.*)?"


def backups_of(path: Path) -> Path:
    """The folder of the backups of the record at `path`."""
    return path.parent / "backups"


def clear_unfinished(path: Path) -> None:
    """Remove what killed backups of the record at `path` left. Call under its writer lock: then
    none is under way, in this process or another."""
    pattern = re.compile(re.escape(path.stem) + _UNFINISHED)
    for unfinished in backups_of(path).glob("*.copying-*"):
        if pattern.fullmatch(unfinished.name):
            copying.discard(unfinished)
