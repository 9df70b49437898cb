"""A paper of an office: headings, lines and tables, one below another; as docx."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docx import Document
from docx.document import Document as OpenDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from yamato_dx.lettering import printable

FONT: Final = "Yu Gothic"
POINTS: Final = 10.5
MARGIN_MM: Final = 20
PRINTED_MM: Final = 210 - 2 * MARGIN_MM
# Characters of a column.
NARROWEST: Final = 5
WIDEST: Final = 24
INK: Final = RGBColor(0x1A, 0x1A, 0x1C)


@dataclass(frozen=True)
class PaperTable:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PaperPart:
    """`lines`: below the heading; then the table, where there is one."""

    heading: str
    lines: tuple[str, ...] = ()
    table: PaperTable | None = None


@dataclass(frozen=True)
class OfficePaper:
    lang: str
    title: str
    lines: tuple[str, ...]
    parts: tuple[PaperPart, ...]


def office_docx(paper: OfficePaper, made_on: datetime) -> bytes:
    """A4; what stands in it is text, whatever it looks like."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = made_on
    document.core_properties.author = ""
    document.core_properties.title = printable(paper.title)
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = FONT, INK
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    document.styles["Normal"].font.size = Pt(POINTS)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(MARGIN_MM)
        section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    document.add_heading(printable(paper.title), level=0)
    _add_lines(document, paper.lines)
    for part in paper.parts:
        document.add_heading(printable(part.heading), level=1)
        _add_lines(document, part.lines)
        if part.table:
            _add_table(document, part.table)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_lines(document: OpenDocument, lines: tuple[str, ...]) -> None:
    for line in lines:
        document.add_paragraph(printable(line)).paragraph_format.space_after = Pt(3)


def _add_table(document: OpenDocument, table: PaperTable) -> None:
    """Its headings again on each page, no row cut in two."""
    grid = document.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    grid.autofit = False
    for cell, words in zip(grid.rows[0].cells, table.headings, strict=True):
        cell.text = printable(words)
        for run in cell.paragraphs[0].runs:
            run.font.bold = True
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        added = grid.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, words in zip(added.cells, row, strict=True):
            cell.text = printable(words)
    for column, width in zip(grid.columns, _widths(table), strict=True):
        for cell in column.cells:
            cell.width = Mm(width)


def _widths(table: PaperTable) -> list[float]:
    """In millimetres, by the longest text of each column, none less than a narrow one needs."""
    longest = [
        min(WIDEST, max(NARROWEST, *(len(row[place]) for row in (table.headings, *table.rows))))
        for place in range(len(table.headings))
    ]
    return [PRINTED_MM * length / sum(longest) for length in longest]
