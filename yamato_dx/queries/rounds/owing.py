"""What a section owes to a round: «実績の報告» narrowed to what the round asks of it."""

from __future__ import annotations

from dataclasses import replace

from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.reports.owed import Owed, owed
from yamato_dx.queries.rounds.held import HeldRound
from yamato_dx.store.record import Record


@kept(64)
def owed_to_round(
    record: Record, view: View, held: HeldRound, lang: str, *, section_id: str | None
) -> Owed:
    """As `owed`, of the round's year: what it asks of the section alone, of all of them where
    `section_id` is None. One object for as long as it is true."""
    answer = owed(record, view, held.asked.fiscal_year, lang, section_id=None)
    items = [
        item for item in held.asked.items if section_id is None or item.section_id == section_id
    ]
    kpi_ids = {item.item_id for item in items if item.kind == "kpi"}
    keys = {item.item_id for item in items if item.kind not in ("kpi", "card")}
    own = owed(record, view, held.asked.fiscal_year, lang, section_id=section_id or None)
    return replace(
        answer,
        section=own.section if section_id else None,
        kpis=tuple(owed_kpi for owed_kpi in answer.kpis if owed_kpi.kpi.kpi_id in kpi_ids),
        items=tuple(item for item in answer.items if item.item_key in keys),
        usual_status=usual_status(held),
    )


def usual_status(held: HeldRound) -> str:
    """What a figure is called unless another state is chosen."""
    return "forecast" if held.asked.kind == "interim" else "final"
