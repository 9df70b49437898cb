"""«この会議で見た判定»: the lines of 概要 as they stood then, and whether today's rules agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx import i18n
from yamato_dx.queries.meetings.seen import otherwise, seen_lines
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.kpis.overview import draw_lines, lines_legend

if TYPE_CHECKING:
    from yamato_dx.queries.meetings.held import HeldMeeting
    from yamato_dx.ui.frame.screen import Screen


def draw_seen(page: Screen, held: HeldMeeting) -> None:
    page.section_head(
        page.say("meetings.seen.title"),
        page.say("meetings.seen.note", moment=i18n.moment(held.made_at, page.lang)),
    )
    with page.seen_at(held) as view:
        answer = seen_lines(page.record, held, page.lang)
        page.draw("meeting_counts", counts=answer.counts)
        draw_lines(page, view, answer)
        page.draw_parts("ydx-legend", *lines_legend(page, view, answer))
    _draw_otherwise(page, held)


def _draw_otherwise(page: Screen, held: HeldMeeting) -> None:
    """What the same values would be judged to be today; that it is the same, where it is."""
    found = otherwise(page.record, held, page.lang)
    if not found:
        page.draw("note", lines=[page.say("meetings.otherwise.none")])
        return
    page.message(page.say("meetings.otherwise.note"), big=page.say("meetings.otherwise.title"))
    names = ("kpi", "year", "then", "today", "rule")
    heads = [Head(page.say(f"meetings.otherwise.column.{name}")) for name in names]
    rows = [
        [
            Cell(f"{one.kpi_no} {one.name}"),
            Cell(one.year),
            Cell(one.then),
            Cell(one.today),
            Cell(one.rule),
        ]
        for one in found
    ]
    draw_table(page, page.say("meetings.otherwise.title"), heads, rows, stacks=True)
