"""A backup in place of the record, proven before anything is replaced."""

from __future__ import annotations

import os
import shutil
from hashlib import file_digest
from pathlib import Path

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store import connection, copying, opening, schema
from yamato_dx.store.clock import Clock
from yamato_dx.store.refusals import RecordInUse, RecordUnreadable
from yamato_dx.store.witness import Witness, Witnessed, newest_act


def restore(source: Path, target: Path, municipality_code: str, clock: Clock) -> Path | None:
    """Put the record in `source` at `target`; where the replaced one is kept, if there was one.

    Raises RecordUnavailable, with nothing changed, where `source` is not a whole record of this
    municipality or `target` is in use; OSError where the disk refuses.
    """
    target = target.resolve()
    connection.reserve(target)
    unfinished = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    try:
        _require_free(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, unfinished)
        seen = _prove(unfinished, source, municipality_code, clock)
        kept = _keep(target, clock)
        unfinished.replace(target)
        # Last: killed before, the next start finds the record older than its witness and says so.
        witness = Witness(target)
        witness.read()
        witness.write(seen)
        return kept
    finally:
        copying.discard(unfinished)
        connection.release(target)


def _require_free(target: Path) -> None:
    if not target.exists():
        return
    try:
        connection.connect(target).close()
    except RecordInUse:
        raise
    except RecordUnavailable:
        return  # a damaged record is what a restore is for


def _copy(source: Path, unfinished: Path) -> None:
    shutil.copyfile(source, unfinished)
    if copying.log_of(source).exists():
        shutil.copyfile(copying.log_of(source), copying.log_of(unfinished))
    if _digest(source) != _digest(unfinished):
        raise RecordUnreadable("store.copy_unsound", path=source)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def _prove(unfinished: Path, source: Path, municipality_code: str, clock: Clock) -> Witnessed:
    try:
        with (
            connection.translated(source),
            connection.connect(unfinished) as parent,
            parent.cursor() as cursor,
        ):
            version = opening.checked(parent, source, municipality_code)
            for migration in schema.pending(version):
                schema.apply(cursor, migration, clock())
            copying.fingerprint(cursor)  # reads every block: damage shows here
            if len(copying.faults(cursor)):
                raise RecordUnreadable("store.copy_unsound", path=source)
            return newest_act(cursor)
    except RecordUnavailable as error:
        raise type(error)(error.message_id, **(error.values | {"path": source})) from error


def _keep(target: Path, clock: Clock) -> Path | None:
    """Copied, not moved: at no moment is there no record at `target`."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.stem}.replaced-{clock():%Y%m%dT%H%M%S%f}.duckdb")
    shutil.copy2(target, kept)
    if copying.log_of(target).exists():
        copying.log_of(target).replace(copying.log_of(kept))
    return kept
