"""Each limit from both sides: what is just within it is read, what is beyond it is not."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.intake.conftest import Reads
from tests.intake.files.same_workbook import ods_of
from tests.intake.files.test_ods import row, table, text_cell
from tests.intake.files.test_workbook import workbook_of
from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.intake.files import workbook
from yamato_dx.intake.files.limits import FILE_BYTES, MEGABYTE, PARTS, SHEETS, TOLD
from yamato_dx.intake.files.workbooks import ods, xls_records, xlsx
from yamato_dx.intake.files.workbooks.child import read
from yamato_dx.intake.files.workbooks.refusal import Refusal
from yamato_dx.web.limits import Limits

ROWS = [["年度", "KPI番号", "実績値"], ["令和6年度", 4, 640], ["令和6年度", "9-1", 81]]


def codes(reads: Reads, data: bytes) -> list[str]:
    return [problem.code for problem in reads.data(data).problems]


def test_bytes_of_a_file(reads: Reads) -> None:
    assert codes(reads, b" " * FILE_BYTES) == ["file_empty"]
    assert codes(reads, b" " * (FILE_BYTES + 1)) == ["file_too_large"]


def with_parts(data: bytes, count: int) -> bytes:
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a") as archive:
        for number in range(count - len(archive.namelist())):
            archive.writestr(f"customXml/{number}.txt", "x")
    return written.getvalue()


def test_parts_of_an_archive(reads: Reads) -> None:
    book = workbook_of(*ROWS)
    assert codes(reads, with_parts(book, PARTS)) == []
    assert codes(reads, with_parts(book, PARTS + 1)) == ["workbook_too_large"]


def test_unpacked_bytes(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook_of(*ROWS)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr(workbook, "UNPACKED_BYTES", size)
    assert codes(reads, book) == []
    monkeypatch.setattr(workbook, "UNPACKED_BYTES", size - 1)
    assert codes(reads, book) == ["workbook_too_large"]


def test_how_small_a_part_may_be_packed(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook_of(*ROWS, *(["令和6年度", 4, 640] for _ in range(2000)))
    monkeypatch.setattr(workbook, "RATIO_COUNTS_FROM", 1000)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        ratio = max(
            part.file_size / part.compress_size
            for part in archive.infolist()
            if part.file_size > workbook.RATIO_COUNTS_FROM
        )
    monkeypatch.setattr(workbook, "PACKED_RATIO", int(ratio) + 1)
    assert codes(reads, book) != ["workbook_too_large"]
    monkeypatch.setattr(workbook, "PACKED_RATIO", int(ratio) - 1)
    assert codes(reads, book) == ["workbook_too_large"]


@pytest.mark.parametrize("module", [xlsx, ods], ids=["xlsx", "ods"])
def test_cells(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first to the last that holds something: here 3 rows of 3."""
    rows = (row(*(text_cell(str(cell)) for cell in cells)) for cells in ROWS)
    data = workbook_of(*ROWS) if module is xlsx else ods_of(table(*rows))
    monkeypatch.setattr(module, "CELLS", 9)
    assert len(read(data)["sheets"]) == 1
    monkeypatch.setattr(module, "CELLS", 8)
    with pytest.raises(Refusal, match="workbook_too_large"):
        read(data)


def test_cells_of_xls(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = xls_records.SheetRecords()
    monkeypatch.setattr(xls_records, "CELLS", 6)
    sheet.count(0x203, b"\x01\x00\x02\x00", 0, 14)  # the second row, the third column
    with pytest.raises(Refusal, match="workbook_too_large"):
        sheet.count(0x203, b"\x02\x00\x00\x00", 0, 14)


def test_sheets_of_xlsx(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook_of(*ROWS, other=[["x"]])
    monkeypatch.setattr(xlsx, "SHEETS", 2)
    assert len(read(data)["sheets"]) == 2
    monkeypatch.setattr(xlsx, "SHEETS", 1)
    with pytest.raises(Refusal, match="workbook_too_large"):
        read(data)


def test_sheets_of_ods() -> None:
    assert len(read(ods_of("".join(table() for _ in range(SHEETS))))["sheets"]) == SHEETS
    with pytest.raises(Refusal, match="workbook_too_large"):
        read(ods_of("".join(table() for _ in range(SHEETS + 1))))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_limits_are_told_as_they_are(lang: str) -> None:
    """Those with a place for them by their place, the others to the letter."""
    assert Limits().upload_bytes == FILE_BYTES
    box = str(catalogue(lang)["reports.sending.limit"])
    assert re.search(rf"\b{FILE_BYTES // MEGABYTE} ?MB", box, re.ASCII)
    told = str(catalogue(lang)["intake.problem.workbook_too_large"])
    for name in ("limit_cells", "limit_sheets", "limit_unpacked", "limit_seconds"):
        assert name in told
        assert name in TOLD
