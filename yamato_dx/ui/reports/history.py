"""The parts of «報告履歴»: the list, one report's rows and effect, withdrawing it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.backup import backup_by_hand
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.kept_answers import kept
from yamato_dx.queries.reports.history import (
    batches,
    report_detail,
    who_words,
    withdrawal_effect,
)
from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.queries.reports.progress_changes import progress_without
from yamato_dx.queries.reports.reasons import reason_lines
from yamato_dx.queries.reports.steps import last_step_words, report_steps, state_words
from yamato_dx.queries.reports.tables import batches_table, values_table
from yamato_dx.queries.rights.subjects import of_report
from yamato_dx.queries.schedule.reported_progress import reported_progress_table
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table, table_of
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose
from yamato_dx.ui.frame.forms import done, name_field, signature, told
from yamato_dx.ui.population.history import (
    draw_population_withdrawal,
    draw_reported_population,
)
from yamato_dx.ui.register.own_sections import is_of_sections
from yamato_dx.ui.reports.left_out import draw_left_out
from yamato_dx.ui.reports.received_files import (
    draw_attachments,
    draw_received_file,
    draw_removing_of,
)
from yamato_dx.ui.reports.steps.confirming import draw_confirming, draw_steps
from yamato_dx.ui.reports.tables.progress import draw_progress
from yamato_dx.ui.reports.tables.values import draw_changes, value_table
from yamato_dx.ui.reports.uses.drawn import draw_report_uses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.reports.history import ReportDetail
    from yamato_dx.queries.reports.steps import ReportSteps
    from yamato_dx.store.record import Record
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values

WITHDRAWER = "withdraw.by"
REASON = "withdraw.reason"


def draw_batches(page: Screen, view: View, reports: pd.DataFrame) -> None:
    """`reports`: of the state that was chosen."""
    steps = report_steps(page.record, view.revision)
    key = ("batches", view, tuple(reports["batch_id"]))
    page.draw_once("table", key, partial(_batch_table, page, reports, steps))
    table_downloads(
        page,
        view,
        "batches",
        partial(batches_table, reports, steps, page.plan),
        title=page.say("reports.history.title"),
    )


def draw_empty(page: Screen) -> None:
    """That there is no report, or none that the reader may look into; and the way to send one."""
    state = "none_own" if is_of_sections(page) else "empty"
    page.message(
        page.say(f"reports.history.{state}.note"), big=page.say(f"reports.history.{state}")
    )
    page.draw_links([(page.link("report"), page.say("frame.page.report"))])


def _batch_table(page: Screen, reports: pd.DataFrame, steps: Mapping[str, ReportSteps]) -> Values:
    names = ("batch", "received", "by", "file", "rows", "state")
    words = {"batch": "report_no"}
    heads = [
        Head(page.say(f"reports.history.column.{name}"), word=words.get(name, "")) for name in names
    ]
    rows = [_batch_row(page, batch, steps[batch["batch_id"]]) for batch in rows_of(reports)]
    return table_of(page.say("reports.history.title"), heads, rows, stacks=True)


def pick_report(page: Screen, view: View, reports: pd.DataFrame) -> str:
    """The 報告番号 to look into, of `reports`: the newest, or the one in the address."""
    known = _options(page.record, view.revision, page.lang)
    options = {batch_id: known[batch_id] for batch_id in reports["batch_id"]}
    with st.container(key="pick"):
        page.section_head(page.say("reports.history.pick"))
        return choose("batch", page.say("reports.history.pick"), options)


@kept(4)
def _options(record: Record, revision: int, lang: str) -> dict[str, str]:
    return {
        str(batch["batch_id"]): i18n.text(
            "reports.history.option",
            lang,
            batch=batch["batch_id"],
            file=_source(batch, lang),
            moment=i18n.moment(batch["recorded_at"], lang),
        )
        for batch in rows_of(batches(record, revision))
    }


def draw_report(page: Screen, view: View, batch_id: str) -> None:
    detail = report_detail(page.record, view, batch_id)
    assert detail is not None, "the report was picked from the list"
    is_population = detail.batch["population_count"] > 0
    steps = report_steps(page.record, view.revision)[batch_id]
    draw_steps(page, steps)
    draw_confirming(page, view, steps)
    if is_population:
        draw_reported_population(page, view, batch_id, partial(draw_received_file, page, detail))
    else:
        _draw_figures(page, view, detail)
    if not is_population:
        receipt = page.link("report", way="typing", receipt=batch_id)
        page.draw_links([(receipt, page.say("reports.typing.receipt.title"))])
    draw_removing_of(page, detail)
    if steps.state == "confirmed":
        _correction(page)
    elif steps.state == "submitted":
        _withdrawal(page, view, batch_id, is_population=is_population)


def _draw_figures(page: Screen, view: View, detail: ReportDetail) -> None:
    """The values of KPIs and the verdicts that changed with them, what was said of work items."""
    batch_id = str(detail.batch["batch_id"])
    title = page.say("reports.history.detail", batch=batch_id)
    if len(detail.values):
        draw_changes(
            page,
            detail.effect,
            title_id="reports.history.effect.title",
            none_id="reports.history.effect.none",
        )
        count = page.say("reports.sending.values.count", count=len(detail.values))
        page.section_head(page.say("reports.history.values"), count)
        page.draw_once("table", (batch_id, view), partial(value_table, page, detail.values, title))
    _draw_reasons(page, detail)
    _draw_answers(page, detail)
    draw_left_out(page, detail.left_out, batch_id)
    draw_progress(page, detail.progress)
    with st.container(horizontal=True, key="report-files"):
        draw_received_file(page, detail)
        if len(detail.values):
            table_downloads(
                page,
                view,
                "values",
                partial(values_table, detail.values, page.plan_of_reports, page.lang),
                title=title,
                name=batch_id,
            )
        if detail.progress:
            table_downloads(
                page,
                view,
                "reported-progress",
                partial(
                    reported_progress_table,
                    detail,
                    page.reported_things,
                    page.plan.municipality.municipality_code,
                    page.lang,
                ),
                title=title,
                name=f"{batch_id}_progress",
                menu_id="frame.download.progress",
            )
    draw_attachments(page, detail)
    if len(detail.values):
        draw_report_uses(page, view, batch_id)


def _draw_reasons(page: Screen, detail: ReportDetail) -> None:
    """Why targets were missed, as the section wrote it."""
    reasons = reason_lines(detail.values, page.plan_of_reports, page.lang)
    if reasons:
        page.section_head(page.say("reports.typing.reasons"))
        page.draw("reported_reasons", reasons=reasons)


def _draw_answers(page: Screen, detail: ReportDetail) -> None:
    """What was asked before it was sent, and what the sender said."""
    if detail.answers.empty:
        return
    names = ("place", "raw", "problem", "chosen")
    heads = [Head(page.say(f"reports.sending.column.{name}")) for name in names]
    rows = [
        [
            Cell(_asked_at(page, detail, answer)),
            Cell("" if is_missing(answer["raw_text"]) else str(answer["raw_text"])),
            Cell(str(answer[f"asked_{page.lang}"])),
            Cell(str(answer[f"chosen_{page.lang}"])),
        ]
        for answer in rows_of(detail.answers)
    ]
    page.section_head(page.say("reports.history.answers"))
    draw_table(page, page.say("reports.history.answers"), heads, rows)


def _asked_at(page: Screen, detail: ReportDetail, answer: Row) -> str:
    """The row or cell and column of a file; of what was typed, the KPI."""
    if is_missing(detail.batch["sha256"]):
        kpi = page.plan_of_reports.kpi(str(answer["kpi_id"]))
        return f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"
    return FilePlace.of_row(answer).words(page.lang)


def draw_backup(page: Screen) -> None:
    """A copy of the whole record by hand, beside the nightly ones."""
    if page.leaves_out(Act.BACK_UP):
        return
    page.section_head(
        page.say("reports.history.backup.title"), page.say("reports.history.backup.note")
    )
    if note := page.record.witness_in_words(page.lang):
        page.message(note)
    if page.offers(Act.BACK_UP):
        st.button(page.say("reports.history.backup.button"), on_click=_back_up, args=(page,))


def _batch_row(page: Screen, batch: Row, steps: ReportSteps) -> list[Cell]:
    batch_id = str(batch["batch_id"])
    return [
        Cell(batch_id, link=page.link("history", batch=batch_id), is_code=True),
        Cell(i18n.moment(batch["recorded_at"], page.lang), is_code=True),
        Cell(who_words(batch, "actor_name", "actor", page.lang)),
        Cell(_source(batch, page.lang)),
        Cell(
            page.say(
                "reports.history.rows",
                total=batch["row_count"],
                new=batch["new_count"],
                changed=batch["changed_count"],
                unchanged=batch["unchanged_count"],
            )
        ),
        Cell(state_words(steps, page.lang), more=last_step_words(steps, page.lang)),
    ]


def _source(batch: Row, lang: str) -> str:
    """The file's name; of what was typed, that it was."""
    if not is_missing(batch["file_name"]):
        return str(batch["file_name"])
    return i18n.text(f"reports.typing.kind.{batch['kind']}", lang)


def _correction(page: Screen) -> None:
    """What is confirmed is neither withdrawn nor replaced."""
    page.section_head(page.say("reports.history.withdraw.title"))
    page.draw("note", lines=[page.say("steps.correction.note")])
    page.draw_links([(page.link("report"), page.say("steps.correction.link"))])


def _withdrawal(page: Screen, view: View, batch_id: str, *, is_population: bool) -> None:
    """The way to put another in its place; then what would fall back, the reason, the button."""
    page.section_head(page.say("reports.history.withdraw.title"))
    if not page.offers(Act.WITHDRAW, partial(of_report, page.record, batch_id)):
        return
    if is_population:
        way = (page.link("population"), page.say("reports.history.population.again"))
    else:
        way = (page.link("report", replaces=batch_id), page.say("reports.history.replace"))
    page.draw_links([way])
    with st.expander(
        page.say("reports.history.withdraw.open", batch=batch_id), on_change="rerun"
    ) as box:
        if not box.open:
            return
        if is_population:
            draw_population_withdrawal(page, view, batch_id)
        else:
            draw_changes(
                page,
                withdrawal_effect(page.record, view, batch_id),
                title_id="reports.history.withdraw.effect.title",
                none_id="reports.history.withdraw.effect.none",
            )
            draw_progress(page, progress_without(page.record, batch_id, view.revision))
        _withdrawal_form(page, view, batch_id)


def _withdrawal_form(page: Screen, view: View, batch_id: str) -> None:
    with st.form("withdraw", border=False):
        name_field(page, page.say("reports.history.withdraw.by"), WITHDRAWER)
        st.text_input(page.say("reports.history.withdraw.reason"), key=REASON)
        st.form_submit_button(
            page.say("reports.history.withdraw.button"),
            type="primary",
            on_click=_withdraw,
            args=(page, view, batch_id),
        )


def _back_up(page: Screen) -> None:
    now = datetime.now(i18n.TOKYO)
    written = done(page, page.name, lambda: backup_by_hand(page.record, page.actor(), now=now))
    if not written:
        return
    lines = [page.say("reports.history.backup.done", file=written)]
    copies = page.served.copies_from(now.date())
    if copies:
        copies.attempt()
        if copies.reason:
            lines += [copies.reason.sentence(page.lang), page.say("frame.backup.copy_again")]
        else:
            lines.append(page.say("reports.history.backup.copied", folder=copies.folder))
    outcome.keep(page.name, *lines, tone="bad" if copies and copies.reason else "")


def _withdraw(page: Screen, view: View, batch_id: str) -> None:
    """Of what `view` showed to come back in its place."""
    actor_name = signature(page, page.name, WITHDRAWER, "reports.sending.by_missing")
    if not actor_name:
        return
    revision = done(
        page,
        page.name,
        lambda: withdraw(
            page.record,
            batch_id,
            page.actor(actor_name),
            told(REASON) or None,
            expected_revision=view.revision,
        ),
    )
    if revision is not None:
        outcome.keep(page.name, page.say("reports.history.withdraw.done", batch=batch_id))
