"""The parts of «前回から»: between which moments, how much changed, what, as text and table."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.queries.changes.changes import MomentChange, changes_between, changes_table
from yamato_dx.queries.changes.moments import NOW, KnownMoment, known_moments, usual_beginning
from yamato_dx.queries.changes.words import changes_headline, changes_text, kind_words
from yamato_dx.ui.changes.marks import FROM, TO
from yamato_dx.ui.frame.asked_view import MEETING, SINCE
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

# The last is longer than the others: sentences stand in it.
HEADS: Final = ("subject", "before", "after", "by")


def pick_moments(page: Screen) -> tuple[KnownMoment, KnownMoment] | None:
    """The earlier one first, whichever was picked as which; None while nothing ever changed."""
    known = known_moments(page.record, page.now(), page.lang)
    usual = usual_beginning(known)
    if usual is None:
        return None
    names = {moment.code: moment.words for moment in known}
    beginning = choose(FROM, page.say("changes.from"), names, usual.code)
    end = choose(TO, page.say("changes.to"), names, NOW)
    picked = [moment for code in (beginning, end) for moment in known if moment.code == code]
    first, last = sorted(picked, key=lambda moment: (moment.view.revision, moment.view.on))
    return first, last


def draw_headline(
    page: Screen, beginning: KnownMoment, end: KnownMoment
) -> tuple[MomentChange, ...]:
    """What changed in numbers; the changes."""
    changes = changes_between(page.record, beginning.view, end.view, page.lang)
    page.draw("headline", parts=changes_headline(changes, beginning.words, page.lang))
    return changes


def draw_changes(
    page: Screen, changes: tuple[MomentChange, ...], beginning: KnownMoment, end: KnownMoment
) -> None:
    """Each kind in a table; figures lead to where they are drawn, with the same marked there."""
    compared = {SINCE: beginning.code, "as_of": _seen_at(end)}
    with st.container(key="changes", gap=None):
        if any(change.kpi_id for change in changes):
            marked = page.link("overview", **compared)
            page.draw("marks_link", marked=marked)
        for kind, of_kind in groupby(changes, lambda change: change.kind):
            _draw_kind(page, kind, tuple(of_kind), compared)


def _seen_at(end: KnownMoment) -> str:
    """As pages are asked to show that moment; «» is now."""
    if end.kind == "meeting":
        return f"{MEETING}{end.code.partition('.')[2]}"
    return end.at.isoformat() if end.at else ""


def _draw_kind(
    page: Screen, kind: str, changes: tuple[MomentChange, ...], compared: dict[str, str]
) -> None:
    title = kind_words(kind, page.lang)
    page.section_head(title, page.say(f"changes.note.{kind}"))
    heads = [Head(page.say(f"changes.column.{name}")) for name in HEADS]
    rows = [_row(page, change, compared) for change in changes]
    draw_table(page, title, heads, rows, stacks=True)


def _row(page: Screen, change: MomentChange, compared: dict[str, str]) -> list[Cell]:
    return [
        Cell(change.subject, link=_figure_link(page, change, compared)),
        Cell(change.before or i18n.MISSING),
        Cell(change.after, tone=change.tone),
        Cell(_by(page, change)),
    ]


def _figure_link(page: Screen, change: MomentChange, compared: dict[str, str]) -> str:
    kpi = next((kpi for kpi in page.plan.kpis if kpi.kpi_id == change.kpi_id), None)
    if kpi is None:
        return ""
    place = {"initiative": kpi.initiative_no, "year": change.fiscal_year}
    return page.link("initiatives", **place, **compared)


def _by(page: Screen, change: MomentChange) -> str:
    if not change.by or change.at is None:
        return ""
    return page.say("changes.by", by=change.by, moment=i18n.moment(change.at, page.lang))


def draw_to_take_away(
    page: Screen, changes: tuple[MomentChange, ...], beginning: KnownMoment, end: KnownMoment
) -> None:
    text = changes_text(changes, beginning.words, end.words, page.lang)
    with st.expander(page.say("changes.text.open"), on_change="rerun") as box:
        if box.open:
            st.code(text, language=None, wrap_lines=True)
    table_downloads(
        page,
        end.view,
        "changes",
        partial(changes_table, changes, page.record, page.lang),
        title=page.say("frame.page.changes"),
        filter_words=(page.say("changes.since", beginning=beginning.words),),
    )
