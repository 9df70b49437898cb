"""What a plan says otherwise than another version: by sheet, thing and field, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, Literal, NamedTuple

import pandas as pd

from yamato_dx.i18n import text
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan.model.words import in_words
from yamato_dx.plan.workbook.cells import column_label, plan_facts, plan_rows, sheet_title
from yamato_dx.plan.workbook.tables import FACTS, PART, TABLES, Table
from yamato_dx.rows import Row, is_missing, rows_of

ChangeKind = Literal["added", "removed", "changed", "reordered"]
SheetRow = dict[str, str]

# What a thing is known by in both versions; rows of other sheets are matched by their words.
IDS: Final = {
    "principles": ("principle_no",),
    "quoted_population": ("year", "age_group.ja"),
    "initiatives": ("initiative_no",),
    "work_items": ("work_item_id",),
    "commitments": ("commitment_id",),
    "kpis": ("kpi_id",),
    "targets": ("kpi_id", "fiscal_year"),
    "open_questions": ("question_id",),
    "candidates": ("question_id", "candidate_id"),
    "gaps": ("gap_id",),
    "roles": ("role_id",),
    "role_relations": ("role_id", "to_role_id", "relation.ja"),
    "career_levels": ("career_level_id",),
    "glossary": ("term_id",),
    "treatments": ("treatment_id",),
    "self_grades": ("grade",),
}
# What an added or removed thing is called, the first that its sheet has.
NAMES: Final = (
    "name.ja",
    "text.ja",
    "term.ja",
    "title.ja",
    "ja",
    "relation.ja",
    "target_value",
    "grade",
)
_SIDES: Final = ("before", "after")
COLUMNS: Final = ("table", "item", "field", "change", *_SIDES)


class Difference(NamedTuple):
    table: str
    item: str
    field: str
    change: ChangeKind
    before: str | None
    after: str | None


def plan_difference(before: Plan, after: Plan) -> pd.DataFrame:
    """One row per field that differs, in the order of the sheets; empty for equal plans.

    table: the sheet's code; item: the thing's id («» for the plan's own facts, a number where
    things have none); field: the column's code, «» where a whole thing was added or removed or
    the order changed; change: added, removed, changed, reordered; before, after: as a workbook
    writes them, missing where there is nothing.
    """
    found = [*_facts(before, after)]
    for table in TABLES:
        rows = plan_rows(before, table), plan_rows(after, table)
        compare = _by_id if _has_ids(table, *rows) else _by_words
        found.extend(compare(table, *rows))
    return pd.DataFrame(found, columns=list(COLUMNS)).astype("str")


def difference_table(before: Plan, after: Plan, lang: str) -> pd.DataFrame:
    """One row per field that differs, in words: `TABLES["plan_difference"]`."""
    names = _names(before, lang) | _names(after, lang)
    difference = plan_difference(before, after)
    rows = rows_of(difference)
    labels: dict[str, list[str]] = {
        "plan_id": [after.plan_id] * len(rows),
        "plan_version": [after.plan_version] * len(rows),
        "table_label": [sheet_title(row["table"], lang) for row in rows],
        "item_label": [names.get((row["table"], row["item"]), str(row["item"])) for row in rows],
        "field_label": [column_label(row["field"], lang) if row["field"] else "" for row in rows],
        "change_label": [text(f"plan.loading.change.{row['change']}", lang) for row in rows],
    }
    words = {f"{side}_words": [_worded(row, side, lang) for row in rows] for side in _SIDES}
    return difference.drop(columns=list(_SIDES)).assign(
        **{name: pd.Series(label, dtype="str") for name, label in (words | labels).items()}
    )


def _worded(row: Row, side: str, lang: str) -> Any:
    """A value as the workbook of the language has it; missing where there is none."""
    columns = () if row["table"] == FACTS or not row["field"] else _table(row["table"]).columns
    form = next((column.form for column in columns if column.code == row["field"]), None)
    return in_words(row[side], form, lang) if form and not is_missing(row[side]) else row[side]


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def _facts(before: Plan, after: Plan) -> Iterator[Difference]:
    yield from _fields(FACTS, "", plan_facts(before), plan_facts(after))


def _fields(table: str, item: str, before: SheetRow, after: SheetRow) -> Iterator[Difference]:
    for code, old in before.items():
        new = after[code]
        if old != new:
            yield Difference(table, item, code, "changed", old or None, new or None)


def _has_ids(table: Table, *versions: Sequence[SheetRow]) -> bool:
    """Whether each thing of each version can be told by its id."""
    if table.name not in IDS:
        return False
    return all(len({_id(table, row) for row in rows}) == len(rows) for rows in versions)


def _id(table: Table, row: SheetRow) -> str:
    return " ".join(row[code] for code in IDS[table.name])


def _by_id(
    table: Table, before: Sequence[SheetRow], after: Sequence[SheetRow]
) -> Iterator[Difference]:
    old = {_id(table, row): row for row in before}
    new = {_id(table, row): row for row in after}
    for item, row in old.items():
        if item in new:
            yield from _fields(table.name, item, row, new[item])
        else:
            yield Difference(table.name, item, "", "removed", _name(row), None)
    for item, row in new.items():
        if item not in old:
            yield Difference(table.name, item, "", "added", None, _name(row))
    orders = [item for item in old if item in new], [item for item in new if item in old]
    if orders[0] != orders[1]:
        yield Difference(table.name, "", "", "reordered", *(", ".join(order) for order in orders))


def _by_words(
    table: Table, before: Sequence[SheetRow], after: Sequence[SheetRow]
) -> Iterator[Difference]:
    """Equal rows hold the rest in place; between them, as many as there are stand for each other.

    Each list of the sheet, and of each thing, is counted for itself."""
    for group in dict.fromkeys(_group(table, row) for row in (*before, *after)):
        old, new = (
            [row for row in rows if _group(table, row) == group] for rows in (before, after)
        )
        words = [[tuple(row.items()) for row in rows] for rows in (old, new)]
        matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind != "equal":
                yield from _replaced(
                    table.name,
                    group,
                    old[start:end],
                    new[new_start:new_end],
                    start=start,
                    new_start=new_start,
                )


def _replaced(
    table: str,
    group: str,
    old: Sequence[SheetRow],
    new: Sequence[SheetRow],
    *,
    start: int,
    new_start: int,
) -> Iterator[Difference]:
    for place in range(max(len(old), len(new))):
        number = (new_start if place < len(new) else start) + place + 1
        item = f"{group} {number}".strip()
        if place < min(len(old), len(new)):
            yield from _fields(table, item, old[place], new[place])
        elif place < len(old):
            yield Difference(table, item, "", "removed", _name(old[place]), None)
        else:
            yield Difference(table, item, "", "added", None, _name(new[place]))


def _group(table: Table, row: SheetRow) -> str:
    """Which thing and which list a row without an id belongs to."""
    return " ".join(row[code] for code in (table.parent_key, PART) if code and code in row)


def _name(row: SheetRow) -> str | None:
    return next((row[code] for code in NAMES if row.get(code)), None)


def _names(plan: Plan, lang: str) -> dict[tuple[str, str], str]:
    """(sheet, id) → what the thing is called, for things whose id is never on a screen."""
    wanted = [f"name.{lang}", "name.ja", f"title.{lang}", "title.ja", f"term.{lang}", "term.ja"]
    named: dict[tuple[str, str], str] = {}
    for table in TABLES:
        if table.name not in IDS:
            continue
        for row in plan_rows(plan, table):
            name = next((row[code] for code in wanted if row.get(code)), None)
            if name:
                named[table.name, _id(table, row)] = name
    kpis = {kpi.kpi_id: f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}" for kpi in plan.kpis}
    named |= {("kpis", kpi_id): name for kpi_id, name in kpis.items()}
    for kpi in plan.kpis:
        for target in kpi.targets:
            year = target.fiscal_year.start_year
            named["targets", f"{kpi.kpi_id} {year}"] = f"{kpis[kpi.kpi_id]} {year}"
    return named
