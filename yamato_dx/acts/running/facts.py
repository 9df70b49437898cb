"""What the running server knows of itself, written beside its record every half minute.

The command line cannot ask it: a record that is served can be opened by nobody else. So the server
leaves its numbers in a small file, `<record>.status.json`, for its own account alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import text
from yamato_dx.store.beside.secrets import write_private

TOLD_SECONDS: Final = 30.0
# Told every half minute: of one that says nothing for so long, something is wrong.
SILENT: Final = timedelta(seconds=6 * TOLD_SECONDS)


class Holding(NamedTuple):
    """`held` of at most `limit`: browsers, files, bytes."""

    held: int
    limit: int


class Phrase(NamedTuple):
    """A sentence, said in the language of whoever reads it."""

    message_id: str
    values: Mapping[str, object]

    def sentence(self, lang: str) -> str:
        return text(self.message_id, lang, **self.values)


class ChainFacts(NamedTuple):
    """The audit trail as of its last look. `broken_no`: its first row that is not as it was; None:
    all `row_count` fit to each other and to the `head_count` heads written elsewhere."""

    looked_on: date
    row_count: int
    head_count: int
    broken_no: int | None


@dataclass(frozen=True)
class Usage:
    """What visitors hold of a server. `open_files`: None where the system does not tell them."""

    sessions: Holding
    uploads: Holding
    open_files: Holding | None


@dataclass(frozen=True)
class ServerFacts:
    """`told_at`: when. `is_stopped`: as it ended. `clock`, `backup_failure`, `copy_failure`: what
    is wrong, None where nothing is. `copy_folder`: where backups are copied to; `copied_on`: the
    day of the newest there, as far as known. `certificate`: that it serves with; `is_plain`: others
    come without TLS. `trail_failure`: why the newest acts are not in the trail; `chain`: None where
    there is none. `unused_accounts`: None where nobody signs in. `is_shared`: a mirror is shown of
    a record that others have too; `behind_seconds`: how old it may be, None: as new as can be."""

    told_at: datetime
    process_id: int
    usage: Usage
    clock: Phrase | None = None
    is_lost: bool = False
    backup_failure: Phrase | None = None
    copy_folder: str | None = None
    copied_on: date | None = None
    copy_failure: Phrase | None = None
    is_copy_on_same_disk: bool = False
    certificate: str | None = None
    is_plain: bool = False
    trail_failure: Phrase | None = None
    chain: ChainFacts | None = None
    unused_accounts: int | None = None
    is_shared: bool = False
    behind_seconds: float | None = None
    is_stopped: bool = False


@dataclass(frozen=True)
class Situation:
    """`server`: what the server of the record told last; None where none ever did. `now`: with its
    time zone."""

    record_path: Path
    now: datetime
    server: ServerFacts | None

    @property
    def running(self) -> ServerFacts | None:
        """Of a server that is there now."""
        server = self.server
        is_there = server and not server.is_stopped and self.now - server.told_at <= SILENT
        return server if is_there else None


def told_of(error: YamatoDxError | None) -> Phrase | None:
    """What of an error can be written down."""
    if error is None:
        return None
    return Phrase(error.message_id, {name: str(value) for name, value in error.values.items()})


def status_file(record_path: Path) -> Path:
    return record_path.with_name(f"{record_path.name}.status.json")


def write_facts(record_path: Path, facts: ServerFacts) -> None:
    """Whole or as before. Raises OSError."""
    file = status_file(record_path)
    unfinished = file.with_name(f"{file.name}.writing")
    written = json.dumps(asdict(facts), ensure_ascii=False, default=_written)
    write_private(unfinished, written.encode())
    unfinished.replace(file)


def read_facts(record_path: Path) -> ServerFacts | None:
    """None where no server has left any that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _facts(json.loads(status_file(record_path).read_bytes()))
    return None


def _written(value: object) -> str:
    assert isinstance(value, date), "facts are texts, numbers and moments"
    return value.isoformat()


def _facts(written: dict[str, Any]) -> ServerFacts:
    for name in ("clock", "backup_failure", "copy_failure", "trail_failure"):
        written[name] = Phrase(*written[name]) if written[name] else None
    sessions, uploads, open_files = (
        Holding(*numbers) if numbers else None for numbers in written["usage"].values()
    )
    if sessions is None or uploads is None:
        raise ValueError("a server tells of both")
    written["usage"] = Usage(sessions, uploads, open_files)
    written["told_at"] = datetime.fromisoformat(written["told_at"])
    if written["copied_on"]:
        written["copied_on"] = date.fromisoformat(written["copied_on"])
    if written["chain"]:
        looked_on, *counts = written["chain"]
        written["chain"] = ChainFacts(date.fromisoformat(looked_on), *counts)
    return ServerFacts(**written)
