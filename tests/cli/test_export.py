from __future__ import annotations

import csv
import io
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest

from tests.cli.conftest import ON, Office
from tests.proving import in_turn
from yamato_dx.output.tables.columns import TABLES

ROWS = {"assessment": 40, "actuals": 52, "targets": 21, "work-items": 32}
FIGURES = (
    "actual_value",
    "target_value",
    "compared_value",
    "baseline_value",
    "benchmark_value",
    "attainment_ratio",
    "progress_ratio",
)


def exported(office: Office, table: str, name: str) -> Path:
    target = office.folder / name
    answer = office.run("export", table, str(target), "--on", ON)
    assert answer.code == 0, answer.err
    assert answer.json == {"file": str(target), "rows": ROWS[table]}
    return target


def labels(table: str) -> dict[str, str]:
    """Japanese heading → name of the column."""
    return {spec.label("ja"): spec.name for spec in TABLES[table]}


def from_csv(path: Path, table: str) -> list[dict[str, Any]]:
    """Rows by column name; numbers as numbers, an empty cell as None."""
    text = path.read_bytes().decode("utf-8-sig")
    named = labels(table)
    return [
        {named[head]: cell or None for head, cell in row.items() if head in named}
        for row in csv.DictReader(io.StringIO(text))
    ]


def from_xlsx(path: Path, table: str) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    names = [labels(table)[str(label)] for label in head]
    return [dict(zip(names, row, strict=True)) for row in rows]


def from_parquet(path: Path, _table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
    return rows


READERS = {"csv": from_csv, "xlsx": from_xlsx, "parquet": from_parquet}


def number(cell: Any) -> float | None:
    return None if cell is None or pd.isna(cell) else float(cell)


def test_assessment_is_the_same_in_every_file_and_in_json(filled: Office) -> None:
    told = filled.assess("--lang", "ja")
    for kind, read in READERS.items():
        rows = read(exported(filled, "assessment", f"a.{kind}"), "assessment")
        assert len(rows) == len(told), kind
        for row in rows:
            one = told[str(row["kpi_no"]), int(row["fiscal_year"])]
            # To the last digit: a double written and read back is the same double.
            assert {name: number(row[name]) for name in FIGURES} == {
                name: number(one[name]) for name in FIGURES
            }, kind
            for name in ("verdict", "reason", "rule", "evidence", "municipality_code"):
                assert row[name] == one[name], (kind, name)


@pytest.mark.parametrize(("table", "ending"), in_turn(product(ROWS, READERS), lambda case: case[0]))
def test_each_table_goes_into_each_file(filled: Office, table: str, ending: str) -> None:
    rows = READERS[ending](exported(filled, table, f"t.{ending}"), table)
    assert len(rows) == ROWS[table]
    assert list(rows[0]) == [spec.name for spec in TABLES[table]]
    assert {row["municipality_code"] for row in rows} == {"434477"}


def test_headings_are_in_the_language_asked_for(filled: Office) -> None:
    target = filled.folder / "e.csv"
    filled.run("export", "targets", str(target), "--lang", "en")
    head = target.read_bytes().decode("utf-8-sig").splitlines()[0]
    assert all(spec.label("en") in head for spec in TABLES["targets"])


@pytest.mark.parametrize("table", ROWS)
def test_headings_are_the_code_names_for_programs(filled: Office, table: str) -> None:
    names = [spec.name for spec in TABLES[table]]
    for ending in ("csv", "xlsx"):
        target = filled.folder / f"code.{ending}"
        answer = filled.run("export", table, str(target), "--headings", "code", "--on", ON)
        assert answer.code == 0, answer.err
        read = pd.read_csv(target) if ending == "csv" else pd.read_excel(target, engine="calamine")
        assert list(read)[: len(names)] == names
        assert all(name.startswith("context_") for name in list(read)[len(names) :])


@pytest.mark.parametrize("name", ["table.txt", "table", "table.csv.gz"])
def test_an_ending_that_names_no_format_is_used_wrongly(office: Office, name: str) -> None:
    answer = office.run("export", "assessment", str(office.folder / name))
    assert (answer.code, answer.out) == (2, "")
    assert not (office.folder / name).exists()


def test_a_table_that_does_not_exist_is_used_wrongly(office: Office) -> None:
    assert office.run("export", "secrets", "a.csv").code == 2


def test_a_folder_that_is_not_there_is_used_wrongly(office: Office) -> None:
    answer = office.run("export", "targets", str(office.folder / "none" / "a.csv"))
    assert answer.code == 2
    assert len(answer.err.strip().splitlines()) == 1


def test_a_cell_that_a_spreadsheet_would_run_is_neutral(office: Office) -> None:
    content = "年度,KPI番号,実績値,備考\r\nR6,9-1,81,=1+1\r\n".encode()
    assert office.send(content).code == 0
    path = office.folder / "n.csv"
    office.run("export", "actuals", str(path))
    (row,) = from_csv(path, "actuals")
    assert row["note"] == "'=1+1"
