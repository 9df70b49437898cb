"""xlsx: values by a reader of cells, all else that a person sees by a pass over the XML.

The reader of cells tells neither styles nor errors nor what is hidden or merged: the pass does, of
the sheets in which anything hints at it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from yamato_dx.intake.files.limits import CELLS, SHEETS
from yamato_dx.intake.files.workbooks.cells import CHUNK, Hints, SheetPass, column_number
from yamato_dx.intake.files.workbooks.looks import Run
from yamato_dx.intake.files.workbooks.parts import Parts, SheetPart
from yamato_dx.intake.files.workbooks.refusal import Refusal
from yamato_dx.intake.files.workbooks.seen import (
    UNCOMPUTED,
    Book,
    SeenSheet,
    Surroundings,
    seen_runs,
)
from yamato_dx.intake.files.workbooks.shown import Seen
from yamato_dx.intake.files.workbooks.styles import child, local, runs_of

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

OVERLAP = 256
COLUMN_LETTERS = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]+)[0-9]+["']""")
ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]+)["']""")
TEXTS = ("s", "str", "inlineStr")
REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part's bytes piece by piece, each beginning with the end of the one before."""
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(CHUNK):
            yield tail + piece
            tail = piece[-OVERLAP:]


def inspect(archive: zipfile.ZipFile) -> None:
    """Refuse what would swell when parsed."""
    for part in archive.namelist():
        if not part.lower().endswith((".xml", ".rels")):
            continue
        rows = columns = cells = 0
        for piece in chunks(archive, part):
            refuse_suspicious(piece)
            rows = max(rows, largest_row(piece))
            columns = max(columns, largest_column(piece))
            # Cells need not say where they stand; then only counting tells how many there are.
            cells += piece.count(b"<c>") + piece.count(b"<c ")
            if max(rows * columns, cells) > CELLS:
                raise Refusal("workbook_too_large")


def refuse_suspicious(piece: bytes) -> None:
    """What no spreadsheet program writes. A zero byte: UTF-16, in which nothing would be found."""
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or b"\x00" in piece:
        raise Refusal("workbook_suspicious")


def largest_row(piece: bytes) -> int:
    return max(map(int, ROW_NUMBER.findall(piece)), default=0)


def largest_column(piece: bytes) -> int:
    letters = set(COLUMN_LETTERS.findall(piece))
    return max((column_number(letter.decode()) for letter in letters), default=0)


@dataclass(frozen=True)
class ToldCells:
    """What the pass over a sheet's XML tells, read into the sheet. `texts`: shared ones of which
    not every run counts."""

    sheet: SeenSheet
    texts: Mapping[int, tuple[Run, ...]]

    def tell(self, row: int, column: int, style: int, cell: Element) -> None:
        """Read one cell by its XML; a `Tell`."""
        look = self.sheet.book.look(style)
        kind = cell.get("t", "n")
        parts = {local(part): part.text for part in cell}
        raw = parts.get("v") or ""
        if kind == "e":
            self.sheet.put(row, column, Seen(raw or "#ERROR!"))
        elif "f" in parts and not raw and kind != "str":
            self.sheet.put(row, column, UNCOMPUTED)
        elif kind in TEXTS:
            self.sheet.put(row, column, seen_runs(self._runs(row, column, cell, raw), look))
        elif kind == "n" and raw:
            self.sheet.put(row, column, self.sheet.number(style, raw))

    def _runs(self, row: int, column: int, cell: Element, raw: str) -> tuple[Run, ...]:
        kind = cell.get("t")
        inline = child(cell, "is")
        if kind == "inlineStr" and inline is not None:
            return runs_of(inline)
        runs = self.texts.get(int(raw)) if kind == "s" and raw else None
        return runs or (Run(self.sheet.text(row, column)),)


@dataclass(frozen=True)
class XlsxReader:
    """The sheets of one workbook."""

    values: CalamineWorkbook
    parts: Parts
    book: Book
    telling_texts: Mapping[int, tuple[Run, ...]]

    def sheet(self, part: SheetPart) -> dict[str, Any]:
        rows = self.values.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
        sheet = SeenSheet.of(self.book, rows)
        telling = [style for style, look in enumerate(self.book.looks) if not look.is_plain]
        told = ToldCells(sheet, self.telling_texts)
        sheet_pass = SheetPass(told.tell, telling, bool(self.telling_texts))
        if self.telling_texts or is_telling(self.parts.archive, part, telling):
            with self.parts.archive.open(part.part) as file:
                sheet_pass.read(file)
        around = Surroundings(
            part.name,
            part.is_hidden,
            sheet_pass.hidden_rows,
            sheet_pass.hidden_columns,
            sheet_pass.merged,
            list(placed(self.parts.comments(part))),
        )
        return sheet.answer(around)


def is_telling(archive: zipfile.ZipFile, part: SheetPart, styles: list[int]) -> bool:
    """Whether a pass over the sheet's XML is needed; cells need not name style 0."""
    hints = Hints(styles)
    return 0 in styles or any(hints.are_in(piece) for piece in chunks(archive, part.part))


def placed(comments: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    for reference, words in comments.items():
        found = REFERENCE.fullmatch(reference)
        if found and words:
            yield int(found[2]) - 1, column_number(found[1]) - 1, words


def read_xlsx(data: bytes) -> list[dict[str, Any]]:
    """Each sheet as the child process answers it. Raises Refusal, and what its parsers raise."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inspect(archive)
        parts = Parts(archive)
        sheets = parts.sheets()
        if len(sheets) > SHEETS:
            raise Refusal("workbook_too_large")
        book = Book(parts.looks(), parts.counts_from_1904())
        try:
            values = CalamineWorkbook.from_filelike(io.BytesIO(data))
            reader = XlsxReader(values, parts, book, parts.telling_texts())
            return [
                reader.sheet(sheets[metadata.name])
                for metadata in values.sheets_metadata
                if metadata.typ == SheetTypeEnum.WorkSheet
            ]
        except CalamineError as error:
            raise Refusal("workbook_broken") from error
