"""下書き: an unfinished entry, outside the ledger. It takes no revision and has no past.

Several people fill in one draft: what each changes is merged under the writer's lock into what
lies there by then, so nobody writes over what a colleague put into another cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from yamato_dx.store.promise.ledger import NO_FILES, DraftDocument
from yamato_dx.store.record import Record

NO_CELLS: Final[Mapping[str, str]] = {}


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


@dataclass(frozen=True)
class Draft:
    """`cells`: texts by name, whatever they are the text of. `files`: in the order in which they
    came. `kept_at`: when something was changed last, ISO 8601.

    `cleared`, `detached`: names of cells and keys of files that somebody took out. What was sent
    lies here no more either, and is in neither.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    files: tuple[DraftFile, ...] = ()
    kept_at: str = ""
    cleared: tuple[str, ...] = ()
    detached: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.cells and not self.files


# What a draft becomes; None where there is none, or is to be none.
Change = Callable[[Draft | None], Draft | None]


def draft_of(record: Record, key: str) -> Draft | None:
    """What lies under `key`; None where nothing is."""
    document = record.draft(key)
    return None if document is None else _read(document)


def change_draft(
    record: Record, key: str, change: Change, *, added: Mapping[str, bytes] = NO_FILES
) -> Draft | None:
    """Put what `change` makes of the draft in its place, in one transaction under the writer's
    lock; what it is now. Whatever `change` raises leaves all as it was.

    The bytes of files that the draft names no more are dropped; `added` (sha256 → bytes) are put
    beside it, each once. Raises RecordNotWritten.
    """

    def changed(document: str | None) -> DraftDocument | None:
        draft = change(None if document is None else _read(json.loads(document)))
        return None if draft is None else _written(draft, record.typed_at(), added)

    put = record.change_draft(key, changed)
    return None if put is None else _read(json.loads(put.document))


def _read(document: Mapping[str, Any]) -> Draft:
    """Of a draft that an earlier release wrote, too."""
    return Draft(
        document.get("cells", {}),
        tuple(DraftFile(**file) for file in document.get("files", ())),
        document.get("kept_at", ""),
        tuple(document.get("cleared", ())),
        tuple((sha256, file_name) for sha256, file_name in document.get("detached", ())),
    )


def _written(draft: Draft, updated_at: datetime, added: Mapping[str, bytes]) -> DraftDocument:
    document = json.dumps(asdict(draft), ensure_ascii=False, sort_keys=True)
    return DraftDocument(document, updated_at, {file.sha256 for file in draft.files}, added)
