"""The form on which a section reports: one row per KPI, as CSV or xlsx; the workbook has a second
sheet with one row per work item and commitment."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

import xlsxwriter

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import calendar_year, text
from yamato_dx.i18n import fiscal_year as year_text
from yamato_dx.plan.model.types import Kpi, Plan, ValueForm
from yamato_dx.plan_keys import in_plan

Encoding = Literal["utf-8-sig", "cp932"]

# Column and its width on the sheet, in characters.
COLUMNS: Final[dict[str, int]] = {
    "fiscal_year": 12,
    "month": 10,
    "kpi_no": 9,
    "kpi_name": 44,
    "serves": 30,
    "actual_value": 18,
    "unit": 8,
    "target": 16,
    "last_year": 16,
    "counts": 40,
    "weight": 10,
    "measured_on": 14,
    "value_status": 10,
    "note": 30,
    "reason": 24,
    "form_id": 12,
}
# What a clerk wants beside the cell to fill in, and by which the form is known; never read back.
PRINTED: Final = ("serves", "target", "last_year", "counts", "form_id")
_PRINTED_CELLS: Final = frozenset(("fiscal_year", "kpi_no", "kpi_name", "unit", *PRINTED))
_FILLED_IN: Final = frozenset(COLUMNS) - _PRINTED_CELLS
_STATUSES: Final = ("forecast", "preliminary", "final", "awaiting")
_GUIDE: Final = ("blank", "value", "month", "weight", "measured_on", "value_status")
_GUIDE_END: Final = "send"
# Column of the second sheet and its width. The first four are printed; nobody sees the first, by
# which a row is read back.
_PROGRESS_COLUMNS: Final[dict[str, int]] = {
    "item_id": 26,
    "initiative": 26,
    "name": 46,
    "planned": 12,
    "status": 12,
    "start_month": 12,
    "finish_month": 12,
    "evidence": 44,
}
_PRINTED: Final = 4
# Of the form of a round, which nobody sees either: behind the cells to fill in.
FORM_ID: Final = "form_id"
# Rows below those of the KPIs, for who reports by month.
SPARE_ROWS: Final = 24
_PROGRESS_STATUSES: Final = (
    "not_started",
    "under_way",
    "done",
    "continuing",
    "under_review",
    "cancelled",
)
# Text, so that a spreadsheet leaves 17/20, 2024/4 and 9-1 as typed.
_AS_TEXT: Final = "@"
# Not locked: a protected sheet takes words there alone.
TO_FILL: Final = {"border": 1, "num_format": _AS_TEXT, "bg_color": "#FFFBE6", "locked": False}
_VALUE_FORMATS: Final[dict[ValueForm, str]] = {
    "number": "#,##0.##########",
    "share": "0.0##%",
    "fraction": _AS_TEXT,
    "count_with_coverage": _AS_TEXT,
}


@dataclass(frozen=True, eq=False)
class Asked:
    """What a form asks for, where that is less than everything: what one section owes.

    `items`: key, initiative and name of each work item and commitment. `targets`, `last_year`: by
    KPI, `planned`: by item; in words, for who fills it in. `serves`: by KPI, all plans that name
    it; empty where one plan asks. `form_ids`: by KPI and item, what stands hidden in its row; a
    form that has any takes words only in the cells to fill in. `usual_status`: what the state of
    a figure is until another is chosen, «» for none.
    """

    kpis: tuple[Kpi, ...]
    items: tuple[tuple[str, str, str], ...]
    targets: Mapping[str, str] = field(default_factory=dict)
    last_year: Mapping[str, str] = field(default_factory=dict)
    planned: Mapping[str, str] = field(default_factory=dict)
    serves: Mapping[str, str] = field(default_factory=dict)
    form_ids: Mapping[str, str] = field(default_factory=dict)
    usual_status: str = ""

    @classmethod
    def everything(cls, plan: Plan, lang: str) -> Asked:
        return cls(plan.kpis, keyed_items(plan, lang))

    @property
    def columns(self) -> dict[str, int]:
        """Those of the sheet of figures, with their widths."""
        left_out = {
            name
            for name, has_words in (("serves", self.serves), (FORM_ID, self.form_ids))
            if not has_words
        }
        return {name: width for name, width in COLUMNS.items() if name not in left_out}


def keyed_items(plan: Plan, lang: str) -> tuple[tuple[str, str, str], ...]:
    """The plan's work items and commitments, by keys that are no other plan's."""
    return tuple(
        (in_plan(plan.plan_id, item_id), initiative, name)
        for item_id, initiative, name in plan.named_items(lang)
    )


def template_csv(
    plan: Plan,
    fiscal_year: FiscalYear,
    lang: str = "ja",
    encoding: Encoding = "utf-8-sig",
    *,
    asked: Asked | None = None,
) -> bytes:
    """The form as CSV; of everything unless told what is `asked`. A character that CP932 does not
    have is printed as «?»."""
    asked = asked or Asked.everything(plan, lang)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(_headings(asked, lang))
    for kpi in asked.kpis:
        cells = _cells(kpi, fiscal_year, asked, lang)
        # A bare 9-1 would come back from a spreadsheet as the first of September.
        cells["kpi_no"] = f"KPI {kpi.kpi_no}"
        writer.writerow([cells.get(column, "") for column in asked.columns])
    return written.getvalue().encode(encoding, errors="replace")


def template_xlsx(
    plan: Plan, fiscal_year: FiscalYear, lang: str = "ja", *, asked: Asked | None = None
) -> bytes:
    """The form as a workbook: figures, progress of work where any is asked, and how to fill it in;
    of everything unless told what is `asked`."""
    asked = asked or Asked.everything(plan, lang)
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": datetime(plan.effective_from.year, 4, 1)})  # noqa: DTZ001
        write_figures(book, fiscal_year, asked, lang)
        if asked.items:
            write_progress(book, asked, lang)
        _write_guide(book, plan, fiscal_year, asked, lang=lang)
    return written.getvalue()


def _headings(asked: Asked, lang: str) -> list[str]:
    return [
        text(f"intake.{'template' if column in PRINTED else 'column'}.{column}", lang)
        for column in asked.columns
    ]


def _cells(kpi: Kpi, fiscal_year: FiscalYear, asked: Asked, lang: str) -> dict[str, str]:
    """What is printed in a KPI's row; all other columns are left to the section."""
    return {
        "fiscal_year": calendar_year(fiscal_year, lang)
        if kpi.is_of_calendar_year
        else year_text(fiscal_year, lang),
        "kpi_no": kpi.kpi_no,
        "kpi_name": kpi.name.in_language(lang),
        "unit": kpi.unit.in_language(lang),
        "serves": asked.serves.get(kpi.kpi_id, ""),
        "value_status": text(f"intake.status.{asked.usual_status}", lang)
        if asked.usual_status
        else "",
        "target": asked.targets.get(kpi.kpi_id, ""),
        "last_year": asked.last_year.get(kpi.kpi_id, ""),
        FORM_ID: asked.form_ids.get(kpi.kpi_id, ""),
        "counts": text(
            "intake.template.counts_of",
            lang,
            tells=kpi.tells.in_language(lang),
            period=text(f"assessment.period.{kpi.period}", lang),
        ),
    }


def write_figures(
    book: xlsxwriter.Workbook, fiscal_year: FiscalYear, asked: Asked, lang: str
) -> xlsxwriter.worksheet.Worksheet:
    """The sheet with a row per KPI."""
    sheet = book.add_worksheet(text("intake.template.sheet", lang))
    heading = book.add_format({"bold": True, "bg_color": "#E8F1FE", "border": 1})
    columns = asked.columns
    for place, (label, (column, width)) in enumerate(
        zip(_headings(asked, lang), columns.items(), strict=True)
    ):
        sheet.set_column(place, place, width, None, {"hidden": column == FORM_ID})
        sheet.write_string(0, place, label, heading)
    for row, kpi in enumerate(asked.kpis, start=1):
        cells = _cells(kpi, fiscal_year, asked, lang)
        _write_row(book, sheet, row, kpi=kpi, cells={name: cells.get(name, "") for name in columns})
    _offer_statuses(sheet, list(columns).index("value_status"), len(asked.kpis), lang)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_row(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    *,
    kpi: Kpi,
    cells: dict[str, str],
) -> None:
    printed = book.add_format({"border": 1, "num_format": _AS_TEXT, "text_wrap": True})
    for place, column in enumerate(cells):
        if column in _FILLED_IN:
            shown = _VALUE_FORMATS[kpi.value_form] if column == "actual_value" else _AS_TEXT
            shown = "#,##0" if column == "weight" else shown
            blank = book.add_format({**TO_FILL, "num_format": shown})
            _write_to_fill(sheet, (row, place), cells[column], blank)
        else:
            sheet.write_string(row, place, cells[column], printed)


def _write_to_fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    at: tuple[int, int],
    cell: str,
    look: xlsxwriter.format.Format,
) -> None:
    if cell:
        sheet.write_string(*at, cell, look)
    else:
        sheet.write_blank(*at, None, look)


def _offer_statuses(
    sheet: xlsxwriter.worksheet.Worksheet, place: int, rows: int, lang: str
) -> None:
    words = [text(f"intake.status.{status}", lang) for status in _STATUSES]
    sheet.data_validation(1, place, max(rows, 1), place, {"validate": "list", "source": words})


def write_progress(
    book: xlsxwriter.Workbook, asked: Asked, lang: str
) -> xlsxwriter.worksheet.Worksheet:
    """The sheet with a row per work item and commitment. Every cell to fill in is blank: a row left
    so reports nothing, least of all 未着手."""
    sheet = book.add_worksheet(text("intake.template.progress_sheet", lang))
    heading = book.add_format({"bold": True, "bg_color": "#E8F1FE", "border": 1})
    printed = book.add_format({"border": 1, "num_format": _AS_TEXT, "text_wrap": True})
    blank = book.add_format(TO_FILL)
    for place, (column, width) in enumerate(_PROGRESS_COLUMNS.items()):
        sheet.set_column(place, place, width, None, {"hidden": column == "item_id"})
        sheet.write_string(0, place, text(f"intake.progress.column.{column}", lang), heading)
    items = [(*item, asked.planned.get(item[0], "")) for item in asked.items]
    for row, cells in enumerate(items, start=1):
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, printed)
        for place in range(_PRINTED, len(_PROGRESS_COLUMNS)):
            sheet.write_blank(row, place, None, blank)
        if asked.form_ids:
            sheet.write_string(row, len(_PROGRESS_COLUMNS), asked.form_ids[cells[0]], printed)
    if asked.form_ids:
        last = len(_PROGRESS_COLUMNS)
        sheet.set_column(last, last, COLUMNS[FORM_ID], None, {"hidden": True})
        sheet.write_string(0, last, text(f"intake.template.{FORM_ID}", lang), heading)
    words = [text(f"intake.progress.status.{status}", lang) for status in _PROGRESS_STATUSES]
    sheet.data_validation(1, _PRINTED, len(items), _PRINTED, {"validate": "list", "source": words})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_guide(
    book: xlsxwriter.Workbook, plan: Plan, fiscal_year: FiscalYear, asked: Asked, *, lang: str
) -> None:
    sheet = book.add_worksheet(text("intake.template.guide_sheet", lang))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 100)
    year = year_text(fiscal_year, lang, "both")
    title = text("intake.guide.title", lang, title=plan.title.in_language(lang), year=year)
    sheet.write_string(0, 0, title, bold)
    parts = (*_GUIDE, *(("progress",) if asked.items else ()), _GUIDE_END)
    for row, part in enumerate(parts, start=2):
        sheet.write_string(row, 0, text(f"intake.guide.{part}", lang), wrapped)
