"""What is handed out of the record beyond its pages: files as they were received."""

from __future__ import annotations

from yamato_dx.acts.permissions import Act, may, require
from yamato_dx.errors import Refused
from yamato_dx.queries.audit.removals import removals_at
from yamato_dx.queries.rights.subjects import Subject, of_file
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def received_file(record: Record, sha256: str, *, actor: Actor) -> bytes:
    """The bytes of a report's file, or of one that it brought, as they came; of a file that came
    with several, to who may read one of them. Raises NotPermitted, Refused where its
    bytes were removed."""
    readable = (use for use in of_file(record, sha256) if _is_readable(actor, use))
    subject = next(readable, Subject(sha256))
    require(record, actor, Act.READ_FILE, lambda: subject)
    content = record.file_bytes(sha256)
    if content is None:
        removed = removals_at(record, record.head()).get(sha256)
        assert removed is not None, f"the file {sha256} of a report is kept with it"
        raise Refused("audit.removal.gone", name=removed.file_name)
    return content


def _is_readable(actor: Actor, use: Subject) -> bool:
    return may(actor, Act.READ_FILE, lambda: use)
