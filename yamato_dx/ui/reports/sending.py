"""The parts of «実績の報告»: choose, problems, preview, send, 報告番号."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.tables.formats import SPREADSHEET
from yamato_dx.output.workbooks.template import Asked, keyed_items, template_csv, template_xlsx
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.reports.owed import Owed, owed, years_to_report
from yamato_dx.queries.reports.tables import problems_table, values_table
from yamato_dx.queries.rights.subjects import EVERYTHING, of_report
from yamato_dx.queries.schedule.words import planned_of_all
from yamato_dx.rows import rows_of
from yamato_dx.ui.frame.downloads import offer_file, table_downloads
from yamato_dx.ui.frame.file_boxes import draw_file_box, draw_paste_box
from yamato_dx.ui.frame.filters import SHOWN
from yamato_dx.ui.frame.forms import name_field
from yamato_dx.ui.glossary.problems import draw_problem_table
from yamato_dx.ui.register.own_sections import only_section
from yamato_dx.ui.reports import state as reporting
from yamato_dx.ui.reports.left_out import draw_ways_on
from yamato_dx.ui.reports.questions import draw_questions
from yamato_dx.ui.reports.reading.returned_form import brings_cards, draw_cards
from yamato_dx.ui.reports.reading.state import section_choice
from yamato_dx.ui.reports.steps.answering import (
    draw_reason_of_return,
    draw_returned,
    returned_report,
)
from yamato_dx.ui.reports.steps.correcting import draw_corrected, draw_reason
from yamato_dx.ui.reports.tables.progress import draw_progress
from yamato_dx.ui.reports.tables.values import draw_changes, draw_lapsing, draw_lines
from yamato_dx.ui.reports.typing.replacing import may_see_report, standing_batch, type_instead
from yamato_dx.ui.reports.typing.rounds import round_words_of_file
from yamato_dx.ui.reports.typing.rows import has_cells
from yamato_dx.ui.reports.watched import stop_watching

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.file_boxes import ChosenFile
    from yamato_dx.ui.frame.screen import Screen


def draw_file_head(page: Screen, above: DeltaGenerator) -> tuple[str | None, str | None]:
    """What the file comes in place of, and what was given back, which is shown `above` all else;
    (the report that it replaces, the one that it answers)."""
    page.draw("note", lines=[page.say("reports.sending.lead"), *round_words_of_file(page)])
    replaces, answered = st.query_params.get("replaces"), returned_report(page)
    if replaces and may_see_report(page, replaces):
        draw_replaced(page, replaces)
    if answered:
        draw_reason_of_return(page, answered)
    with above:
        draw_returned(page, None)
    return replaces, answered.batch_id if answered else None


def draw_replaced(page: Screen, batch_id: str) -> None:
    """What the file comes in place of, and the way back; or that nothing of it stands."""
    if standing_batch(page, batch_id):
        page.message(page.say("reports.sending.replacing", batch=batch_id))
        way = (page.link("history", batch=batch_id), page.say("reports.typing.replacing.leave"))
    elif page.record.last_step(batch_id) == "confirmed":
        page.message(page.say("store.already_confirmed", batch_id=batch_id), tone="bad")
        way = (page.link("report"), page.say("steps.correction.link"))
    else:
        page.message(page.say("reports.sending.replacing.gone", batch=batch_id[:SHOWN]), tone="bad")
        way = (page.link("history"), page.say("frame.page.history"))
    page.draw_links([way])


def file_box(page: Screen, replaces: str | None) -> ChosenFile | None:
    """None also where the report that is to be replaced does not stand, or is not the reader's to
    withdraw; of one that they may not look into, that alone is said."""
    if replaces and may_see_report(page, replaces) and not standing_batch(page, replaces):
        return None
    if replaces and not page.permits(Act.WITHDRAW, partial(of_report, page.record, replaces)):
        return None
    chosen = draw_file_box(page, reporting.BOX, page.say("reports.sending.choose"))
    if chosen is None:
        stop_watching()
        draw_paste_box(page, reporting.BOX, page.say("reports.sending.paste"))
    return chosen


def draw_templates(page: Screen, *, has_section_box: bool = False) -> None:
    """`has_section_box`: the section is asked elsewhere on the page. By a section's link there is
    none: it has other years than the round's."""
    if page.actor().round_key is not None:
        return
    page.section_head(
        page.say("reports.sending.template.title"), page.say("reports.sending.template.note")
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="templates"):
        section = _template_section(page, has_section_box=has_section_box)
        year = page.fiscal_year()
        assert year is not None, "one year is always chosen for a template"
        answer = owed(page.record, page.now(), FiscalYear(year), page.lang, section_id=section)
        asked = _asked(page, answer)
        for ending, make, media_type in (
            ("csv", template_csv, "text/csv"),
            ("xlsx", template_xlsx, SPREADSHEET),
        ):
            label = page.say(f"reports.sending.template.{ending}")
            name = f"{_template_name(page, answer)}.{ending}"
            made = partial(make, page.plan, FiscalYear(year), page.lang, asked=asked)
            offer_file(
                page,
                label,
                HandedOut(label, name),
                made,
                mime=media_type,
                key=f"template.{ending}",
            )


def _template_section(page: Screen, *, has_section_box: bool) -> str | None:
    """Whose form; None for one of everything."""
    choice = section_choice(page)
    if choice is None:
        return None
    if not has_section_box and only_section(page) is None:
        choice.draw_box()
    return None if choice.code == EVERYTHING else choice.code


def _asked(page: Screen, answer: Owed) -> Asked:
    known = {owed_kpi.kpi.kpi_id: owed_kpi for owed_kpi in answer.kpis}
    own = {key: (initiative, name) for key, initiative, name in keyed_items(page.plan, page.lang)}
    return Asked(
        tuple(owed_kpi.kpi for owed_kpi in answer.kpis),
        tuple((item.item_key, *own.get(item.item_key, ("", item.name))) for item in answer.items),
        {kpi_id: owed_kpi.target for kpi_id, owed_kpi in known.items()},
        {kpi_id: owed_kpi.last_year for kpi_id, owed_kpi in known.items()},
        planned_of_all(page.record, page.now(), page.lang),
        {
            kpi_id: page.say("frame.list").join(served.called for served in owed_kpi.serves)
            for kpi_id, owed_kpi in known.items()
            if owed_kpi.serves
        },
    )


def _template_name(page: Screen, answer: Owed) -> str:
    """実績報告_令和7年度_税務課."""
    parts = [
        page.say("reports.sending.template.file"),
        i18n.fiscal_year(answer.fiscal_year, page.lang),
        *([answer.section.name.in_language(page.lang)] if answer.section else ()),
    ]
    return "_".join(part.replace("/", "-") for part in parts)


def draw_problems(page: Screen, preview: Preview, file_id: str) -> None:
    """What is in the way, what is asked, and what is only worth knowing."""
    if preview.duplicate_of:
        page.message(
            page.say("reports.sending.duplicate.note"),
            big=page.say("reports.sending.duplicate", batch=preview.duplicate_of),
        )
    if preview.faults:
        if not preview.left_out:
            page.message(
                page.say("reports.sending.refused.note"),
                tone="bad",
                big=page.say("reports.sending.refused.title", count=len(preview.faults)),
            )
        page.section_head(page.say("reports.sending.problems"))
        draw_problem_table(page, preview.faults)
        table_downloads(
            page,
            page.now(),
            "problems",
            partial(problems_table, (*preview.left_out, *preview.problems), page.lang),
            title=preview.file_name,
            name="problems",
        )
    elif not (preview.obstacles or preview.duplicate_of or preview.is_sendable):
        page.message(page.say("reports.sending.nothing"), tone="bad")
    draw_questions(page, preview, file_id)
    draw_ways_on(page, preview, file_id)
    if preview.notes:
        with st.expander(page.say("reports.sending.notes", count=len(preview.notes))):
            draw_problem_table(page, preview.notes)


def offer_typing(page: Screen, preview: Preview) -> None:
    """Where a file is refused: type instead, with what could be read of one year's values; a draft
    of somebody else is never written over."""
    page.section_head(
        page.say("reports.sending.typing.title"), page.say("reports.sending.typing.note")
    )
    with st.container(horizontal=True, key="typing-instead"):
        by_year = _by_year(page, preview.reading.values)
        for fiscal_year, values in by_year:
            st.button(
                page.say(
                    "reports.sending.typing.button",
                    year=i18n.fiscal_year(fiscal_year, page.lang),
                    count=len(values),
                ),
                on_click=type_instead,
                args=(page, FiscalYear(fiscal_year), values),
                key=f"typing-instead.{fiscal_year}",
            )
    if not by_year:
        way = (page.link("report", way="typing"), page.say("reports.sending.typing.empty"))
        page.draw_links([way])


def _by_year(page: Screen, values: pd.DataFrame) -> list[tuple[int, pd.DataFrame]]:
    """What the form has cells for, of the years that it can be opened for."""
    if values.empty:
        return []
    kpi = page.plan_of_reports.kpi
    has_room = [has_cells(row, kpi(str(row["kpi_id"]))) for row in rows_of(values)]
    years = years_of(values["period_start"])
    typed = {year.start_year for year in years_to_report(page.plan, page.now().on)}
    return [
        (int(year), of_year)
        for year, of_year in values[has_room].groupby(years[has_room], sort=True)
        if year in typed
    ]


def draw_changes_and_send(page: Screen, preview: Preview) -> None:
    """Which verdicts would change, who sends, the button: all before the list of values."""
    page.message(
        *brings_cards(page, preview), big=page.say("reports.sending.ready", **preview.counts)
    )
    draw_changes(
        page,
        preview.changes,
        title_id="reports.sending.changes.title",
        none_id="reports.sending.changes.none",
    )
    draw_progress(page, preview.progress)
    draw_cards(page, preview)
    draw_lapsing(page, preview.lapsed, preview.lapsed_attachments)
    draw_corrected(page, preview)
    with st.form("send", border=False):
        draw_reason(page, preview)
        name_field(
            page,
            page.say("reports.sending.by"),
            reporting.SENDER,
            placeholder=page.say("reports.sending.by_help"),
        )
        st.form_submit_button(
            page.say("reports.sending.send"),
            type="primary",
            on_click=reporting.send,
            args=(page, preview),
        )


def draw_values_to_send(page: Screen, preview: Preview) -> None:
    if not len(preview.values):
        return
    page.section_head(
        page.say("reports.sending.values.title"),
        page.say("reports.sending.values.count", count=len(preview.values)),
    )
    draw_lines(page, preview, preview.file_name)
    table_downloads(
        page,
        page.now(),
        "values",
        partial(values_table, preview.values, page.plan_of_reports, page.lang),
        title=preview.file_name,
        name="values",
    )
