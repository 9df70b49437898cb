"""A report of residents on «報告履歴»: its figures, what they replaced, what withdrawing does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.queries.population.figures import age_words
from yamato_dx.queries.population.history import (
    population_withdrawal,
    reported_population,
    reported_population_table,
)
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.ui.frame.cells import SHOWN_VALUES, Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.population.residents import ResidentChange
    from yamato_dx.ui.frame.screen import Screen

FIGURE = ("day", "sex", "age", "people")


def draw_reported_population(
    page: Screen, view: View, batch_id: str, draw_file: Callable[[], None]
) -> None:
    effect = reported_population(page.record, view, batch_id, page.lang)
    _draw_residents(page, effect.residents, "reports.history.population.effect")
    count = page.say("reports.sending.values.count", count=len(effect.rows))
    page.section_head(page.say("reports.history.population.values"), count)
    title = page.say("reports.history.detail", batch=batch_id)
    _draw_figures(page, effect.rows, title, _replaced, more=("kind", "replaced"))
    with st.container(horizontal=True, key="report-files"):
        draw_file()
        table_downloads(
            page,
            view,
            "reported-population",
            partial(reported_population_table, effect),
            title=title,
            name=batch_id,
            source="",
        )


def draw_population_withdrawal(page: Screen, view: View, batch_id: str) -> None:
    """Which figures fall back to what, and which KPIs per resident lose their population."""
    effect = population_withdrawal(page.record, view, batch_id, page.lang)
    title = page.say("reports.history.population.falls")
    page.section_head(title, page.say("reports.sending.values.count", count=len(effect.rows)))
    if effect.rows.empty:
        page.draw("note", lines=[page.say("reports.history.population.falls.none")])
    else:
        _draw_figures(page, effect.rows, title, _fallback, more=("after",))
    _draw_residents(page, effect.residents, "reports.history.population.withdraw")


def _draw_figures(
    page: Screen,
    rows: pd.DataFrame,
    caption: str,
    cells: Callable[[Screen, Row], list[Cell]],
    *,
    more: Sequence[str],
) -> None:
    heads = [Head(page.say(f"population.own.column.{name}"), name == "people") for name in FIGURE]
    heads += [Head(page.say(f"reports.history.population.column.{name}")) for name in more]
    shown = rows.head(SHOWN_VALUES)
    left = len(rows) - len(shown)
    foot = page.say("reports.sending.values.more", count=left) if left else ""
    body = [[*_figure(page, row), *cells(page, row)] for row in rows_of(shown)]
    draw_table(page, caption, heads, body, foot=foot)


def _figure(page: Screen, row: Row) -> list[Cell]:
    return [
        Cell(i18n.day(row["counted_on"], page.lang), is_code=True),
        Cell(page.say(f"population.sex.{row['sex']}")),
        Cell(age_words(str(row["age_group"]), page.lang)),
        Cell(i18n.number(row["population"], 0, page.lang)),
    ]


def _replaced(page: Screen, row: Row) -> list[Cell]:
    return [
        Cell(page.say(f"reports.sending.kind.{row['change']}")),
        Cell(_held(page, row, "before")),
    ]


def _fallback(page: Screen, row: Row) -> list[Cell]:
    if is_missing(row["after_population"]):
        return [Cell(page.say("reports.history.population.nothing"), tone="bad")]
    return [Cell(_held(page, row, "after"))]


def _held(page: Screen, row: Row, when: str) -> str:
    """A figure with the number of the report that brought it."""
    if is_missing(row[f"{when}_population"]):
        return i18n.MISSING
    number = i18n.number(row[f"{when}_population"], 0, page.lang)
    return page.say("reports.history.population.held", number=number, batch=row[f"{when}_batch_id"])


def _draw_residents(page: Screen, changes: Sequence[ResidentChange], title_id: str) -> None:
    title = page.say(title_id)
    page.section_head(title, page.say("reports.sending.changes.count", count=len(changes)))
    if not changes:
        page.draw("note", lines=[page.say("reports.history.population.residents.none")])
        return
    names = ("kpi", "year", "before", "after")
    heads = [Head(page.say(f"reports.sending.column.{name}")) for name in names]
    rows = [
        [Cell(change.kpi), Cell(change.year, is_code=True), Cell(change.before), Cell(change.after)]
        for change in changes
    ]
    draw_table(page, title, heads, rows)
