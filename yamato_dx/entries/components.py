"""内訳: the things that a «17/20» counts, named by the municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History

STATUSES: Final = ("done", "under_way", "not_started")


@dataclass(frozen=True)
class Component:
    """One thing of the list. `month`: the first day of the month in which it was done or will be.

    `is_attached`: 付随システム, counted apart.
    """

    component_id: str
    name: str
    status: str
    month: date | None
    note: str
    is_attached: bool


def status_words(status: str, lang: str) -> str:
    return i18n.text(f"kpis.components.status.{status}", lang)


def _read(key: str, document: Document) -> Component:
    month = document.get("month")
    return Component(
        COMPONENT.parts_of(key)[1],
        str(document["name"]),
        str(document["status"]),
        date.fromisoformat(f"{month}-01") if month else None,
        str(document.get("note") or ""),
        bool(document.get("is_attached")),
    )


def _write(component: Component) -> Document:
    return {
        "name": component.name,
        "status": component.status,
        "month": component.month.strftime("%Y-%m") if component.month else None,
        "note": component.note or None,
        "is_attached": component.is_attached,
    }


def _called(context: EntryContext, key: str, component: Component | None) -> str:
    kpi_id, component_id = COMPONENT.parts_of(key)
    return context.say(
        "frame.changes.component",
        kpi=context.plan.kpi(kpi_id).short_name.in_language(context.lang),
        name=component.name if component else component_id,
    )


def _words(context: EntryContext, _key: str, component: Component) -> str:
    return context.joined(
        component.name,
        status_words(component.status, context.lang),
        i18n.month(component.month, context.lang) if component.month else "",
        component.note,
    )


COMPONENT: Final[EntryKind[Component]] = EntryKind(
    name="component",
    act="list_components",
    parts=("kpi_id", "component_id"),
    read=_read,
    write=_write,
    called=_called,
    words=_words,
    history=History("component", "queries.moment.component"),
)
