"""数字の取り方: how the figure of a KPI is got, as whoever reports it wrote it down."""

from __future__ import annotations

from collections.abc import Mapping

from yamato_dx import i18n
from yamato_dx.entries.cards import CARD, KpiCard, said
from yamato_dx.kept_answers import kept
from yamato_dx.queries.entries import standing
from yamato_dx.store.record import Record


@kept(64)
def cards_at(record: Record, revision: int, plan_id: str) -> Mapping[str, KpiCard]:
    """By kpi_id, those that say something."""
    held = standing(record, CARD, plan_id, revision)
    return {kpi_id: entry.value for kpi_id, entry in held.items() if said(entry.value)}


def card_lines(card: KpiCard | None, lang: str) -> tuple[tuple[str, str], ...]:
    """Heading and words of each field that says something."""
    fields = said(card) if card else ()
    return tuple((i18n.text(f"kpis.getting.{name}", lang), words) for name, words in fields)
