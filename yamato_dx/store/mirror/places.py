"""Where the mirrors of a shared record lie: one folder per record, one file per process at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from yamato_dx.store.file import connection, opening
from yamato_dx.store.file.ledger import FileLedger
from yamato_dx.store.promise.clock import Clock
from yamato_dx.store.promise.refusals import RecordInUse

# More than a machine runs of one record's commands at once.
MOST_MIRRORS: Final = 64


def opened_mirror(folder: Path, name: str, municipality_code: str, clock: Clock) -> FileLedger:
    """The first that no other process has open; made where there is none. Raises
    RecordUnavailable."""
    for path in _places(folder.resolve(), name):
        try:
            return _opened(path, municipality_code, clock)
        except RecordInUse:
            continue
    raise RecordInUse("store.in_use", path=folder)


def _places(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.duckdb"
    for number in range(2, MOST_MIRRORS + 1):
        yield folder / f"{name}.{number}.duckdb"


def _opened(path: Path, municipality_code: str, clock: Clock) -> FileLedger:
    with _reserved(path):
        return FileLedger(opening.opened(path, municipality_code, clock), path, is_mirror=True)


@contextmanager
def _reserved(path: Path) -> Iterator[None]:
    """Kept unless it fails: whoever closes the record lets go."""
    connection.reserve(path)
    try:
        yield
    except BaseException:
        connection.release(path)
        raise
