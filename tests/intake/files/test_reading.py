"""Files by their bytes. Each that is refused has exactly one sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.intake.conftest import Reads
from tests.proving import in_turn
from yamato_dx.intake.files.limits import FILE_BYTES
from yamato_dx.root import ROOT

BADINPUT = ROOT.parent / "shared" / "badinput"


def archive(part: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        parts.writestr(part, "<x/>")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n", "file_empty"),
        (b"%PDF-1.7 ...", "file_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a workbook cut short", "workbook_broken"),
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
