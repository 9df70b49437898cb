"""A chosen file that is the form of a round: which, whose, and how figures are got by it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from yamato_dx.queries.cards import card_lines
from yamato_dx.queries.rounds.held import round_at
from yamato_dx.queries.rounds.returned import brings_words
from yamato_dx.queries.rounds.words import round_words, title_of
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.kpis.cards import may_write_card

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.screen import Screen


def form_words(page: Screen, preview: Preview) -> list[str]:
    """Nothing of any other file."""
    form = preview.reading.form
    told = (_words(page, round_id, form.section_ids) for round_id in form.round_ids)
    return [*chain.from_iterable(told), *_of_cards(page, preview)]


def _words(page: Screen, round_id: str, section_ids: tuple[str, ...]) -> list[str]:
    held = round_at(page.record, page.record.head(), round_id)
    if held is None:
        return [page.say("rounds.form.unknown", round=round_id)]
    words = round_words(page.record, page.now(), page.lang)
    names = [words.section(held, section_id) for section_id in section_ids]
    known = page.say(
        "rounds.form.known",
        title=title_of(held, page.lang),
        sections=page.say("frame.list").join(names),
    )
    return [known] if held.is_open else [known, page.say("rounds.form.known.closed")]


def _of_cards(page: Screen, preview: Preview) -> list[str]:
    """Where what it says of how figures are got is taken, if not all of it from this reader."""
    is_left = not all(may_write_card(page, kpi_id) for kpi_id in preview.reading.cards)
    return [page.say("rounds.form.cards_apart")] if is_left else []


def brings_cards(page: Screen, preview: Preview) -> list[str]:
    """All that it brings, as a file that came back to the round is told; nothing without cards."""
    return [brings_words(preview, page.lang)] if preview.cards else []


def draw_cards(page: Screen, preview: Preview) -> None:
    """How each figure is got, as it would be kept."""
    if not preview.cards:
        return
    title = page.say("reports.cards.title")
    heads = [Head(page.say(f"reports.cards.{name}")) for name in ("kpi", "field", "words")]
    rows = [
        [Cell(_kpi_words(page, kpi_id)), Cell(heading), Cell(words)]
        for kpi_id, card in preview.cards.items()
        for heading, words in card_lines(card, page.lang)
    ]
    page.section_head(title, page.say("reports.cards.count", count=len(preview.cards)))
    draw_table(page, title, heads, rows)


def _kpi_words(page: Screen, kpi_id: str) -> str:
    kpi = page.plan_of_reports.kpi(kpi_id)
    return f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"
