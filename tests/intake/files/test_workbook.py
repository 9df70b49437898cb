"""xlsx through a child process: cells as text, bombs refused, the server alive."""

from __future__ import annotations

import io
import time
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from tests.intake.conftest import Reads
from yamato_dx.intake.files import workbook
from yamato_dx.intake.files.limits import SECONDS
from yamato_dx.intake.files.workbooks.seen import as_text
from yamato_dx.root import ROOT

SHARED = ROOT.parent / "shared"
BOMBS = SHARED / "badinput" / "excel_bombs"
HEADINGS = ["年度", "年月", "KPI番号", "実績値", "単位", "時点"]


def workbook_of(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_cells_come_as_a_person_would_type_them(reads: Reads) -> None:
    data = workbook_of(
        HEADINGS,
        ["令和6年度", None, 4, 1105, "件", datetime(2024, 7, 31)],  # noqa: DTZ001 - as a cell holds it
        ["令和6年度", date(2024, 4, 1), "9-1", 81.0, "人", None],
        [2024, None, 6, 0.47, None, None],
        ["R6", None, 2, "17/20", "業務", "R7.3.31"],
    )
    reading = reads.data(data)
    assert (reading.problems, reading.encoding) == ((), "xlsx")
    assert reading.values["raw_text"].tolist() == ["1105", "81", "0.47", "17/20"]
    assert reading.values["actual_value"].tolist() == [1105, 81, 0.47, 0.85]
    assert reading.values["period_months"].tolist() == [12, 1, 12, 12]
    assert reading.values["sheet"].tolist() == ["Sheet"] * 4
    assert reading.values["measured_on"].dt.date.tolist()[0] == date(2024, 7, 31)


def test_error_cells_and_uncomputed_formulas_are_no_blanks(reads: Reads) -> None:
    """The cell reader gives both as empty; an empty cell would be left out as a note."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for row, (formula, result) in enumerate(
            [("=1/0", "#DIV/0!"), ("=A1+1", ""), ("=640+0", 640)], start=1
        ):
            sheet.write_row(row, 0, [f"R{row + 3}", "", "4"])
            sheet.write_formula(row, 3, formula, None, result)
    reading = reads.data(written.getvalue())
    assert [(one.row, one.code) for one in reading.problems] == [
        (2, "spreadsheet_error"),
        (3, "formula_uncomputed"),
    ]
    assert reading.problems[1].raw is None  # nobody sees what stands for it
    assert reading.values["actual_value"].tolist() == [640]


def test_other_sheets_are_noted_and_two_tables_are_read_together(reads: Reads) -> None:
    rows: list[list[object]] = [HEADINGS, ["R6", None, 4, 1, None, None]]
    noted = reads.data(workbook_of(*rows, 作業用=[["x", "y"], [1, 2]]))
    assert [(one.severity, one.code) for one in noted.problems] == [("note", "sheet_ignored")]
    assert len(noted.values) == 1
    again = reads.data(workbook_of(*rows, 二枚目=rows))
    assert [(one.code, one.sheet) for one in again.problems] == [("same_twice_cells", "二枚目")]
    other: list[list[object]] = [HEADINGS, ["R6", None, 4, 2, None, None]]
    contrary = reads.data(workbook_of(*rows, 二枚目=other))
    assert [one.code for one in contrary.problems] == ["conflict_cells", "conflict_cells"]
    assert contrary.values.empty


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ok.xlsx", "layout_unknown"),  # read, but no table of actuals
        ("formula_cached_injection.xlsx", "layout_unknown"),
        ("csv_named.xlsx", "layout_unknown"),
        ("html_named.xls", "file_web_page"),
        ("billion_laughs.xlsx", "workbook_suspicious"),
        ("xxe_file.xlsx", "workbook_suspicious"),
        ("huge_dimension_sparse.xlsx", "workbook_too_large"),
        ("rows_4M_cells.xlsx", "workbook_too_large"),
        ("zipbomb_sharedstring_300MB.xlsx", "workbook_too_large"),
    ],
)
def test_bombs_are_refused_in_one_sentence(reads: Reads, name: str, code: str) -> None:
    if not BOMBS.exists():
        pytest.skip("the shared collection of awkward input is not beside the repository")
    started = time.monotonic()
    reading = reads.data((BOMBS / name).read_bytes())
    assert [(one.severity, one.code) for one in reading.problems] == [("refuse", code)]
    assert time.monotonic() - started < SECONDS + 1


def test_child_that_dies_or_hangs_is_one_sentence(
    reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = workbook_of(HEADINGS)
    monkeypatch.setattr(workbook, "_CHILD", "no_such_module")  # exits with an error
    assert [one.code for one in reads.data(data).problems] == ["workbook_too_large"]
    monkeypatch.undo()
    monkeypatch.setattr(workbook, "SECONDS", 0)
    assert [one.code for one in reads.data(data).problems] == ["workbook_too_large"]


def test_damaged_workbook(reads: Reads) -> None:
    whole = workbook_of(HEADINGS)
    damaged = whole.replace(whole[200:260], b"\x00" * 60, 1)
    assert [one.severity for one in reads.data(damaged).problems] == ["refuse"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1105.0, "1105"),
        (0.47, "0.47"),
        (1e-07, "0.0000001"),
        (-2.7755575615628914e-17, "0"),
        (1104.9999999999998, "1105"),
        (7 / 15, "0.4666666666666667"),
        (1e20, "100000000000000000000"),
        (True, "TRUE"),
        (date(2024, 4, 1), "2024-04-01"),
        ("０１", "０１"),
    ],
)
def test_text_of_a_cell(value: object, text: str) -> None:
    assert as_text(value) == text
