"""The whole plan as one workbook, and an empty one to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from string import ascii_uppercase, digits
from typing import Final

import pandas as pd

from yamato_dx.i18n import text
from yamato_dx.output.workbooks.plan import (
    BookColumn,
    BookGuide,
    BookSheet,
    GuideTable,
    plan_book,
)
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan.model.words import choices_of, word_of
from yamato_dx.plan.workbook.cells import (
    CODE_ROW,
    FIRST_ROW,
    TextSheet,
    column_label,
    plan_sheets,
    sheet_title,
)
from yamato_dx.plan.workbook.grid import GUIDE
from yamato_dx.plan.workbook.tables import FACTS, TABLES, PlanColumn, facts

GUIDE_LINES: Final = (
    "how",
    "required",
    "blank",
    "english",
    "share",
    "year",
    "id",
    "version",
    "check",
)
# The sheet of facts keeps label and code in sight.
FIXED_COLUMNS: Final = {FACTS: 2}
FORM_CREATED: Final = date(2024, 4, 1)


def plan_workbook(plan: Plan | None, lang: str) -> bytes:
    """The xlsx of a plan, headings in `lang`; of None: the form without any plan in it."""
    empty = text("plan.loading.guide.empty", lang)
    guide = guide_of(plan.title.in_language(lang) if plan else empty, (), lang)
    return book_of(plan, [guide], lang, plan.effective_from if plan else FORM_CREATED)


def book_of(
    plan: Plan | None, guides: Sequence[BookGuide], lang: str, created: date = FORM_CREATED
) -> bytes:
    """The sheets of a plan, or of the outline of one, behind what is said to whoever fills them
    in."""
    names = (FACTS, *(table.name for table in TABLES))
    sheets = [
        _book_sheet(name, sheet, lang)
        for name, sheet in zip(names, plan_sheets(plan, lang), strict=True)
    ]
    return plan_book(guides, sheets, created)


def workbook_name(plan: Plan | None) -> str:
    """A file name of plain letters."""
    return f"plan_{plan.plan_id}_{plan.plan_version}.xlsx" if plan else "plan_template.xlsx"


def faults_table(faults: Sequence[PlanFault], lang: str) -> pd.DataFrame:
    """One row per fault of a workbook, as `output.tables.columns.TABLES["problems"]` has it."""
    rows = [
        {
            "severity": fault.severity,
            "sheet": fault.sheet,
            "row": int(fault.cell.lstrip(ascii_uppercase)) if fault.cell else None,
            "cell": fault.cell,
            "column": fault.cell.rstrip(digits) if fault.cell else None,
            "raw": fault.values.get("raw"),
            "problem": fault.sentence(lang),
            "mend": fault.mend(lang),
        }
        for fault in faults
    ]
    names = ["severity", "sheet", "row", "cell", "column", "raw", "problem", "mend"]
    kinds = dict.fromkeys(names, "str") | {"row": "Int64"}
    return pd.DataFrame(rows, columns=names).astype(kinds)


def _book_sheet(name: str, sheet: TextSheet, lang: str) -> BookSheet:
    known = {column.code: column for column in columns_of(name)}
    columns = [
        BookColumn(
            column_label(code, lang),
            code,
            is_required=code in known and known[code].need == "always",
            choices=_choices(known[code], lang) if code in known else (),
        )
        for code in sheet.rows[CODE_ROW]
    ]
    rows = [cells for number, cells in sheet.rows.items() if number >= FIRST_ROW]
    return BookSheet(sheet.title, columns, rows, FIXED_COLUMNS.get(name, 1))


def columns_of(name: str) -> Sequence[PlanColumn]:
    """The columns of a sheet; the facts of the plan itself for the sheet that lists them."""
    if name == FACTS:
        return facts()
    return next(table for table in TABLES if table.name == name).columns


def _choices(column: PlanColumn, lang: str) -> tuple[str, ...]:
    """What the cell can be, in the words of the workbook's language."""
    return tuple(word_of(code, lang) for code in choices_of(column.form))


def guide_of(title: str, first: Sequence[str], lang: str) -> BookGuide:
    """How to fill in a workbook of a plan; `first`: what is said of this one before that."""

    def say(name: str, **values: object) -> str:
        return text(f"plan.loading.guide.{name}", lang, **values)

    return BookGuide(
        sheet_title(GUIDE, lang),
        say("title", title=title),
        [*first, *(say(line) for line in GUIDE_LINES)],
        [
            GuideTable(say("sheets"), [say("sheet"), say("row")], _sheet_rows(lang)),
            GuideTable(
                say("columns"),
                [say(head) for head in ("sheet", "heading", "code", "need", "kind")],
                _column_rows(lang),
            ),
            GuideTable(
                say("choices"),
                [say("choice"), say("meaning"), say("code")],
                _choice_rows(lang),
            ),
        ],
    )


def _sheet_rows(lang: str) -> list[list[str]]:
    return [
        [sheet_title(name, lang), text(f"plan.loading.row.{name}", lang)]
        for name in (FACTS, *(table.name for table in TABLES))
    ]


def _column_rows(lang: str) -> list[list[str]]:
    return [
        [
            sheet_title(name, lang),
            column_label(column.code, lang),
            column.code,
            text(f"plan.loading.need.{column.need}", lang),
            _kind(column, lang),
        ]
        for name in (FACTS, *(table.name for table in TABLES))
        for column in columns_of(name)
    ]


def _kind(column: PlanColumn, lang: str) -> str:
    kind = "text" if column.form.kind == "record" else column.form.kind
    choices = ", ".join(_choices(column, lang))
    return text(f"plan.loading.kind.{kind}", lang, choices=choices)


def _choice_rows(lang: str) -> list[list[str]]:
    codes = {
        choice: None
        for table in TABLES
        for column in table.columns
        for choice in column.form.choices
    }
    return [
        [word_of(code, lang), text(f"plan.loading.choice.{code}", lang), code] for code in codes
    ]
