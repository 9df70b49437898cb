"""A backup's copy in another place: a second disk, a share, whatever is a folder to the system."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from yamato_dx.errors import Refused
from yamato_dx.store.file import copying, failures

CHUNK: Final = 1024 * 1024


def copy_elsewhere(backup: Path, folder: Path) -> Path:
    """Copy `backup` into `folder`, read it there again, and only then give it its name; its path.
    One that is there in full already stays as it is.

    The folder is not made: where a share is not mounted, the copy would come to lie on this
    machine's own disk. Raises Refused: no such folder, no room, no right, a copy that is not equal.
    """
    target = folder / backup.name
    require_elsewhere(folder, backup.parent)
    with failures.writing_to(target):
        if target.exists() and target.stat().st_size == backup.stat().st_size:
            return target
        unfinished = target.with_name(f"{target.name}.copying-{os.getpid()}")
        try:
            digest = _copied(backup, unfinished)
            if copying.digest(unfinished) != digest:
                raise Refused("store.copy_not_equal", path=target)
            unfinished.replace(target)
        finally:
            copying.discard(unfinished)
    return target


def require_elsewhere(folder: Path, here: Path) -> None:
    """Raises Refused: where it is not there, or is where the backups are made."""
    with failures.writing_to(folder):
        if not folder.is_dir():
            raise Refused("store.backup_folder_gone", path=folder)
        if here.is_dir() and folder.samefile(here):
            raise Refused("store.backup_folder_same", path=folder)


def is_on_same_disk(folder: Path, record: Path) -> bool:
    """Whether one broken disk would take both. Raises OSError."""
    return folder.stat().st_dev == record.parent.stat().st_dev


def clear_unfinished_copies(folder: Path, record_name: str) -> None:
    """Remove what copies cut short left in `folder`. Call while none is under way."""
    for unfinished in folder.glob(f"{record_name}-*.copying-*"):
        copying.discard(unfinished)


def _copied(source: Path, unfinished: Path) -> str:
    """SHA-256 of what was read, once the other place has it all."""
    digest = sha256()
    # For its own account alone until it is as the original, which may hold secrets.
    made = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with source.open("rb") as read, os.fdopen(made, "wb") as written:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    original = source.stat()
    with suppress(OSError):  # a share may keep no times of ours
        os.utime(unfinished, ns=(original.st_atime_ns, original.st_mtime_ns))
    return digest.hexdigest()
