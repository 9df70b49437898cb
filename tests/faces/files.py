"""The figures of tables and of the command line, unrounded, read back from what was made."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

import openpyxl

from tests.cli.conftest import ON as DAY
from tests.cli.conftest import Office
from tests.faces.saying import Exact
from tests.queries.conftest import now
from yamato_dx.output.tables.columns import ASSESSMENT_COLUMNS, CLOSING_COLUMNS
from yamato_dx.output.tables.formats import table_bytes
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.closing.table import closing_table
from yamato_dx.queries.export_context import export_context
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.store.record import Record

NUMBERS: Final = (
    "target_value", "actual_value", "numerator", "denominator", "compared_value",
    "attainment_ratio", "progress_ratio", "gap_value", "change_value",
)  # fmt: skip
WORDS: Final = ("verdict", "value_status", "rule", "unit", "gap_unit")


def command_line(office: Office) -> Exact:
    """`assess`; of the last year `closing show` has to say the same."""
    answers = office.assess()
    shown = office.run("closing", "show", "--on", DAY).json["kpis"]
    for one in shown:
        if one["closing_year"] and one["closing_rule"] == "final_year":
            row = answers[one["kpi_no"], one["closing_year"]]
            for name in ("actual_value", "target_value"):
                assert one[name] == row[name], one
    return answers


def table_csv(record: Record) -> Exact:
    data = made(record, "csv").decode("utf-8-sig")
    return of_rows(csv.DictReader(io.StringIO(data)))


def table_xlsx(record: Record) -> Exact:
    book = openpyxl.load_workbook(io.BytesIO(made(record, "xlsx")))
    (rows,) = [rows for sheet in book if "kpi_no" in (rows := list(sheet.values))[0]]
    return of_rows(dict(zip(rows[0], row, strict=True)) for row in rows[1:])


def made(record: Record, ending: str) -> bytes:
    view = now(record)
    table = assessment_table(assessed(record, view), "ja")
    context = export_context(
        record, view, title="全部", rows_count=len(table), lang="ja", headings="code"
    )
    return table_bytes(table, ASSESSMENT_COLUMNS, context, ending)  # type: ignore[arg-type]


def of_rows(rows: Iterable[Mapping[str, Any]]) -> Exact:
    return {
        (str(row["kpi_no"]), int(row["fiscal_year"])): {
            **{name: None if row[name] in ("", None) else float(row[name]) for name in NUMBERS},
            **{name: row[name] or None for name in WORDS},
        }
        for row in rows
    }


def closing_csv(record: Record, plan: Plan) -> Exact:
    """期末評価 as a table, of what is judged by one year."""
    view = now(record)
    table = closing_table(record, view, "ja")
    context = export_context(
        record, view, title="期末評価", rows_count=len(table), lang="ja", headings="code"
    )
    data = table_bytes(table, CLOSING_COLUMNS, context, "csv").decode("utf-8-sig")
    return {
        (row["kpi_no"], int(row["closing_year"])): {
            name: float(row[name]) if row[name] else None
            for name in ("target_value", "actual_value")
        }
        for row in csv.DictReader(io.StringIO(data))
        if row["closing_year"] and row["closing_rule"] == "final_year"
    }


def unequal(said: Exact, table: Exact) -> list[str]:
    """Where numbers or words that both have differ by anything at all."""
    return [
        f"KPI {figure[0]} {figure[1]} {name}: {row[name]!r}, else {table[figure][name]!r}"
        for figure, row in said.items()
        for name in (*NUMBERS, *WORDS)
        if name in row and figure in table and row[name] != table[figure][name]
    ]
