"""What the sections of «人口» share: a chart with what is saved of it, a table below or alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.queries.population.sources import source_note
from yamato_dx.ui.frame.cells import Cell, Head, table_of
from yamato_dx.ui.frame.downloads import SavedChart, SavedTable

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    from yamato_dx.output.charts.kpi_chart import KpiChart
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values


def chart_box(name: str) -> DeltaGenerator:
    """A chart with what is saved of it and its table."""
    return st.container(key=f"chart-population-{name}")


def saved_chart(
    page: Screen,
    view: View,
    name: str,
    chart: KpiChart,
    *,
    filter_words: tuple[str, ...] = (),
    about: str = "",
) -> SavedChart:
    return SavedChart(
        chart=chart,
        name=f"population_{name}",
        title=chart.title,
        filter_words=filter_words,
        source=source_note(page.record, view, page.lang),
        about=about,
    )


def saved_table(
    page: Screen, table: str, make_frame: Callable[[], pd.DataFrame], *, name: str
) -> SavedTable:
    return SavedTable(
        table=table,
        make_frame=make_frame,
        name=f"population_{name}",
        title=page.say("population.title.page"),
        source="",
    )


def draw_twin(page: Screen, key: tuple[Hashable, ...], make: Callable[[], Values]) -> None:
    """A chart's figures as a table, folded below it."""
    page.draw_once("population_table", key, make)


def twin(
    page: Screen, summary_id: str, heads: Sequence[Head], rows: Sequence[Sequence[str]]
) -> Values:
    return {"summary": page.say(summary_id), "heads": heads, "rows": rows}


def titled(
    page: Screen,
    about: str,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Cell]],
    *,
    foot: str = "",
) -> Values:
    """A section of one table, whose caption is its title."""
    title, note = page.say(f"{about}.title"), page.say(f"{about}.note")
    return {"title": title, "note": note, "asked": "", **table_of(title, heads, rows, foot)}
