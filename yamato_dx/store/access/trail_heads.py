"""The newest row of the trail, written down elsewhere each day: so that what is cut off its end,
or a trail written anew, is found."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from yamato_dx.i18n import TOKYO
from yamato_dx.store.access.database import moment_of, written
from yamato_dx.store.promise.trail_head import TrailHead


def heads_path(record_path: Path) -> Path:
    return record_path.with_name(f"{record_path.name}.heads")


def heads_in(path: Path) -> list[TrailHead]:
    """In their order; a line that is none of ours is passed over. Raises OSError."""
    heads = []
    with suppress(FileNotFoundError):
        for line in path.read_text("utf-8", "replace").splitlines():
            with suppress(ValueError):
                moment, trail_no, row_hash = line.split()
                heads.append(TrailHead(int(trail_no), row_hash, moment_of(moment), str(path)))
    return heads


def write_head(path: Path, head: TrailHead, today: date) -> None:
    """At its end, unless it has one of `today` (in Tokyo). Raises OSError."""
    known = heads_in(path)
    last = known[-1].moment if known else None
    if not head.trail_no or (last and last.astimezone(TOKYO).date() == today):
        return
    assert head.moment is not None, "a head that is written down has its moment"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(f"{written(head.moment)} {head.trail_no} {head.row_hash}\n")
        file.flush()
        os.fsync(file.fileno())
