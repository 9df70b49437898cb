"""Files that were handed out of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from yamato_dx.queries.assessed import View
from yamato_dx.store.access.trail_chain import TrailEntry, TrailEvent
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class HandedOut:
    """`title`: what is in it; `rows`: of a table; `view`: the moment that it shows, None where it
    shows none of the record (an empty form); `kpi_ids`: whose figures, None: of the whole plan."""

    title: str
    file_name: str
    view: View | None = None
    rows: int | None = None
    filters: Sequence[str] = ()
    kpi_ids: Sequence[str] | None = field(default=())

    @property
    def detail(self) -> dict[str, Any]:
        detail: dict[str, Any] = {"title": self.title, "filters": list(self.filters)}
        detail["format"] = PurePath(self.file_name).suffix.removeprefix(".").upper()
        if self.rows is not None:
            detail["rows"] = self.rows
        if self.view:
            detail |= {"on": self.view.on.isoformat(), "plan_id": self.view.plan_id}
            detail["kpi_ids"] = None if self.kpi_ids is None else sorted(self.kpi_ids)
            if self.view.as_of:
                detail["as_of"] = self.view.as_of.isoformat()
        return detail


def note_export(record: Record, out: HandedOut, *, by: Actor) -> None:
    """Once it is made, as it is handed out. Never raises."""
    if record.trail is None:
        return
    now = record.trail.clock()
    revision = out.view.revision if out.view else None
    entry = TrailEntry(TrailEvent.EXPORT, "export", by, now, out.file_name, revision, out.detail)
    record.trail.note(entry)
