"""The form on which a section gives 予算・決算 of an initiative's 事業, in one unit."""

from __future__ import annotations

import csv
import io
from typing import Final

import xlsxwriter

from yamato_dx.i18n import text

HEADS: Final = (
    *("project", "account", "item", "budget", "settled", "status", "carried"),
    *("national", "prefectural", "bonds", "other", "general", "note"),
)
_WORDS: Final = frozenset(("project", "account", "item", "status", "note"))
_ROWS: Final = 40
_STATUSES: Final = ("forecast", "final")


def _heads(unit: str, lang: str) -> list[str]:
    """Each amount with the unit, as the reader looks for it."""
    declared = text(f"resources.unit.{unit}", lang)
    return [
        text(f"resources.form.head.{name}", lang)
        if name in _WORDS
        else text(
            "resources.form.head_in",
            lang,
            head=text(f"resources.form.head.{name}", lang),
            unit=declared,
        )
        for name in HEADS
    ]


def budget_form_csv(unit: str, lang: str) -> bytes:
    """With a byte order mark, so that Excel reads it."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow(_heads(unit, lang))
    return written.getvalue().encode("utf-8-sig")


def budget_form_xlsx(unit: str, lang: str) -> bytes:
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet(text("resources.form.sheet", lang))
        head = book.add_format({"bold": True, "bg_color": "#E8F1FE", "border": 1})
        words = book.add_format({"border": 1, "num_format": "@"})
        amount = book.add_format({"border": 1, "num_format": "#,##0", "bg_color": "#FFFBE6"})
        for place, (name, heading) in enumerate(zip(HEADS, _heads(unit, lang), strict=True)):
            sheet.set_column(place, place, 28 if name == "project" else 16)
            sheet.write_string(0, place, heading, head)
            for row in range(1, _ROWS + 1):
                sheet.write_blank(row, place, None, words if name in _WORDS else amount)
        place = HEADS.index("status")
        choices = [text(f"resources.status.{status}", lang) for status in _STATUSES]
        sheet.data_validation(1, place, _ROWS, place, {"validate": "list", "source": choices})
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return written.getvalue()
