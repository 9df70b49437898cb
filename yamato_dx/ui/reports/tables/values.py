"""Tables of reported values and of the verdicts that they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words.wording import year_words
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.plan.sight import plan_titles
from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.queries.reports.report_lines import report_lines, years_in
from yamato_dx.queries.words import change_words, reported_words
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.ui.frame.cells import SHOWN_VALUES, Cell, Head, draw_table, table_of

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values


def draw_changes(page: Screen, changes: pd.DataFrame, *, title_id: str, none_id: str) -> None:
    """One line per KPI × fiscal year whose figure or verdict differs, before and after."""
    page.section_head(
        page.say(title_id), page.say("reports.sending.changes.count", count=len(changes))
    )
    draw_change_table(page, changes, title_id=title_id, none_id=none_id)


def draw_change_table(
    page: Screen, changes: pd.DataFrame, *, title_id: str, none_id: str, year: int | None = None
) -> None:
    """`year`: which the heading above says; not told again where none but its verdicts differ."""
    if changes.empty:
        page.draw("note", lines=[page.say(none_id)])
        return
    is_of_year = bool((changes["fiscal_year"] == year).all())
    titles = plan_titles(page.record, page.now(), page.lang)
    columns = (
        *(("plan",) if titles else ()),
        "kpi",
        *(() if is_of_year else ("year",)),
        "before",
        "after",
    )
    heads = [Head(page.say(f"reports.sending.column.{column}")) for column in columns]
    rows = [
        [
            *((Cell(change.plan),) if titles else ()),
            Cell(f"{change.kpi_no} {change.kpi_name}"),
            *(() if is_of_year else (Cell(change.year, is_code=True),)),
            Cell(change.before.words, mark=change.before.mark, tone=change.before.tone),
            Cell(change.after.words, mark=change.after.mark, tone=change.after.tone),
        ]
        for change in change_words(changes, page.plan_of_reports, page.lang, titles)
    ]
    draw_table(page, page.say(title_id), heads, rows, stacks=True)


def draw_lapsing(page: Screen, values: pd.DataFrame | None, attachments: int) -> None:
    """What the replaced report had and the new one has not: values, and how many files."""
    if values is not None and len(values):
        page.message(page.say("reports.sending.lapsed", count=len(values)), tone="bad")
    if attachments:
        page.message(page.say("reports.sending.lapsed_attachments", count=attachments), tone="bad")


def draw_lines(page: Screen, preview: Preview, caption: str) -> None:
    """What would be sent: one line per KPI and year, its months in a fold."""
    before, after = years_in(preview.before), years_in(preview.after)
    plan = page.plan_of_reports
    lines = report_lines(preview.values, plan, page.lang, before=before, after=after)
    left = len(lines) - SHOWN_VALUES
    page.draw(
        "report_lines",
        caption=caption,
        lines=lines[:SHOWN_VALUES],
        held_back=None,
        is_file=preview.data is not None,
        is_compared=True,
        is_open=False,
        foot=page.say("reports.sending.values.more", count=left) if left > 0 else "",
    )


def value_table(page: Screen, values: pd.DataFrame, caption: str) -> Values:
    """One line per value of a report that was received."""
    heads = [
        Head(page.say("reports.history.column.row"), is_number=True),
        Head(page.say("reports.sending.column.kpi")),
        Head(page.say("reports.sending.column.period")),
        Head(page.say("reports.sending.column.value"), is_number=True),
        Head(page.say("reports.history.column.raw")),
        Head(page.say("reports.history.column.note")),
    ]
    shown = values.head(SHOWN_VALUES)
    years = years_of(shown["period_start"])
    rows = [
        _value_row(page, value, int(year))
        for value, year in zip(rows_of(shown), years, strict=True)
    ]
    left = len(values) - len(shown)
    foot = page.say("reports.sending.values.more", count=left) if left else ""
    return table_of(caption, heads, rows, foot)


def _value_row(page: Screen, value: Row, year: int) -> list[Cell]:
    kpi = page.plan_of_reports.kpi(str(value["kpi_id"]))
    period = (
        year_words(kpi, year, page.lang)
        if value["period_months"] == 12
        else i18n.month(value["period_start"], page.lang)
    )
    return [
        Cell(FilePlace.of_row(value).short),
        Cell(f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"),
        Cell(period, is_code=True),
        Cell(reported_words(value, kpi, page.lang)),
        Cell("" if is_missing(value["raw_text"]) else str(value["raw_text"])),
        Cell("" if is_missing(value["note"]) else str(value["note"])),
    ]
