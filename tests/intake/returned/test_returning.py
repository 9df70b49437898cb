"""A file comes back as it was, with a column of reasons, and is read again as the same table."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from tests.intake.conftest import Reads
from tests.intake.files.same_workbook import ods_of
from tests.intake.files.test_ods import row, table, text_cell
from tests.intake.files.test_xls import write_rows, xls
from yamato_dx.intake.files.delimiter import DELIMITERS
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import Sheet, SheetFile
from yamato_dx.intake.returned.reasons import Reason
from yamato_dx.intake.returned.returning import with_reasons

EMPTY = '<table:table-cell table:number-columns-repeated="{}"/>'
FORMULA = (
    '<table:table-cell table:formula="of:=600+40" office:value-type="float" office:value="640">'
    "<text:p>640</text:p></table:table-cell>"
)
WORDS = "単位が「人」です。件数ですか。"
TABLE = (
    "年度,KPI番号,実績値,備考\r\n"
    '令和6年度,4,640,"㈱髙﨑, 二行\r\nの備考"\r\n'
    "\r\n"
    "令和6年度,9-1,81人,"
)


def document_of(data: bytes) -> SheetFile:
    document = read_document(data)
    assert isinstance(document, SheetFile)
    return document


def returned(data: bytes, *reasons: Reason) -> bytes:
    return with_reasons(data, document_of(data), reasons, "ja").data


def cells(sheet: Sheet) -> list[list[str]]:
    columns = [column.texts().tolist() for column in sheet.columns]
    return [list(sheet.header), *map(list, zip(*columns, strict=True))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_text_comes_back_byte_by_byte(encoding: str, end: str, delimiter: str) -> None:
    text = TABLE.replace(",", delimiter).replace("\r\n", end)
    data = text.encode(encoding)
    again = returned(data, Reason(None, 4, WORDS, "C4"))
    lines = text.split(end)
    written = [
        f'{lines[0]}{delimiter}"エラーの理由"',
        lines[1],
        f"{lines[2]}{delimiter}",
        lines[3],
        f'{lines[4]}{delimiter}"C4: {WORDS}"',
    ]
    assert again == end.join(written).encode(encoding)
    before, after = document_of(data).sheets[0], document_of(again).sheets[0]
    assert [row[:-1] for row in cells(after)] == cells(before)
    assert [row[-1] for row in cells(after)] == ["エラーの理由", "", f"C4: {WORDS}"]
    assert after.row_nos.tolist() == before.row_nos.tolist()


def test_column_of_reasons_is_passed_over_when_the_file_comes_again(reads: Reads) -> None:
    data = "年度,KPI番号,実績値\n令和6年度,4,640\n令和6年度,9-1,81\n".encode()
    reading = reads.data(returned(data, Reason(None, 3, WORDS)))
    assert (reading.problems, reading.values["actual_value"].tolist()) == ((), [640, 81])


def test_reasons_of_the_last_time_make_room() -> None:
    data = "年度,KPI番号,実績値\n令和6年度,4,640\n令和6年度,9-1,81\n".encode()
    again = returned(returned(data, Reason(None, 2, "old")), Reason(None, 3, "new"))
    assert again == returned(data, Reason(None, 3, "new"))


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ("令和6年度,4", '令和6年度,4,"why"'),  # still a cell short
        ("令和6年度,4,1,105", '令和6年度,4,1,105,"why"'),
        ('令和6年度,4,"1', '令和6年度,4,"1,why'),
        ("令和6年度,4,1,,", '令和6年度,4,1,,,"why"'),  # the heading moves behind the widest
    ],
)
def test_records_that_do_not_fit_stay_so(row: str, written: str) -> None:
    data = f"年度,KPI番号,実績値\n{row}\n".encode()
    again = returned(data, Reason(None, 2, "why"))
    assert again.decode().split("\n")[1] == written
    before, after = document_of(data).sheets[0], document_of(again).sheets[0]
    assert [fault.code for fault in after.torn] == [fault.code for fault in before.torn]


def test_blank_lines_and_separator_before_the_table_stay() -> None:
    data = "\nsep=,\n\n年度,KPI番号,実績値\n令和6年度,4,640\n".encode()
    again = returned(data, Reason(None, 4, "why"))
    assert again.decode() == (
        '\nsep=,\n\n年度,KPI番号,実績値,"エラーの理由"\n令和6年度,4,640,"why"\n'
    )


def workbook() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("報告")
        sheet.write_row(0, 0, ("年度", "KPI番号", "実績値"))
        sheet.write_row(1, 0, ("令和6年度", "4", 640))
        sheet.write_row(2, 0, ("令和6年度", "9-1"))
        sheet.write_formula(2, 2, "=40+41", book.add_format({"num_format": "0.0"}), 81)
        book.add_worksheet("計算").write(0, 0, "kept")
    return written.getvalue()


def test_workbook_keeps_formulas_formats_and_other_sheets(reads: Reads) -> None:
    data = workbook()
    again = returned(data, Reason("報告", 3, WORDS, "C3"), Reason("報告", 3, "二つ目"))
    sheet = openpyxl.load_workbook(io.BytesIO(again))["報告"]
    assert [cell.value for cell in sheet["D"]] == ["エラーの理由", None, f"C3: {WORDS} / 二つ目"]
    assert (sheet["C3"].value, sheet["C3"].number_format) == ("=40+41", "0.0")
    assert sheet["D3"].fill.fgColor.rgb == "FFFFF2CC"
    reading = reads.data(again)
    assert reading.values["actual_value"].tolist() == [640, 81]
    assert reading.problems == ()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(again)) as after:
        changed = {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
        assert before.namelist() == after.namelist()
        for part in set(before.namelist()) - changed:
            assert before.read(part) == after.read(part)


def test_reasons_of_the_last_time_make_room_in_a_workbook() -> None:
    once = returned(workbook(), Reason("報告", 2, "old"))
    again = returned(once, Reason("報告", 3, "new"))
    sheet = openpyxl.load_workbook(io.BytesIO(again))["報告"]
    assert [cell.value for cell in sheet["D"]] == ["エラーの理由", None, "new"]


def test_ods_keeps_what_is_repeated_merged_and_styled(reads: Reads) -> None:
    rows = (
        row(*map(text_cell, ("年度", "KPI番号", "実績値")), EMPTY.format(1000)),
        row(text_cell("令和6年度"), text_cell("4"), FORMULA, EMPTY.format(1000)),
        row(
            *map(text_cell, ("令和6年度", "9-1", "81")),
            attributes='table:number-rows-repeated="3"',
        ),
    )
    data = ods_of(table(*rows))
    again = returned(data, Reason("報告", 2, "a & b"), Reason("報告", 4, WORDS))
    before, after = document_of(data).sheets[0], document_of(again).sheets[0]
    assert [row[:-1] for row in cells(after)] == cells(before)
    assert [row[-1] for row in cells(after)] == ["エラーの理由", "a & b", "", WORDS, ""]
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        content = archive.read("content.xml").decode()
    assert FORMULA in content
    assert 'number-columns-repeated="999"' in content
    assert returned(again, Reason("報告", 2, "a & b"), Reason("報告", 4, WORDS)) == again
    reading = reads.data(again)
    assert {problem.code for problem in reading.problems} == {"same_twice"}


def test_xls_comes_back_as_xlsx_of_what_is_seen(reads: Reads) -> None:
    rows = (("年度", "KPI番号", "実績値"), ("令和6年度", "4", "=640"), ("令和6年度", "9-1", 81))
    data = xls(lambda _book, sheet: write_rows(sheet, *rows))
    again = with_reasons(data, document_of(data), [Reason("報告", 2, WORDS)], "ja")
    assert again.kind == "xlsx"
    sheet = document_of(again.data).sheets[0]
    assert cells(sheet) == [
        ["年度", "KPI番号", "実績値", "エラーの理由"],
        ["令和6年度", "4", "=640", WORDS],
        ["令和6年度", "9-1", "81", ""],
    ]
