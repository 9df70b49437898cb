"""The parts of «操作の記録»: its filters, a page of rows, whether it is whole."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.audit.listing import trail_count, trail_rows
from yamato_dx.acts.trail.verifying import verify
from yamato_dx.errors import YamatoDxError
from yamato_dx.queries.audit.listing import EVENTS, asked_of, trail_lines, trail_table
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose
from yamato_dx.ui.frame.forms import done, told

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.queries.audit.listing import TrailAsked, TrailLine
    from yamato_dx.ui.frame.screen import Screen

PAGE_ROWS: Final = 50
BY: Final = "audit.by"
ALL: Final = "all"
# How many days back each choice reaches, today among them.
PERIODS: Final = {"day": 1, "week": 7, "month": 31, "year": 366}


def draw_trail(page: Screen) -> None:
    filters = st.container(horizontal=True, key="audit-filters")
    with filters:
        asked, words = _filters(page)
    try:
        count = trail_count(page.record, asked, actor=page.actor())
        if not count:
            page.message(page.say("audit.page.empty"))
        else:
            with filters:
                at = _page_number(page, count, words)
            _draw_rows(page, asked, at, foot=_foot(page, count, at, words))
            _draw_downloads(page, asked, words)
    except YamatoDxError as error:
        page.message(error.sentence(page.lang), tone="bad")
        return
    _draw_verifying(page)


def _filters(page: Screen) -> tuple[TrailAsked, tuple[str, ...]]:
    """What is asked for, and its words."""
    everything = page.say("audit.filter.all")
    periods = {ALL: everything} | {
        name: page.say(f"audit.filter.period.{name}") for name in PERIODS
    }
    period = choose("period", page.say("audit.filter.period"), periods)
    events = {ALL: page.say("audit.filter.any_event")} | {
        event: page.say(f"audit.event.{event}") for event in EVENTS
    }
    event = choose("event", page.say("audit.filter.event"), events)
    name = page.say("audit.filter.by")
    st.text_input(name, key=BY, placeholder=name, label_visibility="collapsed")
    by, today = told(BY), datetime.now(i18n.TOKYO).date()
    first = today - timedelta(days=PERIODS[period] - 1) if period != ALL else None
    words = [options[code] for options, code in ((periods, period), (events, event)) if code != ALL]
    if by:
        words.append(by)
    return asked_of(first, None, "" if event == ALL else event, by), tuple(words)


def _page_number(page: Screen, count: int, words: tuple[str, ...]) -> int:
    """From 1, and from there anew when something else is asked for."""
    if count <= PAGE_ROWS:
        return 1
    return st.selectbox(
        page.say("audit.page.part"),
        range(1, _pages(count) + 1),
        format_func=lambda number: _page_words(page, count, number),
        key=f"audit.page.{'.'.join(words)}",
        label_visibility="collapsed",
    )


def _foot(page: Screen, count: int, at: int, words: tuple[str, ...]) -> str:
    """Of what the rows are, on paper too: how many, which page of them, what was asked for."""
    told = [page.say("audit.page.count", count=count)]
    if count > PAGE_ROWS:
        told.append(_page_words(page, count, at))
    return page.say("frame.list").join([*told, *words])


def _page_words(page: Screen, count: int, number: int) -> str:
    return page.say("audit.page.number", number=number, pages=_pages(count))


def _pages(count: int) -> int:
    return (count - 1) // PAGE_ROWS + 1


def _draw_rows(page: Screen, asked: TrailAsked, at: int, *, foot: str) -> None:
    rows = trail_rows(
        page.record,
        asked,
        actor=page.actor(),
        skipped=(at - 1) * PAGE_ROWS,
        most=PAGE_ROWS,
    )
    names = ("at", "event", "what", "who", "account", "address", "number")
    heads = [Head(page.say(f"audit.column.{name}"), is_number=name == "number") for name in names]
    lines = trail_lines(page.record, rows, page.lang)
    cells = [_cells(page, line) for line in lines]
    draw_table(page, page.say("frame.page.audit"), heads, cells, foot=foot, stacks=True)


def _cells(page: Screen, line: TrailLine) -> list[Cell]:
    return [
        Cell(i18n.moment(line.happened_at, page.lang) if line.happened_at else "", is_code=True),
        Cell(page.say(f"audit.event.{line.event}")),
        Cell(line.what),
        Cell(line.who),
        Cell(line.account),
        Cell(line.from_where),
        Cell(str(line.trail_no), is_number=True),
    ]


def _draw_downloads(page: Screen, asked: TrailAsked, words: tuple[str, ...]) -> None:
    actor = page.actor()

    def made() -> pd.DataFrame:
        return trail_table(page.record, trail_rows(page.record, asked, actor=actor), page.lang)

    title = page.say("frame.page.audit")
    table_downloads(page, page.now(), "audit", made, title=title, filter_words=words, source="")


def _draw_verifying(page: Screen) -> None:
    page.section_head(page.say("audit.verify.title"), page.say("audit.verify.note"))
    outcome.draw_outcome(page, "audit.verify")
    st.button(page.say("audit.verify.button"), on_click=partial(_verify, page))


def _verify(page: Screen) -> None:
    state = done(page, "audit.verify", lambda: verify(page.record))
    if state:
        tone = "bad" if state.broken else ""
        outcome.keep("audit.verify", state.sentence(page.lang), tone=tone)
