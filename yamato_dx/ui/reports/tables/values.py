"""Tables of reported values and of the verdicts that they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yamato_dx import i18n
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.rows import Row, is_missing, rows_of
from yamato_dx.queries.words import change_words, reported_words
from yamato_dx.ui.frame.cells import SHOWN_VALUES, Cell, Head, draw_table, table_of

if TYPE_CHECKING:
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values


def draw_changes(page: Screen, changes: pd.DataFrame, *, title_id: str, none_id: str) -> None:
    """One line per KPI × fiscal year whose figure or verdict differs, before and after."""
    page.section_head(
        page.say(title_id), page.say("reports.sending.changes.count", count=len(changes))
    )
    if changes.empty:
        page.draw("note", lines=[page.say(none_id)])
        return
    heads = [
        Head(page.say("reports.sending.column.kpi")),
        Head(page.say("reports.sending.column.year")),
        Head(page.say("reports.sending.column.before")),
        Head(page.say("reports.sending.column.after")),
    ]
    rows = [
        [
            Cell(f"{change.kpi_no} {change.kpi_name}"),
            Cell(change.year, is_code=True),
            Cell(change.before.words, mark=change.before.mark, tone=change.before.tone),
            Cell(change.after.words, mark=change.after.mark, tone=change.after.tone),
        ]
        for change in change_words(changes, page.plan_of_reports, page.lang)
    ]
    draw_table(page, page.say(title_id), heads, rows)


def draw_lapsing(page: Screen, values: pd.DataFrame | None, attachments: int) -> None:
    """What the replaced report had and the new one has not: values, and how many files."""
    if values is not None and len(values):
        page.message(page.say("reports.sending.lapsed", count=len(values)), tone="bad")
    if attachments:
        page.message(page.say("reports.sending.lapsed_attachments", count=attachments), tone="bad")


def draw_values(page: Screen, values: pd.DataFrame, caption: str) -> None:
    page.draw("table", **value_table(page, values, caption))


def value_table(page: Screen, values: pd.DataFrame, caption: str) -> Values:
    """One line per value, with what it takes the place of where that is known."""
    has_change = "change" in values.columns
    heads = [
        Head(page.say("reports.history.column.row"), is_number=True),
        Head(page.say("reports.sending.column.kpi")),
        Head(page.say("reports.sending.column.period")),
        *([Head(page.say("reports.typing.column.held"), is_number=True)] if has_change else ()),
        Head(page.say("reports.sending.column.value"), is_number=True),
        Head(page.say("reports.history.column.raw")),
        Head(
            page.say("reports.sending.column.kind" if has_change else "reports.history.column.note")
        ),
    ]
    shown = values.head(SHOWN_VALUES)
    years = years_of(shown["period_start"])
    rows = [
        _value_row(page, value, int(year), has_change=has_change)
        for value, year in zip(rows_of(shown), years, strict=True)
    ]
    left = len(values) - len(shown)
    foot = page.say("reports.sending.values.more", count=left) if left else ""
    return table_of(caption, heads, rows, foot)


def _value_row(page: Screen, value: Row, year: int, *, has_change: bool) -> list[Cell]:
    kpi = page.plan_of_reports.kpi(str(value["kpi_id"]))
    period = (
        i18n.fiscal_year(year, page.lang)
        if value["period_months"] == 12
        else i18n.month(value["period_start"], page.lang)
    )
    return [
        Cell("" if is_missing(value["row_no"]) else str(int(value["row_no"]))),
        Cell(f"{kpi.kpi_no} {kpi.short_name.in_language(page.lang)}"),
        Cell(period, is_code=True),
        *([Cell(held_words(page, value, kpi))] if has_change else ()),
        Cell(reported_words(value, kpi, page.lang)),
        Cell("" if is_missing(value["raw_text"]) else str(value["raw_text"])),
        Cell(page.say(f"reports.sending.kind.{value['change']}") if has_change else _note(value)),
    ]


def held_words(page: Screen, value: Row, kpi: Kpi) -> str:
    """今の値: what the value takes the place of, and which report brought it."""
    if value["change"] == "new" or is_missing(value["before_batch_id"]):
        return i18n.MISSING
    held = {
        "actual_value": value["before_value"],
        "value_status": value["before_status"],
        "numerator": None,
        "denominator": None,
    }
    words = reported_words(value | held, kpi, page.lang)
    return page.say("reports.typing.held", value=words, batch=value["before_batch_id"])


def _note(value: Row) -> str:
    return "" if is_missing(value["note"]) else str(value["note"])
