"""The sheet 数字の取り方 of a returned form: what was written of how each figure is got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.intake.files.sheet import Sheet, SheetFile
from yamato_dx.intake.header import folded
from yamato_dx.intake.reports.round_form import read_form_id

# As the cards of `entries` have them.
CARD_FIELDS: Final = ("system", "screen", "condition", "person", "traps", "final")
CardCells = Mapping[str, str]


def cards_of_form(document: SheetFile) -> Mapping[str, CardCells]:
    """By kpi_id the words of its fields, of the rows in which anything was written; of a row copied
    the last."""
    found = (row for sheet in document.sheets for row in _cards_of(sheet))
    return {kpi_id: cells for kpi_id, cells in found if any(cells.values())}


def _cards_of(sheet: Sheet) -> Iterator[tuple[str, CardCells]]:
    fields = {
        field: place
        for place, heading in enumerate(sheet.header)
        if (field := _fields().get(folded(heading)))
    }
    if not fields:
        return
    texts = [column.texts() for column in sheet.columns]
    for position in range(len(sheet.row_nos)):
        ids = (read_form_id(str(cells[position])) for cells in texts)
        of_card = next((row for row in ids if row and row.kind == "card"), None)
        if of_card:
            yield (
                of_card.item_id,
                {field: str(texts[place][position]).strip() for field, place in fields.items()},
            )


@cache
def _fields() -> Mapping[str, str]:
    """By heading, in every language."""
    return {
        folded(text(f"kpis.getting.{field}", lang)): field
        for field in CARD_FIELDS
        for lang in LANGUAGES
    }
