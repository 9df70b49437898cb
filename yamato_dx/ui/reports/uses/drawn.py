"""何に使われたか: of a report, and of a section's figures, so that reporting is not for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.queries.audit.exports import SavedUse, exports_of_kpis, exports_of_report
from yamato_dx.queries.meetings.uses import (
    FigureUse,
    KeptMoment,
    by_moment,
    figures_words,
    points_words,
    uses_of_kpis,
    uses_of_report,
)
from yamato_dx.ui.frame.cells import SHOWN_VALUES, Cell, Head, draw_table

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.reports.owed import Owed
    from yamato_dx.ui.frame.screen import Screen


def draw_report_uses(page: Screen, view: View, batch_id: str) -> None:
    """Of the figures that were made of the report's values."""
    page.section_head(page.say("meetings.uses.title"))
    uses = uses_of_report(page.record, view, batch_id)
    if uses:
        _draw_uses(page, uses)
    else:
        page.draw("note", lines=[page.say("meetings.uses.none")])
    _draw_exports(page, exports_of_report(page.record, view.revision, batch_id))


def draw_section_uses(page: Screen, owed: Owed) -> None:
    """Of the KPIs that are asked for on this desk, whatever the year; folded away."""
    kpi_ids = frozenset(asked.kpi.kpi_id for asked in owed.kpis)
    uses = uses_of_kpis(page.record, page.now(), kpi_ids)
    if not uses:
        return
    with st.expander(
        page.say("meetings.uses.open", count=len(by_moment(uses))), on_change="rerun"
    ) as box:
        if box.open:
            _draw_uses(page, uses)
            _draw_exports(page, exports_of_kpis(page.record, kpi_ids))


def _draw_exports(page: Screen, exports: tuple[SavedUse, ...]) -> None:
    """What was saved as a file with these figures among it."""
    if not exports:
        page.draw("note", lines=[page.say("meetings.uses.exports.none")])
        return
    title = page.say("meetings.uses.exports.title")
    names = ("title", "format", "on", "count")
    heads = [Head(page.say(f"meetings.uses.exports.{name}")) for name in names]
    rows = [
        [
            Cell(export.title),
            Cell(export.file_kind),
            Cell(i18n.day(export.on, page.lang)),
            Cell(page.say("meetings.uses.exports.times", count=export.count)),
        ]
        for export in exports[:SHOWN_VALUES]
    ]
    draw_table(page, title, heads, rows, stacks=True)


def _draw_uses(page: Screen, uses: tuple[FigureUse, ...]) -> None:
    names = ("where", "on", "figures", "points", "papers")
    heads = [Head(page.say(f"meetings.uses.column.{name}")) for name in names]
    rows = [_row(page, moment, together) for moment, together in by_moment(uses)]
    title, foot = page.say("meetings.uses.title"), page.say("meetings.uses.note")
    draw_table(page, title, heads, rows, foot=foot, stacks=True)


def _row(page: Screen, moment: KeptMoment, uses: tuple[FigureUse, ...]) -> list[Cell]:
    separator = page.say("meetings.uses.between")
    link = page.link("meetings", meeting=moment.held.meeting_id) if moment.held else ""
    return [
        Cell(moment.words(page.record, page.lang), link=link),
        Cell(i18n.day(moment.on, page.lang)),
        Cell(figures_words(uses, page.lang)),
        Cell(separator.join(points_words(uses, page.lang))),
        Cell(page.say("frame.list").join(moment.papers)),
    ]
