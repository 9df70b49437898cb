"""A letter of an office, as typed on the page, as docx; and files in one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from yamato_dx.lettering import printable

# As typed: a line set in by so many wide spaces stands at the right, one that is one of these
# words alone in the middle.
INDENT: Final = "　" * 8
CENTRED: Final = frozenset(("記", "Particulars"))
FONT: Final = "Yu Mincho"
POINTS: Final = 11
MARGIN_MM: Final = 25
# The first day that a ZIP can name.
ZIP_EPOCH: Final = 1980


@dataclass(frozen=True)
class LetterTable:
    """Below the letter: one row of cells each."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def letter_docx(written: str, table: LetterTable, made_on: datetime) -> bytes:
    document = Document()
    document.core_properties.created = document.core_properties.modified = made_on
    document.core_properties.author = ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(POINTS)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(MARGIN_MM)
    for line in map(printable, written.splitlines()):
        paragraph = document.add_paragraph(line.strip() if line.startswith(INDENT) else line)
        paragraph.paragraph_format.space_after = Pt(0)
        if line.startswith(INDENT):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif line.strip() in CENTRED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph()
    document.add_paragraph(table.title)
    grid = document.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    for cell, words in zip(grid.rows[0].cells, table.headings, strict=True):
        cell.text = words
    for row in table.rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = printable(words)
    written_to = io.BytesIO()
    document.save(written_to)
    return written_to.getvalue()


def zipped(files: Mapping[str, bytes], made_on: datetime) -> bytes:
    """By name; Japanese names as UTF-8, as Windows reads them."""
    written = io.BytesIO()
    moment = max(made_on.timetuple()[:6], (ZIP_EPOCH, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
