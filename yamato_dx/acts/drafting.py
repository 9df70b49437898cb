"""下書き: an unfinished entry, outside the ledger, overwritten by each committed cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final

from yamato_dx.acts.entering import as_json
from yamato_dx.intake.attachment import clean_name, require_attachable
from yamato_dx.store.record import NO_FILES, Record

FILES: Final = "files"


@dataclass(frozen=True)
class DraftFile:
    """添付資料 of a draft; its bytes lie beside it. `subject` as of `receiving.Attachment`."""

    file_name: str
    sha256: str
    byte_count: int
    subject: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The same bytes under the same name are the same file."""
        return self.sha256, self.file_name


def keep_draft(
    record: Record,
    key: str,
    document: Mapping[str, Any],
    files: Sequence[DraftFile] = (),
    added: Mapping[str, bytes] = NO_FILES,
) -> None:
    """Keep `document` and `files` under `key` in place of what was there; read them with
    `Record.draft` and `files_of`. `added`: the bytes of new ones, by sha256."""
    written = {**document, FILES: [asdict(one) for one in files]} if files else document
    held = [one.sha256 for one in files]
    record.write_draft(key, as_json(written), held=held, added=added)


def drop_draft(record: Record, key: str) -> None:
    """Forget what was kept under `key`, if anything was, its files too."""
    record.write_draft(key, None)


def files_of(document: Mapping[str, Any]) -> tuple[DraftFile, ...]:
    """The files that a draft names, in the order in which they came."""
    return tuple(DraftFile(**one) for one in document.get(FILES, ()))


def attachable(held: Sequence[DraftFile], file_name: str, data: bytes) -> DraftFile:
    """The file as a draft would name it beside those `held`. Raises Refused: empty, too many, too
    large together."""
    told = DraftFile(clean_name(file_name), sha256(data).hexdigest(), len(data))
    together = {one.key: one for one in (*held, told)}.values()
    require_attachable([(one.file_name, one.byte_count) for one in together])
    return told
