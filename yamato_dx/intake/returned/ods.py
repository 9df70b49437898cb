"""ods with one more column: a cell is put into rows of its content; all else stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from yamato_dx.intake.files.workbooks.ods_cells import CELL, COVERED, PASSED_OVER, TABLE
from yamato_dx.intake.returned.archive import spliced, with_parts
from yamato_dx.intake.returned.reasons import ReasonColumn

_CONTENT: Final = "content.xml"
_ROW: Final = f"{TABLE}table-row"
_REPEATED: Final = re.compile(rb"""\s[\w.-]+:number-(?:rows|columns)-repeated=["'][0-9]+["']""")
_TAG: Final = re.compile(rb"<(?:(?P<prefix>[\w.-]+):)?(?:table-row|(?:covered-)?table-cell)\b")
_SPACES: Final = (
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods_with_reasons(data: bytes, columns: Mapping[str, ReasonColumn]) -> bytes:
    """`columns`: by the name of the sheet. A document without an archive (fods) likewise."""
    if not data.startswith(b"PK"):
        return _Content(data, columns).edited()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(_CONTENT)
    return with_parts(data, {_CONTENT: _Content(content, columns).edited()})


@dataclass(frozen=True)
class _Cell:
    """Which columns it stands in, and where it is written."""

    first: int
    count: int
    start: int
    end: int


@dataclass
class _Content:
    """The XML of a document, in which reasons are put behind what stands in the rows."""

    xml: bytes
    columns: Mapping[str, ReasonColumn]
    _changes: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _column: ReasonColumn | None = None
    _next_row: int = 1
    _repeated: int = 1
    _row_start: int = 0
    _cells: list[_Cell] = field(default_factory=list)
    _open: tuple[int, int] = (0, 0)  # of the cell: where it begins, how often it stands there
    _passed_over: int = 0

    def edited(self) -> bytes:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(self.xml, True)  # noqa: FBT003 - all of it
        return spliced(self.xml, self._changes)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        if tag in PASSED_OVER:
            self._passed_over += 1
        elif self._passed_over:
            return
        elif tag == f"{TABLE}table":
            self._column, self._next_row = self.columns.get(attributes.get(f"{TABLE}name", "")), 1
        elif tag == _ROW:
            self._repeated = int(attributes.get(f"{TABLE}number-rows-repeated", "1"))
            self._row_start, self._cells = at, []
        elif tag in (CELL, COVERED):
            self._open = at, int(attributes.get(f"{TABLE}number-columns-repeated", "1"))

    def _end(self, tag: str) -> None:
        if tag in PASSED_OVER:
            self._passed_over -= 1
        elif self._passed_over:
            return
        elif tag in (CELL, COVERED):
            first = self._cells[-1].first + self._cells[-1].count if self._cells else 0
            start, count = self._open
            self._cells.append(_Cell(first, count, start, self._behind()))
        elif tag == _ROW:
            self._end_row()

    def _behind(self) -> int:
        """Where the element ends that the parser tells the end of."""
        at = self._parser.CurrentByteIndex
        return self.xml.index(b">", at) + 1 if self.xml[at : at + 2] == b"</" else at

    def _end_row(self) -> None:
        rows = range(self._next_row, self._next_row + self._repeated)
        self._next_row = rows.stop
        texts = self._column.texts if self._column else {}
        told = sorted(row for row in texts if row in rows)
        if not told or not self._cells:
            return
        row = self.xml[self._row_start : self._behind()]
        pieces, before = [], rows.start
        for row_no in told:
            pieces.append(_times(row, row_no - before))
            pieces.append(_times(self._with_cell(texts[row_no]), 1))
            before = row_no + 1
        pieces.append(_times(row, rows.stop - before))
        self._changes[self._row_start, self._row_start + len(row)] = b"".join(pieces)

    def _with_cell(self, words: str) -> bytes:
        """The row with a cell in the column, in the place of an empty one that stood there."""
        assert self._column is not None, "only rows of which something is said get a cell"
        place = self._column.place
        kept = [cell for cell in self._cells if cell.first < place]
        start = self._row_start
        pieces = [self.xml[start : self._cells[0].start]]
        pieces.extend(self._copied(cell, min(cell.count, place - cell.first)) for cell in kept)
        end = kept[-1].first + kept[-1].count if kept else 0
        pieces.append(_times(f"<table:table-cell{_SPACES}/>".encode(), place - end))
        pieces.append(_written(words))
        pieces.extend(
            self._copied(cell, min(cell.count, cell.first + cell.count - place - 1))
            for cell in self._cells
        )
        return b"".join([*pieces, self.xml[self._cells[-1].end : self._behind()]])

    def _copied(self, cell: _Cell, count: int) -> bytes:
        return _times(self.xml[cell.start : cell.end], count)


def _times(element: bytes, count: int) -> bytes:
    """An element so that it stands `count` times."""
    if count <= 0:
        return b""
    end = element.index(b">")
    opening = _REPEATED.sub(b"", element[:end], count=1)
    found = _TAG.match(opening)
    if count > 1 and found:
        kind = b"rows" if found.group().endswith(b"row") else b"columns"
        prefix = found["prefix"] or b"table"
        repeated = b' %b:number-%b-repeated="%d"' % (prefix, kind, count)
        opening = opening[: found.end()] + repeated + opening[found.end() :]
    return opening + element[end:]


def _written(words: str) -> bytes:
    return (
        f'<table:table-cell{_SPACES} office:value-type="string">'
        f"<text:p>{escape(words)}</text:p></table:table-cell>"
    ).encode()
