"""CSV and TSV with a column of reasons: every other byte stays as it was sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yamato_dx.output.returned.reasons import Reasons

_MUST_BE_QUOTED: Final = re.compile(r'[",\t\r\n]')
_DELIMITERS: Final = (",", "\t")
_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True)
class _TextRecord:
    """`end`: its end of line; of the last there may be none."""

    text: str
    end: str
    delimiter: str

    @cached_property
    def cells(self) -> list[str]:
        """As they are written, quotes and all."""
        cells = re.compile(_cell(self.delimiter)).match
        found, place = [], 0
        while True:
            cell = cells(self.text, place)
            assert cell is not None, "a cell may be empty"
            found.append(cell.group())
            if cell.end() == len(self.text):
                return found
            place = cell.end() + len(self.delimiter)

    @property
    def is_blank(self) -> bool:
        return all(map(_is_blank, self.cells))

    def with_cell(self, place: int, words: str) -> str:
        cells = [*self.cells, *[""] * (place + 1 - len(self.cells))]
        cells[place] = _quoted(words)
        return self.delimiter.join(cells) + self.end


def text_with_reasons(data: bytes, reasons: Reasons) -> bytes:
    """`reasons` of no sheet, in a column behind the headings, or behind the widest record of a file
    with several tables; in a file that comes with the column, they are written anew."""
    text = data.decode(reasons.encoding)
    records = _records(text)
    is_of_one = reasons.heading_row is None
    heading_row = reasons.heading_row or _first_with_words(records)
    headings = [cell.strip('"') for cell in records[heading_row - 1].cells]
    width = len(headings) if is_of_one else max(len(record.cells) for record in records)
    has_column = reasons.heading in headings
    place = headings.index(reasons.heading) if has_column else width
    words = dict(reasons.of_sheet(None)) | {heading_row: reasons.heading}

    def told(row_no: int, record: _TextRecord) -> str:
        if record.is_blank:
            return record.text + record.end
        is_other = is_of_one and _is_other(record.cells, place + has_column)
        return record.with_cell(len(record.cells) if is_other else place, words.get(row_no, ""))

    lead = text[: len(text) - sum(len(record.text + record.end) for record in records)]
    rows = (told(row_no, record) for row_no, record in enumerate(records, start=1))
    return (lead + "".join(rows)).encode(reasons.encoding, errors="replace")


def _is_other(cells: Sequence[str], count: int) -> bool:
    """A record of another number of cells than the headings stays one: its reason stands behind."""
    return len(cells) < count or not all(map(_is_blank, cells[count:]))


def _is_blank(cell: str) -> bool:
    return not cell.strip().strip('"').strip()


def _first_with_words(records: Sequence[_TextRecord]) -> int:
    rows = enumerate(records, start=1)
    return next((row_no for row_no, record in rows if record.text.strip(" ,\t")), 1)


def _records(text: str) -> Sequence[_TextRecord]:
    """Of the table; a line for Excel alone («sep=,») is none, and no row of a spreadsheet."""
    lead = re.match(rf"{_BYTE_ORDER_MARK}?(?:sep=.(?:\r\n|\r|\n))?", text, re.IGNORECASE)
    place = lead.end() if lead else 0
    first = next((line for line in text[place:].splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    cell = _cell(delimiter)
    record = re.compile(rf"(?P<text>{cell}(?:{delimiter}{cell})*)(?P<end>\r\n|\r|\n|\Z)")
    found = [
        _TextRecord(match["text"], match["end"], delimiter)
        for match in record.finditer(text, place)
        if match.group()
    ]
    return found or [_TextRecord("", "", delimiter)]


def _cell(delimiter: str) -> str:
    """A quote counts at its beginning alone; one that is never closed reaches to the end."""
    return rf'(?:"(?:[^"]|"")*(?:"|\Z))?[^{delimiter}\r\n]*'


def _quoted(words: str) -> str:
    if not _MUST_BE_QUOTED.search(words):
        return words
    escaped = words.replace('"', '""')
    return f'"{escaped}"'
