"""«表を保存» and «図を保存»: what is on the screen, as a file made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from yamato_dx.output.images.making import chart_png, chart_svg
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.formats import FORMATS, table_bytes
from yamato_dx.queries.export_context import export_context

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_popover_container import PopoverContainer

    from yamato_dx.output.charts.kpi_chart import KpiChart
    from yamato_dx.output.context import ExportContext
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

ON_SCREEN = ("csv", "csv-cp932", "xlsx")
IMAGES: dict[str, Callable[[KpiChart, ExportContext], bytes]] = {
    "png": chart_png,
    "svg": chart_svg,
}
MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def table_downloads(
    page: Screen,
    view: View,
    table: str,
    make_frame: Callable[[], pd.DataFrame],
    *,
    title: str,
    filter_words: tuple[str, ...] = (),
    name: str | None = None,
    source: str | None = None,
    menu_id: str = "frame.download.table",
) -> None:
    """A menu of formats; the frame is made in the thread of the download, not of the page.

    `source`: of figures that are not the plan's; «» where each row says so itself.
    """
    file_name = name or table
    link = page_address()

    def made(format_name: str) -> bytes:
        frame = make_frame()
        context = export_context(
            page.record,
            view,
            title=title,
            rows_count=len(frame),
            lang=page.lang,
            filter_words=filter_words,
            link=link,
            source=source,
        )
        return table_bytes(frame, TABLES[table], context, format_name)

    menu = _menu(page.say(menu_id), f"save.{file_name}")
    if menu is None:
        return
    with menu:
        for format_name in ON_SCREEN:
            table_format = FORMATS[format_name]
            st.download_button(
                page.say(f"frame.download.{format_name}"),
                data=partial(made, format_name),
                file_name=f"{file_name}{table_format.ending}",
                mime=table_format.media_type,
                key=f"save.{file_name}.{format_name}",
                on_click="ignore",
                width="stretch",
            )


def chart_downloads(
    page: Screen,
    view: View,
    chart: KpiChart,
    *,
    title: str,
    filter_words: tuple[str, ...],
    name: str,
    source: str | None = None,
) -> None:
    """PNG and SVG of one chart, drawn on the server."""
    menu = _menu(page.say("frame.download.chart"), f"save.{name}")
    if menu is None:
        return
    context = export_context(
        page.record,
        view,
        title=title,
        rows_count=len(chart.data),
        lang=page.lang,
        filter_words=filter_words,
        link=page_address(),
        source=source,
    )
    with menu:
        for ending, draw in IMAGES.items():
            st.download_button(
                page.say(f"frame.download.{ending}"),
                data=partial(draw, chart, context),
                file_name=f"{name}.{ending}",
                mime=MEDIA_TYPES[ending],
                key=f"save.{name}.{ending}",
                on_click="ignore",
                width="stretch",
            )


def _menu(label: str, key: str) -> PopoverContainer | None:
    """A menu whose entries are drawn from its first opening on; None before.

    Not only while it is open: a click on an entry of a menu that is just closing would be lost.
    """
    menu = st.popover(label, key=key, on_change="rerun")
    seen_key = f"opened.{key}"
    if menu.open:
        st.session_state[seen_key] = True
    return menu if seen_key in st.session_state else None


def page_address() -> str:
    """The address that reopens this view; the framework's own lacks what was chosen."""
    query = urlencode(st.query_params.to_dict())
    page = str(st.context.url).partition("?")[0]
    return f"{page}?{query}" if query else page
