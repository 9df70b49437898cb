"""出来事: what happened that a chart has to tell, as a fee that changed or a system that moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries import fields
from yamato_dx.entries.kind import EntryKind, History


@dataclass(frozen=True)
class Happening:
    """`kpi_ids`: whose figures it bears on; none: all."""

    on: date
    words: str
    source: str
    kpi_ids: tuple[str, ...] = ()

    def is_about(self, kpi_id: str) -> bool:
        return not self.kpi_ids or kpi_id in self.kpi_ids


HAPPENING: Final[EntryKind[Happening]] = EntryKind(
    name="happening",
    act="note_happening",
    parts=("number",),
    read=fields.reader(Happening),
    write=fields.write,
    called=lambda context, _key, _value: context.say("review.changes.happening"),
    words=lambda context, _key, happening: context.joined(
        i18n.day(happening.on, context.lang), happening.words
    ),
    history=History(
        "happening", "queries.moment.happening", taken_back="queries.moment.happening_taken_back"
    ),
    is_of_plan=lambda _key: False,
)
