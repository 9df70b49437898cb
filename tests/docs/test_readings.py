"""Cells and files are read as docs/decisions.md, decision 7, says."""

from __future__ import annotations

import io
from datetime import date
from functools import cache

import pandas as pd
import pytest
import xlsxwriter

from tests.docs.reading import table_after
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.root import ROOT

DOCUMENT = ROOT / "docs" / "decisions.md"
ROWS = table_after("## 7. How cells are read", DOCUMENT)
PRESENT = date(2026, 5, 11)
HEADER = ("年度", "年月", "KPI番号", "実績値", "単位", "状態", "備考")

Row = dict[str, str]


@cache
def plans() -> tuple[Plan, ...]:
    return read_plans(ROOT / "data" / "plans" / "yamato")


def record_of(written: str, where: str) -> dict[str, object]:
    """A row that is good but for the cell in question."""
    place, *others = where.split(", ")
    good: dict[str, object] = {"年度": "令和6年度", "KPI番号": "4", "実績値": "10"}
    if place.startswith("KPI "):
        good |= {"KPI番号": place.removeprefix("KPI "), "実績値": written}
    else:
        good |= {place: written} | ({} if place == "年度" else {"年度": ""})
    told = (one.partition(" ") for one in others)
    return good | {name: value for name, _, value in told if value}


def csv_of(row: dict[str, object]) -> bytes:
    cells = ",".join(f'"{row.get(name, "")}"' for name in HEADER)
    return f"{','.join(HEADER)}\n{cells}\n".encode()


def xlsx_of(row: dict[str, object]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [row.get(name, "") for name in HEADER])
        sheet.write_number(1, HEADER.index("実績値"), float(str(row["実績値"])))
    return written.getvalue()


def read(data: bytes) -> ReportReading:
    return read_report(data, "report", plans=plans(), present=PRESENT)


def outcome(reading: ReportReading, where: str) -> str:
    severities = {problem.severity for problem in reading.problems}
    if "refuse" in severities:
        return "refused"
    if "ask" in severities:
        return "asked"
    value = reading.values.iloc[0]
    noted = ", noted" if "note" in severities else ""
    if where == "年度":
        return f"FY{value['fiscal_year']}{noted}"
    if pd.notna(value["numerator"]):
        return f"{value['numerator']:g}/{value['denominator']:g}{noted}"
    return f"{value['actual_value']:g}{noted}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['written']} {row['where']}")
def test_a_cell_is_read_as_written_down(row: Row) -> None:
    record = record_of(row["written"].strip("`"), row["where"])
    data = xlsx_of(record) if row["where"].endswith("xlsx") else csv_of(record)
    assert outcome(read(data), row["where"]) == row["here"]


GOOD = "年度,KPI番号,実績値,備考\n令和6年度,4,640,{note}\n令和6年度,9-1,81,\n"
FILES = {
    "tab-separated": GOOD.replace(",", "\t").encode(),
    "semicolons": GOOD.replace(",", ";").encode(),
    "vertical lines": GOOD.replace(",", "|").encode(),
    "semicolons, `26,3` beside `1,105`": (
        "年度;KPI番号;実績値\n令和6年度;1;26,3\n令和6年度;4;1,105\n".encode()
    ),
    "UTF-16": GOOD.encode("utf-16"),
    "EUC-JP": GOOD.encode("euc_jp"),
    "JIS (ISO-2022-JP)": GOOD.encode("iso2022_jp"),
    "a line in CP932 inside UTF-8": GOOD.encode() + "令和6年度,9-2,5,".encode("cp932"),
    # The bytes of «ﾃｱ» are those of «ñ» in UTF-8.
    "half-width katakana that also spell UTF-8": (
        b"fiscal_year,kpi_no,value,note\n2024,4,10," + "ﾃｱ".encode("cp932")
    ),
    "an unclosed quote": GOOD.replace("4,640", '4,"640').encode(),
}
OUTCOMES = {
    "read": (set(), 2),
    "refused": ({"refuse"}, 0),
    "asked about": ({"ask"}, 0),
    "its own line refused": ({"refuse"}, 1),
}


@pytest.mark.parametrize(
    "row", table_after("Files as a whole:", DOCUMENT), ids=lambda row: row["file"]
)
def test_a_file_is_read_as_written_down(row: Row) -> None:
    reading = read(FILES[row["file"]])
    severities = {problem.severity for problem in reading.problems}
    assert (severities, len(reading.values)) == OUTCOMES[row["here"]]
