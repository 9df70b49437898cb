"""A chosen file that is the form of a round: which, and whose."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from yamato_dx.queries.rounds.held import round_at
from yamato_dx.queries.rounds.words import round_words, title_of

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
    """Its sheet of how figures are got is no report: where that is taken instead."""
    has_cards = any(row.kind == "card" for row in preview.reading.form.rows)
    return [page.say("rounds.form.cards_apart")] if has_cards else []
