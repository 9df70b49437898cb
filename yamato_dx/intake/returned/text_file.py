"""A text file with one more column. What stood there stays byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from yamato_dx.intake.files.encoding import decode, utf16_of
from yamato_dx.intake.files.envelope import lead_of, without_end_mark
from yamato_dx.intake.files.records import Lines, line_starts
from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.returned.reasons import ReasonColumn
from yamato_dx.lettering import is_blank

_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_ENDS: Final = b"\r\n\x1a"


def text_with_reasons(data: bytes, sheet: Sheet, column: ReasonColumn) -> bytes:
    """The file in its encoding, with its mark, its delimiter and its line ends."""
    decoded = decode(data)
    assert not isinstance(decoded, Problem), "only what was read is returned"
    encoding = utf16_of(data)
    if encoding is None:
        of_bytes = "cp932" if decoded.encoding == "cp932" else "utf-8"
        return _Edited(data, decoded.utf8, of_bytes, sheet).with_reasons(column)
    mark = data[:2] if data[:2] in _MARKS else b""
    edited = _Edited(decoded.utf8, decoded.utf8, "utf-8", sheet).with_reasons(column)
    return mark + edited.decode().encode(encoding)


@dataclass(frozen=True)
class _TextRecord:
    """`cells`: None where there is no record, only its first line. `last_line`: of the file."""

    row_no: int
    cells: list[str] | None
    last_line: int


@dataclass(frozen=True)
class _Edited:
    """`original` in an encoding in which \\r, \\n and the delimiter are these bytes."""

    original: bytes
    utf8: bytes
    encoding: str
    sheet: Sheet

    def with_reasons(self, column: ReasonColumn) -> bytes:
        lines = [self.original[start:end] for start, end in pairwise(line_starts(self.original))]
        records = list(self._records())
        widest = max((len(one.cells or ()) for one in records if self._fits(one)), default=0)
        place = max(widest, column.place)
        for record in records:
            line = lines[record.last_line]
            body = line.rstrip(_ENDS)
            words = self._written(column.texts.get(record.row_no, ""), record)
            if column.place < len(self.sheet.header) and self._fits(record):
                before = self._without_last(body, (record.cells or [""])[-1])
            else:
                before = body + (self._delimiters(record, place)).encode()
            edited = before + words.encode(self.encoding, "replace")
            lines[record.last_line] = edited + line[len(body) :]
        return b"".join(lines)

    def _records(self) -> Iterator[_TextRecord]:
        """Those that are not blank."""
        text = without_end_mark(self.utf8)
        lead = lead_of(text)
        lines = Lines.of(text[lead.length :], self.sheet.delimiter, len(self.sheet.header))
        first = len(line_starts(text[: lead.length])) - 1
        line, row_no = 0, lead.lines
        while line < len(lines):
            for cells, behind in lines.records_from(line, self.sheet.delimiter):
                line, row_no = behind, row_no + 1
                if isinstance(cells, str):
                    yield _TextRecord(row_no, None, first + line - 1)
                elif not all(map(is_blank, cells)):
                    yield _TextRecord(row_no, cells, first + line - 1)

    def _fits(self, record: _TextRecord) -> bool:
        width, cells = len(self.sheet.header), record.cells
        return cells is not None and len(cells) >= width and all(map(is_blank, cells[width:]))

    def _delimiters(self, record: _TextRecord, place: int) -> str:
        """Up to the column; a record that does not fit stays one that does not."""
        missing = place + 1 - len(record.cells or ()) if self._fits(record) else 1
        return self.sheet.delimiter * missing

    def _without_last(self, line: bytes, cell: str) -> bytes:
        """Without the cell in which reasons of the last time stand."""
        quoted = '"' + cell.replace('"', '""') + '"'
        for form in (quoted, cell):
            written = form.encode(self.encoding, "replace")
            if written and line.endswith(written):
                return line[: -len(written)]
        return line

    def _written(self, words: str, record: _TextRecord) -> str:
        if record.cells is None:  # within a quote that nobody closed
            return words.replace('"', "”").replace(self.sheet.delimiter, "，")
        return '"' + words.replace('"', '""') + '"' if words else ""
