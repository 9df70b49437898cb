"""One record in the place of another, its logs too, so that a kill at any moment leaves one whole.

Two names cannot be changed at once. So one rename decides: that of a note beside the record, which
names the new one and proves its bytes. From then on that is the record, and whoever opens it
finishes what a killed program did not. What no note proves is left as it is, whatever its name.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from yamato_dx.store.file import copying


@dataclass(frozen=True)
class Note:
    """Names beside the record: `restored`, of these bytes, takes its place; what was there is kept
    as `kept`."""

    restored: str
    kept: str
    sha256: str
    byte_count: int


def prepare(finished: Path, target: Path, kept: Path) -> Path:
    """The note that will decide for `finished`, which has no log; both on the disk. Raises
    OSError."""
    copying.sync(finished)
    note = Note(finished.name, kept.name, copying.digest(finished), finished.stat().st_size)
    prepared = target.with_name(f"{_path(target).name}-{os.getpid()}")
    try:
        prepared.write_text(json.dumps(asdict(note)))
        copying.sync(prepared)
        copying.sync(target.parent)
    except OSError:
        copying.discard(prepared)
        raise
    return prepared


def decide(prepared: Path, target: Path) -> None:
    """Raises OSError."""
    prepared.replace(_path(target))
    copying.sync(target.parent)


def finish(target: Path) -> None:
    """What was decided and not done; by several at once, should they open it at once. Raises
    OSError."""
    note = _read(target)
    if note is None:
        return
    restored = target.with_name(note.restored)
    if _is_proven(note, restored):
        _keep(target, target.with_name(note.kept))
        with suppress(FileNotFoundError):  # another was faster
            restored.replace(target)
        copying.sync(target.parent)
    if not restored.exists():
        _path(target).unlink(missing_ok=True)


def is_decided(target: Path) -> bool:
    """Whether a record waits to be put at `target`."""
    note = _read(target)
    return note is not None and _is_proven(note, target.with_name(note.restored))


def _keep(target: Path, kept: Path) -> None:
    """Under its other name, with its logs, as far as that is not done."""
    if target.exists():
        try:
            os.link(target, kept)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            if not kept.exists():
                target.rename(kept)
    for log, kept_log in zip(copying.logs_of(target), copying.logs_of(kept), strict=True):
        with suppress(FileNotFoundError):
            log.replace(kept_log)
    copying.sync(target.parent)


def _path(target: Path) -> Path:
    return target.with_name(f"{target.name}.replacing")


def _read(target: Path) -> Note | None:
    """None where there is none, or a file of that name that is no note of ours."""
    if not _path(target).is_file():
        return None
    content = _path(target).read_bytes()
    with suppress(ValueError, TypeError):
        note = Note(**json.loads(content))
        if all(Path(name).name == name for name in (note.restored, note.kept)):
            return note
    return None


def _is_proven(note: Note, restored: Path) -> bool:
    if not restored.is_file() or restored.stat().st_size != note.byte_count:
        return False
    return copying.digest(restored) == note.sha256
