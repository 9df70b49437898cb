"""Taking the bytes of a received file out of the record: its hash, its name and why stay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.queries.rights.subjects import Subject, of_file
from yamato_dx.store import removing
from yamato_dx.store.file.backups import files_with
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class RemovedBytes:
    """`backups`: files beside the record that still have the bytes, to be destroyed by whoever runs
    the server."""

    file_name: str
    revision: int
    backups: tuple[Path, ...]


def remove_bytes(record: Record, sha256: str, *, reason: str, actor: Actor) -> RemovedBytes:
    """Raises NotPermitted; Refused without a reason, where no report or text brought such a file,
    and where its bytes are gone."""
    require(record, actor, Act.REMOVE_BYTES, lambda: Subject(sha256))
    if not typed(reason):
        raise Refused("audit.removal.no_reason")
    if not of_file(record, sha256):
        raise Refused("audit.removal.not_received", sha256=sha256)
    revision = removing.remove_bytes(record, sha256, actor, reason=typed(reason))
    file = record.received_file(sha256)
    assert file is not None, "its name stays"
    return RemovedBytes(file[0], revision, files_with(record.path, sha256))
