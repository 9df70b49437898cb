"""A plan as sheets of text cells: what stands in which cell of its workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from yamato_dx.i18n import text
from yamato_dx.plan.model.scalars import written
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.plan.model.words import in_words
from yamato_dx.plan.workbook.tables import (
    FACTS,
    PART,
    TABLES,
    PlanColumn,
    Table,
    facts,
)

# The row of the headings for readers, and that of the codes by which columns are found.
LABEL_ROW: Final = 1
CODE_ROW: Final = 2
FIRST_ROW: Final = 3
# The sheet of the plan's own facts: label, code, value, the same in English.
FACT_HEADS: Final = ("label", "item", "value", "value.en")


@dataclass(frozen=True)
class TextSheet:
    """One sheet of a workbook, every cell a text. `rows`: row number from 1 → its cells."""

    title: str
    rows: Mapping[int, Sequence[str]]


def plan_sheets(plan: Plan | None, lang: str) -> tuple[TextSheet, ...]:
    """The sheets that hold the whole plan, headings in `lang`; without rows where it is None."""
    return tuple(
        TextSheet(
            sheet_title(name, lang),
            {
                LABEL_ROW: [column_label(code, lang) for code in codes],
                CODE_ROW: list(codes),
                **dict(enumerate(rows, FIRST_ROW)),
            },
        )
        for name, codes, rows in _contents(plan, lang)
    )


def plan_rows(plan: Plan, table: Table) -> list[dict[str, str]]:
    """The rows of one sheet as column code → text, in the plan's order; what is not said is "",
    and what is chosen its code."""
    return [
        leading
        | {column.code: _cell(record, column) for column in table.columns if column.way}
        | _own_text(record, table)
        for leading, record in _records(plan, table)
    ]


def plan_facts(plan: Plan) -> dict[str, str]:
    """The plan's own facts: code → text."""
    return {column.code: _cell(plan, column) for column in facts()}


def sheet_title(name: str, lang: str) -> str:
    return text(f"plan.loading.sheet.{name}", lang)


def label_of(code: str) -> Text:
    """The heading of a column in both languages, for a sentence about it."""
    return Text(column_label(code, "ja"), column_label(code, "en"))


def title_of(name: str) -> Text:
    """What a sheet is called in both languages."""
    return Text(sheet_title(name, "ja"), sheet_title(name, "en"))


def column_label(code: str, lang: str) -> str:
    """The heading that a reader sees: «名称», «名称（英語）», «記載年度：始まり»."""
    *fields, last = code.split(".")
    if last == "en":
        shown = (
            column_label(".".join(fields), lang) if fields else text("plan.loading.column.en", lang)
        )
        return text("plan.loading.column.english", lang, label=shown) if fields else shown
    if last == "ja" and fields:
        return column_label(".".join(fields), lang)
    label = text(f"plan.loading.column.{last}", lang)
    if not fields:
        return label
    group = text(f"plan.loading.column.{fields[-1]}", lang)
    return text("plan.loading.column.grouped", lang, group=group, label=label)


def cell_number(row: int, column: int) -> int:
    """Row from 1 and column from 0 as one number: what checks of a plan take for a line."""
    return row * _COLUMNS + column


def cell_name(number: int) -> str:
    """«B7»."""
    row, column = divmod(number, _COLUMNS)
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


# As many columns as a sheet can have.
_COLUMNS: Final = 16_384


def _contents(
    plan: Plan | None, lang: str
) -> Iterator[tuple[str, Sequence[str], Sequence[Sequence[str]]]]:
    yield FACTS, FACT_HEADS, _fact_rows(plan, lang)
    for table in TABLES:
        rows = plan_rows(plan, table) if plan else []
        words = [
            [in_words(row[column.code], column.form, lang) for column in table.columns]
            for row in rows
        ]
        yield table.name, [column.code for column in table.columns], words


def _fact_rows(plan: Plan | None, lang: str) -> list[list[str]]:
    """One row per fact; its English words stand in a cell of their own beside it."""
    words = plan_facts(plan) if plan else {}
    rows = []
    for column in facts():
        if column.is_english:
            continue
        code = ".".join(column.way)
        english = words.get(f"{code}.en", "")
        rows.append([column_label(code, lang), code, words.get(column.code, ""), english])
    return rows


def _records(plan: Plan, table: Table) -> Iterator[tuple[dict[str, str], Any]]:
    """Each record of the sheet with the cells that say where it belongs."""
    for way in table.lists:
        part = {PART: way[-1]} if table.parts else {}
        if table.parent_key is None:
            yield from ((part, record) for record in getattr(plan, way[0]))
            continue
        for parent in getattr(plan, way[0]):
            key = {table.parent_key: str(getattr(parent, table.parent_key))}
            yield from ((key | part, record) for record in getattr(parent, way[1]))


def _own_text(record: Any, table: Table) -> dict[str, str]:
    """A row that is nothing but a text has no field that leads to it."""
    return {"ja": record.ja, "en": _english(record)} if table.record is Text else {}


def _cell(record: Any, column: PlanColumn) -> str:
    value = record
    for name in column.way:
        value = None if value is None else getattr(value, name)
    if isinstance(value, Text):
        return _english(value) if column.is_english else value.ja
    return written(value, column.form)


def _english(words: Text) -> str:
    """Left empty where the same words serve both languages."""
    return "" if words.en == words.ja else words.en
