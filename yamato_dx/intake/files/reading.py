"""Files by their first bytes, never by their name: a table of what is read and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.files.text_table import read_csv
from yamato_dx.intake.files.workbook import read_workbook
from yamato_dx.intake.problem import Problem

MAX_BYTES: Final = 64 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
    return lambda _data: Problem("refuse", code)


def _starts(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magic)


def _is_encrypted(data: bytes) -> bool:
    """An office file under a password is a stream of this name in the container of old files."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def _is_zip_with(part: str) -> Callable[[bytes], bool]:
    def recognises(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return part in archive.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False

    return recognises


READERS: Final[tuple[Reader, ...]] = (
    Reader("too_large", lambda data: len(data) > MAX_BYTES, _refuses("file_too_large")),
    Reader("empty", lambda data: not data.strip(b"\xef\xbb\xbf \t\r\n"), _refuses("file_empty")),
    Reader("pdf", _starts(b"%PDF"), _refuses("file_pdf")),
    Reader("encrypted", _is_encrypted, _refuses("file_encrypted")),
    Reader("ole", _starts(_OLE), _refuses("file_old_excel")),
    Reader("xlsx", _is_zip_with("xl/workbook.xml"), read_workbook),
    Reader("zip", _starts(b"PK\x03\x04", b"PK\x05\x06"), _refuses("file_other_archive")),
    Reader("gzip", _starts(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"), _refuses("file_other_archive")),
    Reader(
        "image",
        _starts(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
        _refuses("file_image"),
    ),
    Reader("rtf", _starts(b"{\\rtf"), _refuses("file_document")),
    Reader("markup", lambda data: bool(_MARKUP.search(data[:4096])), _refuses("file_web_page")),
    Reader("csv", lambda _data: True, read_csv),
)
