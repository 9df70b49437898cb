"""«実績の報告» in answer to a round: which one the address names, what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.rounds import RoundItem
from yamato_dx.queries.assessed import plan_at
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.rights.subjects import EVERYTHING
from yamato_dx.queries.rounds.held import NO_PLAN, HeldRound, open_round_at, round_at
from yamato_dx.queries.rounds.words import round_words, title_of
from yamato_dx.ui.kpis.cards import draw_card, may_write_card

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.reports.typing.desk import Desk

ROUND = "round"


def round_in_sight(page: Screen) -> HeldRound | None:
    """The one that the address names; by a section's link, the one that it was given for."""
    asked = page.actor().round_key or st.query_params.get(ROUND)
    return round_at(page.record, page.record.head(), asked) if asked else None


def round_of(page: Screen, desk: Desk) -> HeldRound | None:
    """The one in sight, where the desk is of its year."""
    held = round_in_sight(page)
    return held if held and held.asked.fiscal_year == desk.fiscal_year else None


def draw_round(page: Screen, desk: Desk) -> None:
    """What is answered by when; without a link of a round, the way to the one that is open."""
    held = round_of(page, desk)
    if held is None:
        _offer_round(page, desk)
        return
    words = round_words(page.record, page.now(), page.lang)
    title, section_id = title_of(held, page.lang), desk.section_id or ""
    if not held.is_open:
        page.message(page.say("rounds.report.closed", title=title))
        return
    due = words.day(held.due_of(section_id))
    items = _items(held, desk)
    written = cards_at(page.record, page.record.head(), NO_PLAN)
    asked = [item for item in items if item.kind == "card"]
    missing = [words.thing(item).number for item in asked if item.item_id not in written]
    lines = [page.say("rounds.report.note" if items else "rounds.report.done")]
    if missing:
        kpis = page.say("frame.list").join(missing)
        lines.append(page.say("rounds.report.cards", kpis=kpis))
    page.message(*lines, big=page.say("rounds.report.head", title=title, due=due))
    if not page.may(Act.SEE_RESULTS):
        _draw_cards(page, asked)
    elif missing and page.leaves_out(Act.REGISTER):
        page.draw_links([(page.link("initiatives"), page.say("reports.typing.to_cards"))])
    if page.actor().round_key is None:
        everything = page.link("report", way="typing", section=desk.section_id or EVERYTHING)
        page.draw_links([(everything, page.say("rounds.report.everything"))])


def _draw_cards(page: Screen, asked: Sequence[RoundItem]) -> None:
    """Each with its form, for whoever has no other page: by a link."""
    view = page.now()
    kpis = {kpi.kpi_id: kpi for kpi in plan_at(page.record, view).kpis}
    for item in asked:
        if item.item_id in kpis and may_write_card(page, item.item_id):
            draw_card(page, view, kpis[item.item_id])


def round_words_of_file(page: Screen) -> list[str]:
    """To which round a file is read as an answer; nothing without a link of one."""
    held = round_in_sight(page)
    if held is None:
        return []
    year = i18n.fiscal_year(held.asked.fiscal_year, page.lang)
    return [page.say("rounds.report.file", title=title_of(held, page.lang), year=year)]


def _offer_round(page: Screen, desk: Desk) -> None:
    held = open_round_at(page.record, page.record.head())
    if held is None or held.asked.fiscal_year != desk.fiscal_year or not _items(held, desk):
        return
    words = round_words(page.record, page.now(), page.lang)
    section = desk.section_id or "all"
    link = page.link("report", way="typing", section=section, round=held.round_id)
    offer = page.say(
        "rounds.report.offer",
        title=title_of(held, page.lang),
        due=words.day(held.due_of(desk.section_id or "")),
    )
    page.draw_links([(link, offer)])


def _items(held: HeldRound, desk: Desk) -> tuple[RoundItem, ...]:
    return held.asked.items if desk.section_id is None else held.asked.items_of(desk.section_id)
