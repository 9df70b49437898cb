"""数字の取り方: how the figure of a KPI is got, kept for whoever has to get it next time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History
from yamato_dx.entries.sections import OWNER


@dataclass(frozen=True)
class KpiCard:
    """«» is not said. `condition`: what is filtered for; `traps`: what goes wrong; `final`: when
    the figure is certain."""

    system: str = ""
    screen: str = ""
    condition: str = ""
    person: str = ""
    traps: str = ""
    final: str = ""


# In the order in which a figure is got.
FIELDS: Final = ("system", "screen", "condition", "person", "traps", "final")


def said(card: KpiCard) -> tuple[tuple[str, str], ...]:
    """The fields that say something, by name."""
    return tuple((name, getattr(card, name)) for name in FIELDS if getattr(card, name))


def _read(_key: str, document: Document) -> KpiCard:
    return KpiCard(**{name: str(document.get(name) or "") for name in FIELDS})


def _called(context: EntryContext, kpi_id: str, _card: KpiCard | None) -> str:
    kpi = context.subjects.get(OWNER.key("kpi", kpi_id), kpi_id)
    return context.say("frame.changes.card", kpi=kpi)


CARD: Final[EntryKind[KpiCard]] = EntryKind(
    name="card",
    act="write_card",
    parts=("kpi_id",),
    read=_read,
    write=asdict,
    called=_called,
    words=lambda context, _key, card: context.joined(*(words for _, words in said(card))),
    history=History("card", "queries.moment.card"),
    is_of_plan=lambda _key: False,
)
