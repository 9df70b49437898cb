"""xls: what is hidden, merged or written beside a cell; formulas, old dates, what is not opened."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlwt

from tests.intake.conftest import Reads
from yamato_dx.intake.files.limits import SHEETS
from yamato_dx.intake.files.workbooks.child import read
from yamato_dx.intake.files.workbooks.refusal import Refusal
from yamato_dx.intake.files.workbooks.xls_records import CONTAINER


def xls(fill: Callable[[Any, Any], None]) -> bytes:
    book = xlwt.Workbook()
    fill(book, book.add_sheet("報告"))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def sheet_of(fill: Callable[[Any, Any], None]) -> dict[str, Any]:
    return dict(read(xls(fill))["sheets"][0])


def write_rows(sheet: Any, *rows: tuple[object, ...]) -> None:
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)


def test_report_is_read(reads: Reads) -> None:
    rows = (("年度", "KPI番号", "実績値"), ("令和6年度", 4, 640), ("令和6年度", "9-1", 81.0))
    reading = reads.data(xls(lambda _book, sheet: write_rows(sheet, *rows)))
    assert (reading.problems, reading.encoding) == ((), "xls")
    assert reading.values["actual_value"].tolist() == [640, 81]


def test_hidden_rows_columns_and_sheets() -> None:
    def fill(book: Any, sheet: Any) -> None:
        write_rows(sheet, ("a", "b"), ("c", "d"))
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True
        book.add_sheet("hidden").visibility = 1

    first, second = read(xls(fill))["sheets"]
    assert (first["hidden_rows"], first["hidden_columns"]) == ([1], [1])
    assert (first["is_hidden"], second["is_hidden"]) == (False, True)


def test_merged_cells() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_merge(0, 0, 0, 2, "令和6年度 実績一覧")
        sheet.write(1, 0, "年度")

    sheet = sheet_of(fill)
    assert sheet["merged"] == [(0, 0, 0, 2)]
    assert sheet["columns"][0] == ["令和6年度 実績一覧", "年度"]


def test_formulas_without_a_result_are_no_zeros(reads: Reads) -> None:
    """A program that computes nothing leaves the result to whoever opens the file."""

    def fill(_book: Any, sheet: Any) -> None:
        write_rows(sheet, ("年度", "KPI番号", "実績値"), ("令和6年度", 4))
        sheet.write(1, 2, xlwt.Formula("600+40"))

    assert [problem.code for problem in reads.data(xls(fill)).problems] == ["formula_uncomputed"]


def test_dates_of_1904_are_the_same_days() -> None:
    def fill(book: Any, sheet: Any) -> None:
        book.dates_1904 = True
        style = xlwt.XFStyle()
        style.num_format_str = "yyyy/m/d"
        sheet.write(0, 0, 43_921, style)

    assert sheet_of(fill)["columns"] == [["2024/4/1"]]


def test_more_sheets_than_are_opened() -> None:
    def fill(book: Any, _sheet: Any, sheets: int) -> None:
        for number in range(sheets - 1):
            book.add_sheet(str(number))

    assert len(read(xls(lambda book, sheet: fill(book, sheet, SHEETS)))["sheets"]) == SHEETS
    with pytest.raises(Refusal, match="workbook_too_large"):
        read(xls(lambda book, sheet: fill(book, sheet, SHEETS + 1)))


def test_cell_far_from_the_table_makes_it_too_large() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "a")
        sheet.write(65_535, 200, "b")

    with pytest.raises(Refusal, match="workbook_too_large"):
        sheet_of(fill)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xls(lambda _book, sheet: write_rows(sheet, ("a",)))[:1500], "workbook_cut_off"),
        (CONTAINER + bytes(2000), "workbook_broken"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x00\x00", "file_encrypted"),
        (b"\x09\x08 no workbook at all", "workbook_broken"),
        (b"\x09\x02\x06\x00\x00\x00\x10\x00\x00\x00", "file_old_excel"),
    ],
    ids=["cut", "zeros", "password", "words", "excel 3"],
)
def test_what_is_not_opened(reads: Reads, data: bytes, code: str) -> None:
    assert [problem.code for problem in reads.data(data).problems] == [code]
