"""差替え of what was typed, the answer to a 差戻し: the form again, filled with what was sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.entries import brought_by
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.reports.attachments import attachments_of
from yamato_dx.queries.reports.history import batches
from yamato_dx.queries.reports.owed import years_to_report
from yamato_dx.queries.reports.steps import ReportSteps
from yamato_dx.queries.rights.subjects import of_report
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import done
from yamato_dx.ui.register.own_sections import is_of_sections, own_sections
from yamato_dx.ui.reports.steps.answering import draw_reason_of_return
from yamato_dx.ui.reports.tables.progress import progress_cells
from yamato_dx.ui.reports.typing import desk as typing_desk
from yamato_dx.ui.reports.typing.desk import Desk
from yamato_dx.ui.reports.typing.rows import cells_of_value, has_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yamato_dx.ui.frame.screen import Screen

REPLACES: Final = "replaces"


def replaced_batch(page: Screen) -> Row | None:
    """The typed report that the address asks to replace; None where there is no such one that the
    reader may look into, where a file brought it, or nothing of it stands."""
    batch_id = st.query_params.get(REPLACES)
    if not batch_id or not may_see_report(page, batch_id):
        return None
    batch = standing_batch(page, batch_id)
    return batch if batch and is_missing(batch["sha256"]) else None


def may_see_report(page: Screen, batch_id: str) -> bool:
    """To who may not, what became of another's report looks like a number that there is not."""
    return page.may(Act.READ_REPORT, partial(of_report, page.record, batch_id))


def standing_batch(page: Screen, batch_id: str) -> Row | None:
    """None where there is no such report, nothing of it stands, or it is confirmed."""
    found = batches(page.record, page.now().revision)
    is_open = (found["status"] == "standing") & found["confirmed_at"].isna()
    of_batch = rows_of(found[(found["batch_id"] == batch_id) & is_open])
    return of_batch[0] if of_batch else None


def desk_to_replace(page: Screen, batch: Row) -> Desk | None:
    """A desk of its own, filled the first time; None where the report is not the reader's to
    withdraw, which is said."""
    batch_id = str(batch["batch_id"])
    if not page.permits(Act.WITHDRAW, partial(of_report, page.record, batch_id)):
        return None
    desk = Desk(_section_id(page, batch), _fiscal_year(page, batch_id), batch_id)
    page.message(
        page.say("reports.typing.replacing.note"),
        big=page.say(
            "reports.typing.replacing",
            batch=batch_id,
            year=i18n.fiscal_year(desk.fiscal_year, page.lang),
        ),
    )
    page.draw_links(
        [
            (
                page.link("report", replaces=batch_id, way="file"),
                page.say("reports.typing.replacing.by_file"),
            ),
            (page.link("history", batch=batch_id), page.say("reports.typing.replacing.leave")),
        ],
    )
    if typing_desk.is_untouched(page, desk):
        _fill(page, desk, batch_id)
    return desk


def desk_to_answer(page: Screen, report: ReportSteps) -> Desk:
    """A desk of its own, filled the first time with what was given back; why stands above it."""
    batch_id = report.batch_id
    batch = report.last.row
    desk = Desk(_section_id(page, batch), _fiscal_year(page, batch_id), answers=batch_id)
    draw_reason_of_return(page, report)
    page.draw_links(
        [
            (page.link("report", answers=batch_id, way="file"), page.say("steps.answer.by_file")),
            (page.link("history", batch=batch_id), page.say("steps.answer.leave")),
        ],
    )
    if typing_desk.is_untouched(page, desk):
        _fill(page, desk, batch_id)
    return desk


def is_typable(page: Screen, report: ReportSteps) -> bool:
    """Whether all that it said fits into the form of one year."""
    if report.last.row["population_count"]:
        return False
    values = page.record.actual_rows(report.batch_id)
    years = years_of(values["period_start"]).unique()
    in_reach = {year.start_year for year in years_to_report(page.plan, page.now().on)}
    kpi = page.plan_of_reports.kpi
    return (
        len(years) <= 1
        and in_reach.issuperset(int(year) for year in years)
        and all(has_cells(row, kpi(str(row["kpi_id"]))) for row in rows_of(values))
    )


def attachments_left_out(page: Screen, desk: Desk) -> int:
    """How many files of the replaced report the new one does not bring."""
    if desk.replaces is None:
        return 0
    brought = {file.sha256 for file in desk.files}
    had = attachments_of(page.record, page.now().revision, desk.replaces)
    return sum(file.sha256 not in brought for file in had)


def type_instead(page: Screen, fiscal_year: FiscalYear, values: pd.DataFrame) -> None:
    """Of a file that was refused: what could be read of it stands in the form of that year, beside
    what somebody typed there already, which stays."""
    desk = Desk(_usual_section(page), fiscal_year)
    if not desk.is_open:
        typing_desk.take_up(page, desk)
    cells: dict[str, str] = {}
    for row in rows_of(values):
        cells |= cells_of_value(row, page.plan_of_reports.kpi(str(row["kpi_id"])))
    told = {name: words for name, words in cells.items() if words and name not in desk.cells}
    year = i18n.fiscal_year(fiscal_year, page.lang)
    moved = page.say("reports.sending.typing.moved", year=year, count=len(values))
    outcome.keep(page.name, moved)
    done(page, page.name, lambda: typing_desk.keep_cells(page, desk, told))
    st.query_params.update({"way": "typing", "year": str(fiscal_year.start_year)})
    st.query_params.pop("section", None)


def _section_id(page: Screen, batch: Row) -> str | None:
    """The section that sent it, as it is registered now; of what the office sent for one, the one
    at whose desk the reader stands."""
    names = {section.name.ja: section.section_id for section in own_sections(page)}
    asked = st.query_params.get("section")
    usual = asked if asked in names.values() else _usual_section(page)
    return names.get(str(batch["actor_section"]), usual)


def _usual_section(page: Screen) -> str | None:
    """At whose desk a reader types who is of some sections; None is everybody's."""
    return own_sections(page)[0].section_id if is_of_sections(page) else None


def _fiscal_year(page: Screen, batch_id: str) -> FiscalYear:
    """What is typed is of one year; of work items alone, that in which the report came."""
    values = page.record.actual_rows(batch_id)
    if values.empty:
        return FiscalYear.of(page.now().on)
    return FiscalYear(int(years_of(values["period_start"]).iloc[0]))


def _fill(page: Screen, desk: Desk, batch_id: str) -> None:
    desk.open()
    typing_desk.keep_cells(page, desk, _cells_of(page, batch_id))
    for attached in attachments_of(page.record, page.now().revision, batch_id):
        data = received_file(page.record, attached.sha256, actor=page.actor())
        typing_desk.attach(page, desk, attached.file_name, data)
        file = next(file for file in desk.files if file.sha256 == attached.sha256)
        typing_desk.assign(page, desk, file, attached.subject)


def _cells_of(page: Screen, batch_id: str) -> Mapping[str, str]:
    """All that was typed, by the names of the form's cells."""
    cells: dict[str, str] = {}
    for row in rows_of(page.record.actual_rows(batch_id)):
        cells |= cells_of_value(row, page.plan_of_reports.kpi(str(row["kpi_id"])))
    for item_key, progress in brought_by(page.record, PROGRESS, batch_id).items():
        told = {"status": progress.status} | progress_cells(progress)
        cells |= {f"item.{item_key}.{column}": words for column, words in told.items()}
    return {name: words for name, words in cells.items() if words}
