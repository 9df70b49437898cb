"""Random secrets of one record's server, each made when it is first asked for.

Who has a secret can pass for the server (sign a cookie, make a link), so each lies in a file that
the server's account alone reads, in a folder beside the record: `<record>.secrets/<name>`.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from yamato_dx.errors import RecordUnavailable

BYTES: Final = 32
NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")


def secret(record_path: Path, name: str) -> bytes:
    """The secret NAME of the record at `record_path`: 32 bytes, the same at every start.

    Raises RecordUnavailable where it can be neither read nor made, or is not whole: nothing is
    made in its place, since whatever was signed with it would be void without a word.
    """
    assert NAME.fullmatch(name), "a secret is named by the program"
    file = secrets_of(record_path) / name
    try:
        content = _kept(file) or _made(file)
    except OSError as error:
        raise RecordUnavailable("store.secret_not_kept", path=file) from error
    if len(content) != BYTES:
        raise RecordUnavailable("store.secret_not_whole", path=file)
    return content


def secrets_of(record_path: Path) -> Path:
    """The folder of a record's secrets."""
    return record_path.with_name(f"{record_path.name}.secrets")


def _kept(file: Path) -> bytes | None:
    """None where there is none yet. Whoever copied it may have widened who reads it."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    if os.name != "nt" and file.stat().st_mode & 0o077:
        file.chmod(0o600)
    return content


def _made(file: Path) -> bytes:
    """Whole under its name or not there; of all who make one at once, each gets the first's."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.creating-{secrets.token_hex(8)}")
    content = secrets.token_bytes(BYTES)
    try:
        write_private(unfinished, content)
        with suppress(FileExistsError):
            unfinished.rename(file) if os.name == "nt" else os.link(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file.read_bytes()


def write_private(path: Path, content: bytes) -> None:
    """Onto the disk, for the account that writes it alone. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
