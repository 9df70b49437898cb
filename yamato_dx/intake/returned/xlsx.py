"""xlsx, xlsm with one more column: cells are added to the rows of a sheet's XML, and a style for
them; formulas, formats, macros and all else stay as they are."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from yamato_dx.intake.files.cell_grid import column_letters
from yamato_dx.intake.files.workbooks.cells import area_of
from yamato_dx.intake.files.workbooks.parts import Parts
from yamato_dx.intake.returned.archive import spliced, with_parts
from yamato_dx.intake.returned.reasons import ReasonColumn

_SPANS: Final = re.compile(rb"""\sspans=(?:"[^"]*"|'[^']*')""")
_FILLS: Final = re.compile(rb"<((?:\w+:)?)fills\b[^>]*>(.*?)</(?:\w+:)?fills>", re.DOTALL)
_FORMATS: Final = re.compile(rb"<((?:\w+:)?)cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_COUNT: Final = re.compile(rb"""\scount=(?:"[^"]*"|'[^']*')""")
_COLOUR: Final = b"FFFFF2CC"  # a light yellow


def xlsx_with_reasons(data: bytes, columns: Mapping[str, ReasonColumn]) -> bytes:
    """`columns`: by the name of the sheet."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = Parts(archive)
        style, styles = _with_style(archive, book.styles_part())
        parts.update(styles)
        sheets = book.sheets()
        for name, column in columns.items():
            part = sheets[name].part
            parts[part] = _Rows(archive.read(part), column, style).edited()
    return with_parts(data, parts)


def _with_style(archive: zipfile.ZipFile, part: str | None) -> tuple[int, dict[str, bytes]]:
    """The number of a style with a coloured ground, 0 where the workbook has no styles."""
    xml = archive.read(part) if part else b""
    fills, formats = _FILLS.search(xml), _FORMATS.search(xml)
    if part is None or fills is None or formats is None:
        return 0, {}
    fill_no = len(re.findall(rb"<(?:\w+:)?fill\b", fills[2]))
    format_no = len(re.findall(rb"<(?:\w+:)?xf\b", formats[2]))
    prefix = fills[1]
    fill = (
        b'<%bfill><%bpatternFill patternType="solid"><%bfgColor rgb="%b"/></%bpatternFill></%bfill>'
        % (prefix, prefix, prefix, _COLOUR, prefix, prefix)
    )
    look = b'<%bxf numFmtId="49" fontId="0" fillId="%d" borderId="0" xfId="0" applyFill="1"/>' % (
        formats[1],
        fill_no,
    )
    changes = {(fills.end(2),) * 2: fill, (formats.end(2),) * 2: look}
    for counted in (fills, formats):
        if count := _COUNT.search(xml, counted.start(), counted.start(2)):
            changes[count.span()] = b""
    return format_no, {part: spliced(xml, changes)}


@dataclass
class _Rows:
    """A sheet's XML, in which reasons are put at the ends of rows."""

    xml: bytes
    column: ReasonColumn
    style: int
    _changes: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _row: int = 0
    _cell: int | None = None  # where the cell of the last time begins

    def edited(self) -> bytes:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(self.xml, True)  # noqa: FBT003 - all of it
        return spliced(self.xml, self._changes)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name, at = tag.rpartition("}")[2], self._parser.CurrentByteIndex
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            if self._row in self.column.texts:
                end = self.xml.index(b">", at)
                if spans := _SPANS.search(self.xml, at, end):
                    self._changes[spans.span()] = b""
        elif name == "c" and self._is_ours(attributes.get("r", "")):
            self._cell = at

    def _is_ours(self, reference: str) -> bool:
        return bool(reference) and area_of(reference)[1] == self.column.place

    def _end(self, tag: str) -> None:
        """Of an element without content the parser says where it ends, else where its end tag
        begins."""
        name, at = tag.rpartition("}")[2], self._parser.CurrentByteIndex
        if name == "c" and self._cell is not None:
            end = self.xml.index(b">", at) + 1 if self.xml[at : at + 2] == b"</" else at
            self._changes[self._cell, end] = b""
            self._cell = None
        elif name == "row" and self._row in self.column.texts and self.xml[at : at + 2] == b"</":
            closing = self.xml[at + 2 : self.xml.index(b">", at)].strip()
            self._changes[at, at] = self._written(closing[: -len(b"row")].decode())

    def _written(self, prefix: str) -> bytes:
        reference = f"{column_letters(self.column.place)}{self._row}"
        words = escape(self.column.texts[self._row])
        style = f' s="{self.style}"' if self.style else ""
        return (
            f'<{prefix}c r="{reference}"{style} t="inlineStr"><{prefix}is>'
            f'<{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}is></{prefix}c>'
        ).encode()
