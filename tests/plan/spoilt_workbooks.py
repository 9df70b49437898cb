"""The examples of a plan's faults that are sheets or cells, written into a good workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.planning import Offer, propose
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.workbook.cells import CODE_ROW, TextSheet, plan_sheets
from yamato_dx.plan.workbook.reading import read_plan_sheets
from yamato_dx.plan.workbook.tables import FACTS, TABLES
from yamato_dx.problem_types import Example, ProblemType
from yamato_dx.root import ROOT

TOWN: Final = ROOT / "tests" / "towns" / "minato" / "1.0"
WORKBOOK_PLAN: Final = read_plans(TOWN)[0]
ON: Final = date(2026, 5, 11)


def faults_of_sheets(titles: list[str]) -> list[PlanFault]:
    held = {sheet.title: sheet for lang in ("ja", "en") for sheet in good_sheets(lang)}
    notes = {1: ["x"]}
    sheets = [held.get(title, TextSheet(title, notes)) for title in titles]
    return list(read_plan_sheets(sheets, "計画.xlsx").faults)


def good_sheets(lang: str = "ja") -> list[TextSheet]:
    return list(plan_sheets(WORKBOOK_PLAN, lang))


def faults_of_cells(example: Example, kind: ProblemType) -> list[PlanFault]:
    return list(read_plan_sheets(_sheets_with(example, kind), "計画.xlsx").faults)


def _sheets_with(example: Example, kind: ProblemType) -> list[TextSheet]:
    """The good workbook with the rows of the example: of facts in the place of the good ones, of
    targets in the place of all."""
    assert kind.good
    names = [FACTS, *(table.name for table in TABLES)]
    sheets = dict(zip(names, good_sheets(), strict=True))
    name = FACTS if kind.good.rows[0][0] == "item" else "targets"
    sheet = sheets[name]
    if name == FACTS:
        named = {row[0] for row in kind.good.rows[1:]}
        kept = [list(cells) for cells in sheet.rows.values() if cells[1] not in named]
        rows = [*kept, *(["", *row, ""] for row in example.rows[1:])]
        sheets[name] = TextSheet(sheet.title, dict(enumerate(rows, 1)))
    else:
        sheets[name] = TextSheet(sheet.title, dict(enumerate(example.rows, CODE_ROW)))
    return list(sheets.values())


def faults_beside_the_record(folder: Path, example: Example, kind: ProblemType) -> list[PlanFault]:
    """Of the plan with other words in it, where its version is recorded already."""
    reading = read_plan_sheets(_sheets_with(example, kind), "計画.xlsx")
    assert reading.plan, "only the record shows what is wrong"
    changed = replace(reading.plan, secretariat=reading.plan.title)
    plan = changed if kind.code == "version_recorded" else reading.plan
    with open_record(Place(TOWN, folder / "record.duckdb")) as record:
        return list(propose(record, Offer((plan,), (), reading), ON).faults)
