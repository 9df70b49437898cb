"""Files in which bytes matter: code → one that raises it, one that does not."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from yamato_dx.intake.files.limits import FILE_BYTES
from yamato_dx.plan.model.municipality_code import check_digit

TEXT: Final = "年度,KPI番号,実績値\r\n令和6年度,4,640\r\n"
GOOD: Final = TEXT.encode()
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), text)
    return written.getvalue()


def many(codes: list[str], value: str) -> bytes:
    """One row for each of these municipalities."""
    rows = "".join(f"{code},令和6年度,4,{value}\n" for code in codes)
    return f"団体コード,年度,KPI番号,実績値\n{rows}".encode()


def codes(count: int) -> list[str]:
    """So many municipality codes."""
    return [f"{number}{check_digit(str(number))}" for number in range(10_000, 10_000 + count)]


# Of a file that must not raise it the plain one is enough where nothing else is told.
RAISED_BY: Final[dict[str, bytes]] = {
    "file_empty": b"\xef\xbb\xbf\r\n",
    "file_too_large": b" " * (FILE_BYTES + 1),
    "file_pdf": b"%PDF-1.7",
    "file_image": b"\x89PNG\r\n\x1a\n",
    "file_document": b"{\\rtf1",
    "file_web_page": b"<html><table><tr><td>640",
    "file_old_excel": b"\x09\x04\x06\x00",
    "file_encrypted": _OLD + "EncryptedPackage".encode("utf-16-le"),
    "file_other_archive": archive(xl__workbook_bin="x"),
    "workbook_broken": archive(xl__workbook_xml="<x/>"),
    "workbook_cut_off": archive(xl__workbook_xml="<x/>")[:-1],
    "workbook_suspicious": archive(xl__workbook_xml='<!DOCTYPE x SYSTEM "file">'),
    "workbook_too_large": archive(
        xl__workbook_xml="<x/>",
        xl__worksheets__sheet1_xml='<row r="1048576"><c r="C1048576"/></row>',
    ),
    "sample_data": "年度,KPI番号,実績値,見本データ\n令和6年度,4,640,架空\n".encode(),
    "encoding_iso2022": TEXT.encode("iso2022_jp"),
    "encoding_euc": TEXT.encode("euc_jp"),
    "encoding_mixed": GOOD + "令和5年度,4,310\r\n".encode("cp932"),
    "encoding_broken": TEXT.replace("640", "640,").encode("cp932") + b"\xeb\xa0\r\n",
    # In UTF-8 the note is «é».
    "encoding_unclear": "fiscal_year,kpi_no,value,note\nR6,4,640,ﾃｩ\n".encode("cp932"),
    "nul_bytes": GOOD.replace(b"640", b"6\x0040"),
    "last_line_open": GOOD.rstrip(),
}
