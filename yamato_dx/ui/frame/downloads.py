"""«表を保存» and «図を保存»: what is on the screen, as a file made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from yamato_dx.acts.trail.exports import HandedOut, note_export
from yamato_dx.output.images.making import chart_png, chart_svg
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.formats import FORMATS, table_bytes
from yamato_dx.queries.export_context import export_context

if TYPE_CHECKING:
    from yamato_dx.output.charts.kpi_chart import KpiChart
    from yamato_dx.output.context import ExportContext
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

# A file, and what the trail says of it.
MadeFile = Callable[[], tuple[bytes | str, HandedOut]]
ON_SCREEN = ("csv", "csv-cp932", "xlsx")
IMAGES: dict[str, Callable[[KpiChart, ExportContext], bytes]] = {
    "png": chart_png,
    "svg": chart_svg,
}
MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def offer_file(
    page: Screen,
    label: str,
    out: HandedOut,
    make: Callable[[], bytes | str],
    *,
    key: str,
    mime: str | None = None,
    help_text: str | None = None,
    is_wide: bool = False,
) -> None:
    """Of which is known before it is made what the trail says of it."""
    _offer(
        page,
        label,
        lambda: (make(), out),
        file_name=out.file_name,
        key=key,
        mime=mime,
        help_text=help_text,
        is_wide=is_wide,
    )


def _offer(
    page: Screen,
    label: str,
    make: MadeFile,
    *,
    file_name: str,
    key: str,
    mime: str | None = None,
    help_text: str | None = None,
    is_wide: bool = False,
) -> None:
    """The one button by which a file leaves the screens. `make` runs once it is pressed, in the
    thread of the download, not of the page; what it made is noted then."""
    actor = page.actor()

    def handed_out() -> bytes | str:
        content, out = make()
        if page.served.has_record:
            note_export(page.record, out, by=actor)
        return content

    st.download_button(
        label,
        data=handed_out,
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        width="stretch" if is_wide else "content",
        help=help_text,
    )


@dataclass(frozen=True, kw_only=True)
class SavedFile:
    """What one or more entries of a menu hand out. `name`: of the file; `source`: of figures that
    are not the plan's, «» where each row says so itself."""

    name: str
    title: str
    filter_words: tuple[str, ...] = ()
    source: str | None = None

    def context(self, page: Screen, view: View, rows_count: int, link: str) -> ExportContext:
        return export_context(
            page.record,
            view,
            title=self.title,
            rows_count=rows_count,
            lang=page.lang,
            filter_words=self.filter_words,
            link=link,
            source=self.source,
        )

    def handed_out(self, ending: str, view: View, frame: pd.DataFrame) -> HandedOut:
        """As the trail tells it, of figures in `frame`."""
        own = sorted(set(frame["kpi_id"].dropna())) if "kpi_id" in frame else []
        name = f"{self.name}{ending}"
        return HandedOut(self.title, name, view, len(frame), self.filter_words, own)

    def entry(self, page: Screen, label: str, make: MadeFile, *, ending: str, mime: str) -> None:
        _offer(
            page,
            label,
            make,
            file_name=f"{self.name}{ending}",
            mime=mime,
            key=f"save.{self.name}.{label}",
            is_wide=True,
        )


@dataclass(frozen=True, kw_only=True)
class SavedChart(SavedFile):
    """PNG and SVG of one chart. `about`: what tells it from other charts of its menu."""

    chart: KpiChart
    about: str = ""

    def draw(self, page: Screen, view: View) -> None:
        context = self.context(page, view, len(self.chart.data), page_address())
        for ending, draw in IMAGES.items():
            label = f"{self.about} {page.say(f'frame.download.{ending}')}".strip()
            make = partial(self._made, draw, context, (view, f".{ending}"))
            self.entry(page, label, make, ending=f".{ending}", mime=MEDIA_TYPES[ending])

    def _made(
        self,
        draw: Callable[[KpiChart, ExportContext], bytes],
        context: ExportContext,
        asked: tuple[View, str],
    ) -> tuple[bytes, HandedOut]:
        view, ending = asked
        return draw(self.chart, context), self.handed_out(ending, view, self.chart.data)


@dataclass(frozen=True, kw_only=True)
class SavedTable(SavedFile):
    """One of `TABLES` in each format."""

    table: str
    make_frame: Callable[[], pd.DataFrame]

    def draw(self, page: Screen, view: View) -> None:
        link = page_address()

        def made(format_name: str) -> tuple[bytes, HandedOut]:
            frame = self.make_frame()
            context = self.context(page, view, len(frame), link)
            content = table_bytes(frame, TABLES[self.table], context, format_name)
            return content, self.handed_out(FORMATS[format_name].ending, view, frame)

        for format_name in ON_SCREEN:
            kind = FORMATS[format_name]
            label = page.say(f"frame.download.{format_name}")
            make = partial(made, format_name)
            self.entry(page, label, make, ending=kind.ending, mime=kind.media_type)


def save_menu(page: Screen, view: View, menu_id: str, *saved: SavedChart | SavedTable) -> None:
    """One menu of all that is `saved`, called after the first of them.

    Its entries are drawn from its first opening on, not only while it is open: a click on an entry
    of a menu that is just closing would be lost.
    """
    key = f"save.{saved[0].name}"
    menu = st.popover(page.say(menu_id), key=key, on_change="rerun")
    seen_key = f"opened.{key}"
    if menu.open:
        st.session_state[seen_key] = True
    if seen_key not in st.session_state:
        return
    with menu:
        for entries in saved:
            entries.draw(page, view)


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
    """A menu of the formats of one table."""
    saved = SavedTable(
        table=table,
        make_frame=make_frame,
        name=name or table,
        title=title,
        filter_words=filter_words,
        source=source,
    )
    save_menu(page, view, menu_id, saved)


def page_address() -> str:
    """The address that reopens this view; the framework's own lacks what was chosen."""
    query = urlencode(st.query_params.to_dict())
    page = str(st.context.url).partition("?")[0]
    return f"{page}?{query}" if query else page
