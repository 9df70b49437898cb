"""下書き: an unfinished entry, outside the ledger, overwritten by each committed cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yamato_dx.acts.entering import as_json
from yamato_dx.store.record import Record


def keep_draft(record: Record, key: str, document: Mapping[str, Any]) -> None:
    """Keep `document` under `key` in place of what was there; read it with `Record.draft`."""
    record.write_draft(key, as_json(document))


def drop_draft(record: Record, key: str) -> None:
    """Forget what was kept under `key`, if anything was."""
    record.write_draft(key, None)
