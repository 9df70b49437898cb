"""The form on which a municipality gives its 住民基本台帳 figures: by year, or by sex and age."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal

import xlsxwriter

from yamato_dx.i18n import text

TemplateForm = Literal["yearly", "by_age"]
FORMS: Final[tuple[TemplateForm, ...]] = ("yearly", "by_age")

# Headings that the reader knows; in the order of the form.
_YEARLY: Final = ("total", "65+", "0-14", "15-64", "male", "female")
_LAST_BAND: Final = 100
_BAND: Final = 5
_GUIDE: Final = ("what", "when", "blank", "send")


def population_form_csv(form: TemplateForm, days: Sequence[date], lang: str) -> bytes:
    """The form as CSV with a byte order mark; one row a day, or a row for each group of the
    last day."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(_rows(form, days, lang))
    return written.getvalue().encode("utf-8-sig")


def population_form_xlsx(form: TemplateForm, days: Sequence[date], lang: str) -> bytes:
    """The form as a workbook: the rows to fill in, and a second sheet that says how."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": datetime(days[-1].year, 4, 1)})  # noqa: DTZ001
        _write_form(book, _rows(form, days, lang), lang)
        guide = book.add_worksheet(text("population.form.guide_sheet", lang))
        guide.set_column(0, 0, 100)
        for row, part in enumerate(_GUIDE):
            guide.write_string(row, 0, text(f"population.form.{part}", lang))
    return written.getvalue()


def _write_form(book: xlsxwriter.Workbook, rows: list[list[str]], lang: str) -> None:
    sheet = book.add_worksheet(text("population.form.sheet", lang))
    head = book.add_format({"bold": True, "bg_color": "#E8F1FE", "border": 1})
    printed = book.add_format({"border": 1, "num_format": "@"})
    blank = book.add_format({"border": 1, "num_format": "#,##0", "bg_color": "#FFFBE6"})
    sheet.set_column(0, len(rows[0]) - 1, 16)
    for place, heading in enumerate(rows[0]):
        sheet.write_string(0, place, heading, head)
    for number, row in enumerate(rows[1:], start=1):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell, printed)
            else:
                sheet.write_blank(number, place, None, blank)
    sheet.freeze_panes(1, 0)
    sheet.fit_to_pages(1, 0)


def _rows(form: TemplateForm, days: Sequence[date], lang: str) -> list[list[str]]:
    day = text("population.form.date", lang)
    if form == "yearly":
        heads = [day, *(text(f"population.form.head.{column}", lang) for column in _YEARLY)]
        return [heads, *([counted_on.isoformat(), *[""] * len(_YEARLY)] for counted_on in days)]
    heads = [
        day,
        *(text(f"population.form.head.{column}", lang) for column in ("sex", "age", "people")),
    ]
    sexes = [text(f"population.sex.{sex}", lang) for sex in ("male", "female")]
    rows = [[days[-1].isoformat(), sex, group, ""] for sex in sexes for group in _groups(lang)]
    return [heads, *rows]


def _groups(lang: str) -> list[str]:
    closed = [
        text("population.age.span", lang, first=first, last=first + _BAND - 1)
        for first in range(0, _LAST_BAND, _BAND)
    ]
    return [*closed, text("population.age.over", lang, first=_LAST_BAND)]
