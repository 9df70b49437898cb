"""The form that a round sends to one section: a letter first, then only what it owes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import text
from yamato_dx.output.workbooks.template import (
    COLUMNS,
    FORM_ID,
    SPARE_ROWS,
    TO_FILL,
    Asked,
    write_figures,
    write_progress,
)
from yamato_dx.plan.model.types import Kpi

# What may be done on a protected sheet: there is no password, protection only guards from slips.
PERMITTED: Final = {
    "sort": True,
    "autofilter": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}
CARD_WIDTH: Final = 28
LETTER_WIDTH: Final = 100
SHARE: Final = "share"


@dataclass(frozen=True)
class CardRow:
    """A card that is still empty: whose, by which hidden id."""

    kpi_no: str
    kpi_name: str
    form_id: str


@dataclass(frozen=True)
class RoundPaper:
    """What is printed beside the cells. `title`: of the round; `lines`: of its first sheet, in
    plain words. `cards`: still empty; `card_headings`: of their fields. `mark`: the hidden id of
    the form as a whole. `made_on`: written into the file as when it was made."""

    title: str
    lines: tuple[str, ...]
    cards: tuple[CardRow, ...]
    card_headings: tuple[str, ...]
    mark: str
    made_on: datetime


def round_form_xlsx(fiscal_year: FiscalYear, asked: Asked, paper: RoundPaper, lang: str) -> bytes:
    """Sheets for what is asked alone. Cells to fill in are open, all others locked."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": paper.made_on, "title": paper.title})
        sheets = [_write_letter(book, paper, lang)]
        if asked.kpis:
            figures = write_figures(book, fiscal_year, asked, lang)
            _write_spare_rows(book, figures, asked)
            _check_figures(figures, asked, lang)
            sheets.append(figures)
        if asked.items:
            sheets.append(write_progress(book, asked, lang))
        if paper.cards:
            sheets.append(_write_cards(book, paper, lang))
        for sheet in sheets:
            sheet.protect("", PERMITTED)
        hidden = book.add_worksheet(text("rounds.form.mark_sheet", lang))
        hidden.write_string(0, 0, paper.mark)
        hidden.very_hidden()
    return written.getvalue()


def _write_letter(book: xlsxwriter.Workbook, paper: RoundPaper, lang: str) -> Worksheet:
    """One column, which no reader takes for a table."""
    sheet = book.add_worksheet(text("rounds.form.letter_sheet", lang))
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_size": 12})
    big = book.add_format({"bold": True, "font_size": 16, "text_wrap": True})
    sheet.set_column(0, 0, LETTER_WIDTH)
    sheet.write_string(0, 0, paper.title, big)
    for row, line in enumerate(paper.lines, start=2):
        sheet.write_string(row, 0, line, wrapped)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_spare_rows(book: xlsxwriter.Workbook, sheet: Worksheet, asked: Asked) -> None:
    """Open in every column, so that a row can be copied there for each month."""
    look = book.add_format({"num_format": "@", "locked": False})
    first = len(asked.kpis) + 1
    for row in range(first, first + SPARE_ROWS):
        for place in range(len(asked.columns)):
            sheet.write_blank(row, place, None, look)


def _check_figures(sheet: Worksheet, asked: Asked, lang: str) -> None:
    """What lies outside the range is warned of and may stay: the reader says the last word."""
    place = list(asked.columns).index("actual_value")
    for row, kpi in enumerate(asked.kpis, start=1):
        shown = {
            "input_title": text("rounds.form.check.title", lang, number=kpi.kpi_no),
            "input_message": text(
                f"rounds.form.check.{kpi.value_form}", lang, unit=kpi.unit.in_language(lang)
            ),
            "error_type": "warning",
            "error_title": text("rounds.form.check.title", lang, number=kpi.kpi_no),
            "error_message": text("rounds.form.check.warning", lang),
        }
        sheet.data_validation(row, place, row, place, {**_range_of(kpi), **shown})


def _range_of(kpi: Kpi) -> dict[str, object]:
    if kpi.value_form not in ("number", SHARE):
        return {"validate": "any"}
    least = 0 if kpi.minimum is None else kpi.minimum
    most = 1 if kpi.value_form == SHARE and kpi.maximum is None else kpi.maximum
    if most is None:
        return {"validate": "decimal", "criteria": ">=", "value": least}
    return {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most}


def _write_cards(book: xlsxwriter.Workbook, paper: RoundPaper, lang: str) -> Worksheet:
    sheet = book.add_worksheet(text("rounds.form.card_sheet", lang))
    heading = book.add_format({"bold": True, "bg_color": "#E8F1FE", "border": 1})
    printed = book.add_format({"border": 1, "num_format": "@", "text_wrap": True})
    blank = book.add_format({**TO_FILL, "text_wrap": True})
    headings = (
        text("intake.column.kpi_no", lang),
        text("intake.column.kpi_name", lang),
        *paper.card_headings,
        text(f"intake.template.{FORM_ID}", lang),
    )
    widths = (COLUMNS["kpi_no"], COLUMNS["kpi_name"], *(CARD_WIDTH for _ in paper.card_headings))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_column(len(widths), len(widths), COLUMNS[FORM_ID], None, {"hidden": True})
    for place, words in enumerate(headings):
        sheet.write_string(0, place, words, heading)
    for row, card in enumerate(paper.cards, start=1):
        sheet.write_string(row, 0, card.kpi_no, printed)
        sheet.write_string(row, 1, card.kpi_name, printed)
        for place in range(2, len(widths)):
            sheet.write_blank(row, place, None, blank)
        sheet.write_string(row, len(widths), card.form_id, printed)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet
