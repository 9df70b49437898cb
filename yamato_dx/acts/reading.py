"""What is handed out of the record beyond its pages: files as they were received."""

from __future__ import annotations

from yamato_dx.acts.permissions import Act, require
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def received_file(record: Record, sha256: str, *, actor: Actor) -> bytes:
    """The bytes of a report's file, or of one that it brought, as they came. Raises
    NotPermitted."""
    require(actor, Act.READ_FILE)
    content = record.file_bytes(sha256)
    assert content is not None, f"the file {sha256} of a report is kept with it"
    return content
