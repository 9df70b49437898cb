"""Runs alone, as a process that may die: xlsx bytes in, JSON out, nothing heavy imported.

Output: {"refused": code}, or {"sheets": [{"name", "is_hidden", "columns": [[text, …], …],
"hidden_rows": [row, …], "hidden_columns": [column, …],
"struck_rows": [row, …], "doubts": [[row, column, code, values, readings], …],
"comments": [[row, column, words], …],
"merged": [[first row, first column, last row, last column], …]}]}, rows and columns from 0, every
cell as the text that a person sees: of merged cells the first has it, the others are blank.
The reader of cells tells neither styles nor errors nor what is hidden: a pass over the XML does,
of the sheets in which anything hints at it.
"""

from __future__ import annotations

import gc
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from yamato_dx.intake.files.workbooks.cells import CHUNK, Hints, SheetPass, column_number
from yamato_dx.intake.files.workbooks.limits import CELLS, MEMORY_BYTES, SECONDS
from yamato_dx.intake.files.workbooks.parts import Parts, SheetPart
from yamato_dx.intake.files.workbooks.seen import Book, SeenSheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

OVERLAP = 256
COLUMN_LETTERS = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]+)[0-9]+["']""")
ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]+)["']""")
REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


class Refusal(Exception):
    """Why the workbook is not read; the message is the problem's code."""


def limit_resources() -> None:
    """Memory and CPU of this process; Windows has no such limit, there only the clock holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


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
            # A zero byte: UTF-16, in which none of these words would be found.
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or b"\x00" in piece:
                raise Refusal("workbook_suspicious")
            rows = max(rows, largest_row(piece))
            columns = max(columns, largest_column(piece))
            # Cells need not say where they stand; then only counting tells how many there are.
            cells += piece.count(b"<c>") + piece.count(b"<c ")
            if max(rows * columns, cells) > CELLS:
                raise Refusal("workbook_too_large")


def largest_row(piece: bytes) -> int:
    return max(map(int, ROW_NUMBER.findall(piece)), default=0)


def largest_column(piece: bytes) -> int:
    letters = set(COLUMN_LETTERS.findall(piece))
    return max((column_number(letter.decode()) for letter in letters), default=0)


def read_sheet(
    reader: CalamineWorkbook, parts: Parts, part: SheetPart, book: Book
) -> dict[str, Any]:
    rows = reader.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
    sheet = SeenSheet.of(book, rows)
    telling = [style for style, look in enumerate(book.looks) if not look.is_plain]
    sheet_pass = SheetPass(sheet.tell, telling, bool(book.telling_texts))
    if book.telling_texts or is_telling(parts.archive, part, telling):
        with parts.archive.open(part.part) as file:
            sheet_pass.read(file)
    sheet.cover(sheet_pass.merged)
    struck = sheet.struck_rows()
    return {
        "name": part.name,
        "is_hidden": part.is_hidden,
        "columns": sheet.columns,
        "hidden_rows": sheet_pass.hidden_rows,
        "hidden_columns": sorted(sheet_pass.hidden_columns),
        "struck_rows": struck,
        "merged": sheet_pass.merged,
        "doubts": [
            [*place, doubt.code, doubt.values, doubt.readings]
            for place, doubt in sheet.doubts.items()
        ],
        "comments": list(placed(parts.comments(part))),
    }


def is_telling(archive: zipfile.ZipFile, part: SheetPart, styles: list[int]) -> bool:
    """Whether a pass over the sheet's XML is needed; cells need not name style 0."""
    hints = Hints(styles)
    return 0 in styles or any(hints.are_in(piece) for piece in chunks(archive, part.part))


def placed(comments: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    for reference, words in comments.items():
        found = REFERENCE.fullmatch(reference)
        if found and words:
            yield int(found[2]) - 1, column_number(found[1]) - 1, words


def read(data: bytes) -> dict[str, Any]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inspect(archive)
        parts = Parts(archive)
        sheet_parts = parts.sheets()
        book = Book(parts.looks(), parts.telling_texts(), parts.counts_from_1904())
        try:
            reader = CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = [
                read_sheet(reader, parts, sheet_parts[metadata.name], book)
                for metadata in reader.sheets_metadata
                if metadata.typ == SheetTypeEnum.WorkSheet
            ]
        except CalamineError as error:
            raise Refusal("workbook_broken") from error
    return {"sheets": sheets}


def main() -> None:
    limit_resources()
    gc.disable()  # a million texts and no cycles: looking for them costs a quarter of the time
    try:
        answer = read(sys.stdin.buffer.read())
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "workbook_too_large"}
    except (
        zipfile.BadZipFile,
        ParseError,
        ExpatError,
        ValueError,
        LookupError,
        ArithmeticError,
        OSError,
    ):
        answer = {"refused": "workbook_broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
