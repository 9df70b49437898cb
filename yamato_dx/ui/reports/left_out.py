"""The good rows of a file alone: chosen by who sends them, under words that say what stays out; and
the list of it, before the report and after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.queries.reports.given_back.file import is_given_back, returned_name, with_reasons
from yamato_dx.queries.reports.left_out.rows import left_out_count, left_out_lines, left_out_table
from yamato_dx.ui.frame.cells import SHOWN_PROBLEMS, Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import offer_file, table_downloads
from yamato_dx.ui.reports import state as reporting

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.screen import Screen


def draw_ways_on(page: Screen, preview: Preview, file_id: str) -> None:
    """Where rows wait for somebody: the file back, to be mended, or its good rows alone."""
    if not (preview.obstacles or preview.left_out) or preview.duplicate_of:
        return
    may_part = preview.good_count > 0
    has_others = preview.replaces is None and len(preview.reading.good_values) > 0
    if not (may_part or has_others or is_given_back(preview)):
        return
    page.section_head(page.say("reports.good_rows.title"))
    with st.container(key="report-ways-on"):
        if is_given_back(preview):
            _draw_returned(page, preview)
        if may_part:
            _draw_choice(page, preview, file_id)
        elif has_others:
            page.draw("note", lines=[page.say("reports.good_rows.none")])


def _draw_choice(page: Screen, preview: Preview, file_id: str) -> None:
    key = f"report.good_rows.{file_id}"

    def hear() -> None:
        reporting.choose_good_rows(file_id, is_chosen=st.session_state[key])

    st.session_state[key] = reporting.are_good_rows_chosen(file_id)
    st.checkbox(
        page.say("reports.good_rows.choose", count=preview.good_count, left=preview.rows_refused),
        key=key,
        on_change=hear,
    )


def _draw_returned(page: Screen, preview: Preview) -> None:
    """The same file, with what is wrong beside each row."""
    label = page.say("reports.returned.save")
    out = HandedOut(label, returned_name(preview, page.lang))
    offer_file(
        page,
        label,
        out,
        partial(with_reasons, preview, page.lang),
        mime="application/octet-stream",
        key="report.returned",
        help_text=page.say("reports.returned.help"),
    )


def draw_left_out(page: Screen, left_out: pd.DataFrame, batch_id: str) -> None:
    """Of a report that was received."""
    if left_out.empty:
        return
    title = page.say("reports.left_out.title", count=left_out_count(left_out))
    names = ("place", "raw", "problem", "mend")
    heads = [Head(page.say(f"reports.sending.column.{name}")) for name in names]
    rows = [
        [Cell(line.place, is_code=True), Cell(line.raw), Cell(line.problem), Cell(line.mend)]
        for line in left_out_lines(left_out.head(SHOWN_PROBLEMS), page.lang)
    ]
    more = len(left_out) - len(rows)
    foot = page.say("reports.sending.values.more", count=more) if more else ""
    page.section_head(title)
    draw_table(page, title, heads, rows, foot=foot, stacks=True)
    table_downloads(
        page,
        page.now(),
        "problems",
        partial(left_out_table, left_out, page.lang),
        title=batch_id,
        name=f"{batch_id}_left_out",
        menu_id="reports.left_out.download",
    )
