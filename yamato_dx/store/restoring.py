"""A backup in place of the record, proven before anything is replaced."""

from __future__ import annotations

import os
import shutil
from hashlib import file_digest
from pathlib import Path

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store import connection, copying, failures, opening, replacing, schema
from yamato_dx.store.clock import Clock
from yamato_dx.store.refusals import RecordInUse, RecordUnreadable
from yamato_dx.store.witness import Witness, Witnessed, newest_act


def restore(source: Path, target: Path, municipality_code: str, clock: Clock) -> Path | None:
    """Put the record in `source` at `target`; where the replaced one is kept, if there was one.

    Raises RecordUnavailable or Refused, with nothing changed, where `source` is not a whole record
    of this municipality, `target` is in use, or the disk refuses. Killed at any moment, it leaves
    the record as it was or the restored one, whole.
    """
    target = target.resolve()
    connection.reserve(target)
    unfinished = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    try:
        with failures.writing_to(target):
            copying.discard(unfinished)
            replacing.finish(target)
            _require_free(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(source, unfinished)
            seen = _prove(unfinished, source, target, municipality_code, clock)
            kept = _keep(target, clock)
            replacing.replace(unfinished, target)
            # Last: killed before, the next start finds another record than its witness saw.
            witness = Witness(target)
            witness.read()
            witness.write(seen)
        return kept
    finally:
        copying.discard(unfinished)
        connection.release(target)


def _require_free(target: Path) -> None:
    """Opened and closed, a sound record is one file without a log."""
    if not target.exists():
        return
    try:
        with failures.opening(target):
            connection.connect(target).close()
    except RecordInUse:
        raise
    except RecordUnavailable:
        return  # a damaged record is what a restore is for


def _copy(source: Path, unfinished: Path) -> None:
    for one, copy in _files(source, unfinished):
        shutil.copyfile(one, copy)
    if _digest(source) != _digest(unfinished):
        raise RecordUnreadable("store.copy_unsound", path=source)


def _files(path: Path, copy: Path) -> list[tuple[Path, Path]]:
    """The record and its logs, as far as they exist, with the names of their copies; logs first."""
    pairs = (*zip(copying.logs_of(path), copying.logs_of(copy), strict=True), (path, copy))
    return [(one, other) for one, other in pairs if one.exists()]


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def _prove(
    unfinished: Path, source: Path, target: Path, municipality_code: str, clock: Clock
) -> Witnessed:
    """What the witness is to hold of it."""
    with (
        failures.opening(source, room_at=target),
        connection.connect(unfinished) as parent,
        parent.cursor() as cursor,
    ):
        version = opening.checked(parent, source, municipality_code)
        for migration in schema.pending(version):
            schema.apply(cursor, migration, clock())
        copying.fingerprint(cursor)  # reads every block: damage shows here
        if len(copying.faults(cursor)):
            raise RecordUnreadable("store.copy_unsound", path=source)
        seen = newest_act(cursor)
        copying.seal(cursor)
    return seen


def _keep(target: Path, clock: Clock) -> Path | None:
    """Copied, not moved: at no moment is there no record at `target`."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.stem}.replaced-{clock():%Y%m%dT%H%M%S%f}.duckdb")
    unnamed = kept.with_name(f"{kept.name}.copying-{os.getpid()}")
    try:
        for one, copy in _files(target, unnamed):
            shutil.copy2(one, copy)
            copying.sync(copy)
        for one, name in _files(unnamed, kept):
            one.replace(name)
    finally:
        copying.discard(unnamed)
    return kept
