"""Workbooks whose end is missing: sent or saved only in part. What is left of them says what they
were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import error, unpack_from
from typing import Final

# Before the name of each part of an archive.
_PART: Final = re.compile(rb"PK\x03\x04.{22}(?P<length>..)..", re.DOTALL)
# What an office file begins with, whichever of them it is.
_BEGINNING: Final = (b"[Content_Types].xml", b"_rels/", b"docProps/")
_OTHER_OFFICE: Final = (b"word/", b"ppt/")
_SPREADSHEET_KIND: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_DOCUMENT_KIND: Final = re.compile(
    rb"mimetypeapplication/vnd\.oasis\.opendocument\.(?!spreadsheet)"
)
_HEAD: Final = 512
# Numbers from here on are no sectors.
_NO_SECTOR: Final = 0xFFFFFFFA
_UNUSED: Final = 0xFFFFFFFF
_LISTED: Final = 109
# Sectors of 512 and of 4096 bytes; there are no others.
_SECTOR_POWERS: Final = (9, 12)


def is_cut_archive_of_workbook(data: bytes) -> bool:
    """Of an archive that cannot be opened, whether it was a workbook: by the names of the parts
    that are left."""
    names = tuple(_part_names(data))
    if any(name.startswith(_OTHER_OFFICE) for name in names):
        return False
    return _SPREADSHEET_KIND in data[:_HEAD] or any(
        name.startswith((b"xl/", *_BEGINNING)) for name in names
    )


def is_cut_archive_of_document(data: bytes) -> bool:
    """As `is_cut_archive_of_workbook`, of a text or presentation."""
    is_office = any(name.startswith(_OTHER_OFFICE) for name in _part_names(data))
    return is_office or bool(_DOCUMENT_KIND.search(data[:_HEAD]))


def is_cut_container(data: bytes) -> bool:
    """Of the container of old files, whether its own tables name sectors behind its end."""
    try:
        power, directory = *unpack_from("<H", data, 30), *unpack_from("<I", data, 48)
        if power not in _SECTOR_POWERS:
            return False
        size: int = 1 << power
        listed = unpack_from(f"<{_LISTED}I", data, 76)
        tables = [table for table in listed if table < _NO_SECTOR]
        used = [_last_used(data, table, place, size) for place, table in enumerate(tables)]
    except error:  # cut within its head, or within one of the tables
        return True
    last: int = max(directory, *tables, *used)
    return (last + 1) * size >= len(data)


def _last_used(data: bytes, table: int, place: int, size: int) -> int:
    """The last sector that is in use by the table of sectors of this place, which stands in sector
    `table`."""
    count = size // 4
    entries = unpack_from(f"<{count}I", data, (table + 1) * size)
    used = [entry for entry, following in enumerate(entries) if following != _UNUSED]
    return place * count + used[-1] if used else 0


def _part_names(data: bytes) -> Iterator[bytes]:
    for found in _PART.finditer(data):
        length = int.from_bytes(found["length"], "little")
        yield data[found.end() : found.end() + length]
