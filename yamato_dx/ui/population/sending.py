"""The municipality's own 住民基本台帳: form, file, problems, preview, send, 報告番号."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.population import send_population
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.output.tables.formats import SPREADSHEET
from yamato_dx.output.workbooks.population_template import (
    FORMS,
    population_form_csv,
    population_form_xlsx,
)
from yamato_dx.queries.population.counted import form_days
from yamato_dx.queries.population.figures import age_words
from yamato_dx.queries.population.preview import PopulationPreview, preview_population
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import offer_file
from yamato_dx.ui.frame.file_boxes import draw_file_box, empty_file_box
from yamato_dx.ui.frame.forms import done, name_field, put_away, shown_once, signature
from yamato_dx.ui.glossary.problems import draw_problem_table

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.file_boxes import ChosenFile
    from yamato_dx.ui.frame.screen import Screen

OPENER = "population.own"
SENDER = "population.by"
BOX = "population"
SHOWN_ROWS = 40
FORMATS = (
    ("csv", population_form_csv, "text/csv"),
    ("xlsx", population_form_xlsx, SPREADSHEET),
)


def draw_own(page: Screen, *, is_open: bool) -> None:
    """At the foot of the page; folded, but where it is the first thing to do."""
    if page.leaves_out(Act.REPORT_POPULATION):
        return
    page.section_head(page.say("population.own.title"), page.say("population.own.note"))
    outcome.draw_outcome(page)
    with st.expander(
        page.say("population.own.open"), expanded=is_open, key=OPENER, on_change="rerun"
    ) as box:
        if box.open:
            _draw_box(page)


def _draw_box(page: Screen) -> None:
    view = page.now()
    _draw_forms(page, view)
    upload = draw_file_box(page, BOX, page.say("population.own.choose"))
    if upload is not None:
        preview = _preview_of(page, upload, view)
        _draw_problems(page, preview)
        if preview.is_sendable:
            _draw_send(page, preview)
            _draw_rows(page, preview)


def _draw_forms(page: Screen, view: View) -> None:
    days = form_days(page.plan, view.on)
    with st.container(horizontal=True, key="population-forms"):
        for form in FORMS:
            for ending, make, media_type in FORMATS:
                label = page.say(
                    "population.own.form.download",
                    form=page.say(f"population.own.form.{form}"),
                    format=page.say(f"population.own.format.{ending}"),
                )
                out = HandedOut(label, f"population_{form}.{ending}")
                offer_file(
                    page,
                    label,
                    out,
                    partial(make, form, days, page.lang),
                    mime=media_type,
                    key=f"population.form.{form}.{ending}",
                )


def _preview_of(page: Screen, upload: ChosenFile, view: View) -> PopulationPreview:
    """The preview against the record as it stands now, made once."""
    return shown_once(
        BOX,
        (upload.file_id, view.revision, view.on),
        lambda: preview_population(page.record, upload.data, upload.name, view),
        page.say("reports.sending.checking"),
    )


def _draw_problems(page: Screen, preview: PopulationPreview) -> None:
    read = page.say("population.own.read", name=preview.file_name, count=preview.reading.rows_read)
    page.draw("note", lines=[read])
    if preview.duplicate_of:
        page.message(
            page.say("reports.sending.duplicate.note"),
            big=page.say("reports.sending.duplicate", batch=preview.duplicate_of),
        )
    elif preview.obstacles:
        count = len(preview.obstacles)
        page.message(tone="bad", big=page.say("population.own.refused", count=count))
        draw_problem_table(page, preview.obstacles)
    elif preview.rows.empty:
        page.message(page.say("population.own.nothing"), tone="bad")
    if preview.notes:
        with st.expander(page.say("reports.sending.notes", count=len(preview.notes))):
            draw_problem_table(page, preview.notes)


def _draw_send(page: Screen, preview: PopulationPreview) -> None:
    kinds = preview.rows["change"].value_counts()
    counts = {change: int(kinds.get(change, 0)) for change in ("new", "changed", "unchanged")}
    page.message(big=page.say("population.own.ready", **counts))
    with st.form("population-send", border=False):
        name_field(
            page,
            page.say("reports.sending.by"),
            SENDER,
            placeholder=page.say("reports.sending.by_help"),
        )
        st.form_submit_button(
            page.say("reports.sending.send"), type="primary", on_click=_send, args=(page, preview)
        )


def _send(page: Screen, preview: PopulationPreview) -> None:
    actor_name = signature(page, page.name, SENDER, "reports.sending.by_missing")
    if not actor_name:
        return
    receipt = done(
        page,
        page.name,
        lambda: send_population(
            page.record,
            data=preview.data,
            file_name=preview.file_name,
            rows=preview.rows,
            actor=page.actor(actor_name),
            previewed_at=preview.revision,
        ),
    )
    if receipt is None:
        return
    outcome.keep(
        page.name,
        page.say("population.own.sent.note", count=len(preview.rows)),
        big=page.say("reports.sending.sent", batch=receipt.batch_id),
    )
    empty_file_box(BOX)
    put_away(BOX)


def _draw_rows(page: Screen, preview: PopulationPreview) -> None:
    names = ("row", "day", "sex", "age", "people", "before", "change")
    heads = [
        Head(page.say(f"population.own.column.{name}"), name in ("row", "people", "before"))
        for name in names
    ]
    shown = preview.rows.head(SHOWN_ROWS)
    left = len(preview.rows) - len(shown)
    foot = page.say("population.own.more", count=left) if left else ""
    rows = [_row_cells(page, row) for row in rows_of(shown)]
    draw_table(page, page.say("population.own.rows"), heads, rows, foot=foot)


def _row_cells(page: Screen, row: Row) -> list[Cell]:
    before = row["before_population"]
    return [
        Cell(str(row["row_no"])),
        Cell(i18n.day(row["counted_on"], page.lang), is_code=True),
        Cell(page.say(f"population.sex.{row['sex']}")),
        Cell(age_words(str(row["age_group"]), page.lang)),
        Cell(i18n.number(row["population"], 0, page.lang)),
        Cell(i18n.MISSING if is_missing(before) else i18n.number(before, 0, page.lang)),
        Cell(page.say(f"reports.sending.kind.{row['change']}")),
    ]
