"""Rows of the trail, for those who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused
from yamato_dx.store.access.trail import Trail, TrailQuestion
from yamato_dx.store.access.trail_chain import TrailRow
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record

# More than a workbook takes.
ALL_ROWS: Final = 1_000_000


def trail_rows(
    record: Record,
    asked: TrailQuestion,
    *,
    actor: Actor,
    skipped: int = 0,
    most: int = ALL_ROWS,
) -> Sequence[TrailRow]:
    """The newest first. Raises NotPermitted, Refused where the record has no trail,
    RecordUnavailable."""
    return _readable(record, actor).asked(asked, skipped=skipped, most=most)


def trail_count(record: Record, asked: TrailQuestion, *, actor: Actor) -> int:
    """Raises as `trail_rows`."""
    return _readable(record, actor).count(asked)


def _readable(record: Record, actor: Actor) -> Trail:
    require(record, actor, Act.READ_AUDIT)
    if record.trail is None:
        raise Refused("audit.none", path=record.path)
    return record.trail
