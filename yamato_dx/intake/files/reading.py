"""Files by their first bytes, never by their name: a table of what is read and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yamato_dx.intake.files.cut_off import (
    is_cut_archive_of_document,
    is_cut_archive_of_workbook,
    is_cut_container,
)
from yamato_dx.intake.files.limits import FILE_BYTES, TOLD
from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.files.text_table import read_csv
from yamato_dx.intake.files.workbook import read_workbook
from yamato_dx.intake.problem import Problem

# The container in which Excel, Word and others kept their files until 2003.
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Workbooks of Excel 2, 3 and 4, which lie in no container; one of 5 may.
_OLDER_EXCEL: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_EXCEL_5: Final = b"\x09\x08"
_ZIP: Final = b"PK\x03\x04"
_HEAD: Final = 65_536
# Anything but blanks, line ends and byte order marks.
_SOMETHING: Final = re.compile(rb"[^\xef\xbb\xbf \t\r\n]")
# Of a telephone.
_PHOTOGRAPHS: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_DOCUMENTS: Final = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.presentation",
)
_MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|meta|\?xml|div|style|script|!--)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reader:
    """One kind of file. `recognises` looks at bytes; the first entry that does so is used."""

    kind: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], SheetFile | Problem]


def read_document(data: bytes) -> SheetFile | Problem:
    """The tables in a file, or the one problem for which it is refused."""
    reader = next(reader for reader in READERS if reader.recognises(data))
    return reader.read(data)


def _refuses(code: str) -> Callable[[bytes], Problem]:
    return lambda _data: Problem("refuse", code, values=TOLD)


def _reads_workbook(kind: str) -> Callable[[bytes], SheetFile | Problem]:
    return lambda data: read_workbook(data, kind)


def _starts(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magic)


def _is_encrypted(data: bytes) -> bool:
    """An office file under a password is a stream of this name in the container of old files."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def _is_zip_with(*parts: str) -> Callable[[bytes], bool]:
    """An archive with one of these parts."""

    def recognises(data: bytes) -> bool:
        archive = _archive(data)
        return archive is not None and any(part in archive.namelist() for part in parts)

    return recognises


def _is_open_document(*kinds: bytes) -> Callable[[bytes], bool]:
    """An archive that says which kind of document it is, as those of LibreOffice do."""

    def recognises(data: bytes) -> bool:
        archive = _archive(data)
        if archive is None or "mimetype" not in archive.namelist():
            return False
        try:
            with archive.open("mimetype") as part:
                return part.read(len(_SPREADSHEET) + 20).startswith(kinds)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error):
            return False

    return recognises


def _archive(data: bytes) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(io.BytesIO(data)) if data.startswith(_ZIP) else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None


def _is_cut(is_of_kind: Callable[[bytes], bool]) -> Callable[[bytes], bool]:
    """An archive without its end, by what is left of it."""
    return lambda data: data.startswith(_ZIP) and _archive(data) is None and is_of_kind(data)


def _is_cut_old(data: bytes) -> bool:
    return data.startswith(_OLE) and is_cut_container(data)


def _is_flat_spreadsheet(data: bytes) -> bool:
    """The document of such an archive as one XML file (fods)."""
    return bool(_MARKUP.search(data[:4096])) and _SPREADSHEET in data[:_HEAD]


READERS: Final[tuple[Reader, ...]] = (
    Reader("too_large", lambda data: len(data) > FILE_BYTES, _refuses("file_too_large")),
    Reader("empty", lambda data: not _SOMETHING.search(data), _refuses("file_empty")),
    Reader("pdf", _starts(b"%PDF"), _refuses("file_pdf")),
    Reader("encrypted", _is_encrypted, _refuses("file_encrypted")),
    Reader("cut_xls", _is_cut_old, _refuses("workbook_cut_off")),
    Reader("xls", _starts(_OLE, _EXCEL_5), _reads_workbook("xls")),
    Reader("older_excel", _starts(*_OLDER_EXCEL), _refuses("file_old_excel")),
    Reader("xlsx", _is_zip_with("xl/workbook.xml"), _reads_workbook("xlsx")),
    Reader("ods", _is_open_document(_SPREADSHEET), _reads_workbook("ods")),
    Reader("fods", _is_flat_spreadsheet, _reads_workbook("ods")),
    Reader(
        "document",
        _is_zip_with("word/document.xml", "ppt/presentation.xml"),
        _refuses("file_document"),
    ),
    Reader("open_document", _is_open_document(*_DOCUMENTS), _refuses("file_document")),
    Reader("cut_workbook", _is_cut(is_cut_archive_of_workbook), _refuses("workbook_cut_off")),
    Reader("cut_document", _is_cut(is_cut_archive_of_document), _refuses("file_document")),
    Reader("zip", _starts(b"PK\x03\x04", b"PK\x05\x06"), _refuses("file_other_archive")),
    Reader("gzip", _starts(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"), _refuses("file_other_archive")),
    Reader(
        "image",
        _starts(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
        _refuses("file_image"),
    ),
    Reader("heic", lambda data: data[4:12] in _PHOTOGRAPHS, _refuses("file_image")),
    Reader("webp", lambda data: data[:4] + data[8:12] == b"RIFFWEBP", _refuses("file_image")),
    Reader("rtf", _starts(b"{\\rtf"), _refuses("file_document")),
    Reader("markup", lambda data: bool(_MARKUP.search(data[:4096])), _refuses("file_web_page")),
    Reader("csv", lambda _data: True, read_csv),
)
