"""Files by their bytes. Each that is refused has exactly one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlwt

from tests.intake.conftest import Reads
from tests.intake.files.same_workbook import ods_of
from tests.intake.files.test_workbook import workbook_of
from tests.proving import in_turn
from yamato_dx.intake.files.limits import FILE_BYTES
from yamato_dx.root import ROOT

BADINPUT = ROOT.parent / "shared" / "badinput"


def archive(part: str, content: str = "<x/>") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        parts.writestr(part, content)
    return written.getvalue()


def xlsx() -> bytes:
    return workbook_of(["年度", "KPI番号", "実績値"], ["令和6年度", 4, 640])


def xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("報告").write(0, 0, "年度")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ods() -> bytes:
    return ods_of('<table:table table:name="報告"></table:table>')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n", "file_empty"),
        (b"%PDF-1.7 ...", "file_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a workbook cut short", "workbook_cut_off"),
        (b"\x09\x04\x06\x00 Excel 4", "file_old_excel"),
        (archive("word/document.xml"), "file_document"),
        (archive("ppt/presentation.xml"), "file_document"),
        (archive("xl/workbook.bin"), "file_other_archive"),
        (b"PK\x03\x04 cut short", "file_other_archive"),
        (b"\x1f\x8b\x08", "file_other_archive"),
        (b"\x89PNG\r\n\x1a\n", "file_image"),
        (b"{\\rtf1", "file_document"),
        (b"<html><table><tr><td>", "file_web_page"),
        (b'\xef\xbb\xbf  <?xml version="1.0"?>', "file_web_page"),
        (b"a,b\n1,2\n", "layout_unknown"),
    ],
)
def test_kind_of_file_by_its_bytes(reads: Reads, data: bytes, code: str) -> None:
    assert [(one.severity, one.code) for one in reads.data(data).problems] == [("refuse", code)]


KINDS = [("xlsx", xlsx), ("xls", xls), ("ods", ods)]


@pytest.mark.parametrize(("kind", "make"), KINDS)
@pytest.mark.parametrize("left", [0.1, 0.5, 0.9])
def test_a_workbook_whose_end_is_missing_is_called_so(
    reads: Reads, kind: str, make: Callable[[], bytes], left: float
) -> None:
    whole = make()
    assert reads.data(whole).encoding == kind
    (problem,) = reads.data(whole[: int(len(whole) * left)]).problems
    assert (problem.severity, problem.code) == ("refuse", "workbook_cut_off")


@pytest.mark.parametrize(
    ("whole", "code"),
    [
        (archive("word/document.xml"), "file_document"),
        (archive("mimetype", "application/vnd.oasis.opendocument.text"), "file_document"),
        (archive("実績.csv"), "file_other_archive"),
    ],
)
def test_what_else_is_cut_off_is_called_what_it_was(reads: Reads, whole: bytes, code: str) -> None:
    (problem,) = reads.data(whole[:-1]).problems
    assert problem.code == code


def test_larger_than_64_mb_is_not_opened(reads: Reads) -> None:
    (problem,) = reads.data(b"\xd0" * (FILE_BYTES + 1)).problems
    assert problem.code == "file_too_large"


@pytest.mark.parametrize(
    "name", in_turn(["csv-injection/payloadbox/csv-payload.txt", "blns/blns.txt"])
)
def test_naughty_strings_are_kept_as_notes(reads: Reads, name: str) -> None:
    """Whatever a note holds comes out as it went in."""
    if not BADINPUT.exists():
        pytest.skip("the shared collection of awkward input is not beside the repository")
    notes = [
        line
        for line in (BADINPUT / name).read_text("utf-8").split("\n")
        if line.strip() and "\r" not in line
    ]
    years = [f"2024,{place % 12 + 1}月" for place in range(len(notes))]
    for note, year in zip(notes, years, strict=True):
        quoted = note.replace('"', '""')
        reading = reads.csv(f'年度,月,KPI番号,実績値,備考\n{year},4,1000,"{quoted}"\n')
        assert reading.values["note"].tolist() == [note]
