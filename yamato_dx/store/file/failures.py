"""What the database and the disk say when they fail, as one sentence of ours each; nowhere else.

DuckDB has one class for most failures of a disk, none of its own for some (a full disk at COMMIT
is an error of the transaction, a damaged block a bare `Error`), so they are told apart by words.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum, auto
from errno import EACCES, EDQUOT, EFBIG, ENOENT, ENOSPC, EPERM, EROFS, ESTALE
from pathlib import Path
from typing import Final

import duckdb

from yamato_dx.errors import Refused, YamatoDxError
from yamato_dx.store.promise.refusals import (
    RecordInUse,
    RecordNewer,
    RecordNotWritten,
    RecordUnreadable,
)

# A disk with less left than one block of the record is full.
NO_ROOM: Final = 262_144


class Failure(Enum):
    IN_USE = auto()
    NEWER = auto()
    FULL = auto()
    DAMAGED = auto()
    FORBIDDEN = auto()
    LOST = auto()
    OTHER = auto()


Words = Mapping[Failure, tuple[type[YamatoDxError], str]]

_OPEN: Final[Words] = {
    Failure.IN_USE: (RecordInUse, "store.in_use"),
    Failure.NEWER: (RecordNewer, "store.newer"),
    Failure.FULL: (RecordNotWritten, "store.disk_full"),
    Failure.DAMAGED: (RecordUnreadable, "store.damaged"),
    Failure.FORBIDDEN: (RecordUnreadable, "store.forbidden"),
    Failure.LOST: (RecordUnreadable, "store.lost"),
    Failure.OTHER: (RecordNotWritten, "store.disk_failed"),
}
_OPENING: Final[Words] = {**_OPEN, Failure.OTHER: (RecordUnreadable, "store.unreadable")}
_CREATING: Final[Words] = {
    **_OPEN,
    **dict.fromkeys((Failure.LOST, Failure.OTHER), (RecordUnreadable, "store.cannot_create")),
}
_ELSEWHERE: Final[Words] = {
    failure: (
        Refused,
        "store.target_full" if failure is Failure.FULL else "store.target_not_writable",
    )
    for failure in Failure
}

_COPY: Final[Words] = {
    failure: _ELSEWHERE[failure]
    if failure is Failure.FULL
    else (RecordUnreadable, "store.copy_unsound")
    for failure in Failure
}

_ERRNOS: Final = {
    **dict.fromkeys((ENOSPC, EDQUOT, EFBIG), Failure.FULL),
    **dict.fromkeys((EACCES, EPERM, EROFS), Failure.FORBIDDEN),
    **dict.fromkeys((ENOENT, ESTALE), Failure.LOST),
}
# In the order in which they are looked for: DuckDB quotes the system's words at the end.
_SAID: Final = {
    "lock on file": Failure.IN_USE,
    "version number": Failure.NEWER,
    "newer version": Failure.NEWER,
    "Corrupt ": Failure.DAMAGED,
    "Could not read enough bytes": Failure.DAMAGED,
    # What DuckDB puts aside beside the record while it answers finds no room there.
    "max_temp_directory_size": Failure.FULL,
    **{os.strerror(number): failure for number, failure in _ERRNOS.items()},
}

# Errors of the database itself: the disk refused halfway, or what it read cannot be.
_BREAKS: Final = (duckdb.FatalException, duckdb.InternalException)


def of_record(error: duckdb.Error | OSError, path: Path) -> YamatoDxError | None:
    """What an error of the open record at `path` comes to; None where no disk had a part in it."""
    return _worded(error, path, _OPEN) if _is_of_disk(error) else None


@contextmanager
def opening(path: Path, *, is_new: bool = False, room_at: Path | None = None) -> Iterator[None]:
    """While the record at `path` is opened or made, all that DuckDB and the disk refuse.

    `room_at`: where what is opened is a copy, the file beside which that lies.
    """
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if room_at and _failure(error, room_at) is Failure.FULL:
            raise _worded(error, room_at, _ELSEWHERE) from error
        raise _worded(error, path, _CREATING if is_new else _OPENING) from error


@contextmanager
def proving(copy: Path) -> Iterator[None]:
    """While the copy that will be named `copy` is read again, and sealed."""
    try:
        yield
    except duckdb.Error as error:
        raise _worded(error, copy, _COPY) from error


@contextmanager
def reading(source: Path) -> Iterator[None]:
    """While a file that somebody named is read."""
    try:
        yield
    except OSError as error:
        raise Refused("store.backup_not_read", path=source) from error


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """While a copy is written to `target`. What is wrong with the record itself passes through."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        # What breaks a database names the file where it broke.
        is_record = isinstance(error, _BREAKS) and str(target) not in str(error)
        is_damage = _failure(error, target) is Failure.DAMAGED
        if is_record or is_damage or not _is_of_disk(error):
            raise
        raise _worded(error, target, _ELSEWHERE) from error


def _worded(error: duckdb.Error | OSError, path: Path, words: Words) -> YamatoDxError:
    kind, message_id = words[_failure(error, path)]
    return kind(message_id, path=path)


def _failure(error: duckdb.Error | OSError, path: Path) -> Failure:
    if isinstance(error, OSError) and error.errno in _ERRNOS:
        return _ERRNOS[error.errno]
    said = next((failure for words, failure in _SAID.items() if words in str(error)), None)
    if said is not None:
        return said
    if isinstance(error, duckdb.SerializationException):  # what it reads is not what was written
        return Failure.DAMAGED
    return _failure_on_windows(path) if os.name == "nt" else Failure.OTHER


def _failure_on_windows(path: Path) -> Failure:
    """Whose words are in its own language: from what is the case."""
    if _is_locked(path):
        return Failure.IN_USE
    return Failure.FULL if _has_no_room(path) else Failure.OTHER


def _is_of_disk(error: duckdb.Error | OSError) -> bool:
    return (
        isinstance(error, (OSError, duckdb.IOException, duckdb.SerializationException, *_BREAKS))
        or any(words in str(error) for words in ("Corrupt ", "max_temp_directory_size"))
        or (isinstance(error, duckdb.TransactionException) and ' file "' in str(error))
    )


def _has_no_room(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < NO_ROOM
    return False


def _is_locked(path: Path) -> bool:
    """DuckDB's holder shares the file with nobody."""
    with suppress(OSError), path.open("rb"):
        return False
    return path.is_file()
