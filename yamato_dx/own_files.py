"""Files of the program's own are for the account that runs it alone, by the umask of the process:
DuckDB makes its log anew after each checkpoint and asks nobody for its mode. What somebody has
written at a place of theirs is as their other files are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OWN: Final = 0o077


@dataclass
class Umasks:
    """`of_person`: of whoever started the program; None: it is in force."""

    of_person: int | None = None


UMASKS: Final = Umasks()


def keep_own_files_private() -> None:
    """Of this process, for good; on Windows nothing comes of it."""
    UMASKS.of_person = os.umask(OWN)


@contextmanager
def as_files_of_person() -> Iterator[None]:
    """What is made in here is as whoever started the program makes files."""
    if UMASKS.of_person is None:
        yield
        return
    own = os.umask(UMASKS.of_person)
    try:
        yield
    finally:
        os.umask(own)


def give_to_person(made: Path) -> None:
    """One file or folder, from a server too: another thread's would be caught by a umask."""
    if UMASKS.of_person is not None:
        made.chmod((0o777 if made.is_dir() else 0o666) & ~UMASKS.of_person)
