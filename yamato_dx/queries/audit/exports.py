"""Files that were saved with figures of a KPI: of what, when, how often. Who did it is nobody's
business but the administrator's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from yamato_dx import i18n
from yamato_dx.errors import RecordUnavailable
from yamato_dx.kept_answers import kept
from yamato_dx.rows import rows_of
from yamato_dx.store.access.trail_chain import UNREADABLE, TrailEvent, TrailRow
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class SavedUse:
    """How often on one day."""

    title: str
    file_kind: str
    on: date
    count: int


def exports_of_kpis(
    record: Record, kpi_ids: Collection[str], since_revision: int = 0
) -> tuple[SavedUse, ...]:
    """The newest first, of files that show a moment from `since_revision` on."""
    counts: Counter[tuple[date, str, str]] = Counter()
    for row in _exports(record, since_revision):
        with suppress(*UNREADABLE):
            detail = row.detail
            shown = detail.get("kpi_ids", ())
            if shown is None or set(shown) & set(kpi_ids):
                day = row.happened_at.astimezone(i18n.TOKYO).date()
                counts[day, str(detail["title"]), str(detail["format"])] += 1
    return tuple(
        SavedUse(title, kind, day, count)
        for (day, title, kind), count in sorted(counts.items(), reverse=True)
    )


def exports_of_report(record: Record, revision: int, batch_id: str) -> tuple[SavedUse, ...]:
    """Of files that show its KPIs at a moment at which it was there."""
    batch = next(row for row in rows_of(record.batches(revision)) if row["batch_id"] == batch_id)
    reported = batch["reported"] if isinstance(batch["reported"], Iterable) else ()
    kpi_ids = {str(value["kpi_id"]) for value in reported}
    return exports_of_kpis(record, kpi_ids, record.revision_at(batch["recorded_at"]))


def _exports(record: Record, since_revision: int) -> Iterator[TrailRow]:
    with suppress(RecordUnavailable):
        if record.trail:
            for row in _exports_at(record, record.trail.head().trail_no):
                with suppress(*UNREADABLE):
                    if int(row.columns["revision"] or 0) >= max(since_revision, 1):
                        yield row


@kept(2)
def _exports_at(record: Record, _trail_no: int) -> tuple[TrailRow, ...]:
    assert record.trail, "its head was asked"
    return tuple(record.trail.of_kind(TrailEvent.EXPORT))
