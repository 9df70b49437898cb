"""Real failures of a disk: a file system with little room, a damaged block, a quota."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BLOCK = 262_144
HEADERS = 12_288


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own size at `folder`; only root of Linux can have one."""
    mount = shutil.which("mount")
    if mount is None or os.name == "nt" or os.geteuid() != 0:
        pytest.skip("a file system of a small size needs Linux and root; see the tests by quota")
    folder.mkdir()
    told = [mount, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(told, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a tmpfs; see the tests by quota")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def give_room(folder: Path, megabytes: int) -> None:
    options = f"remount,size={megabytes}m"
    subprocess.run(["mount", "-o", options, str(folder)], check=True)


def damage_block(path: Path, number: int) -> None:
    """Overwrite 64 bytes in the middle of one block of a closed file."""
    with path.open("r+b") as file:
        file.seek(HEADERS + number * BLOCK + BLOCK // 2)
        file.write(bytes(range(64)))


def blocks_of(path: Path) -> int:
    return (path.stat().st_size - HEADERS) // BLOCK
