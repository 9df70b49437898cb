"""Runs alone, as a process that may die: xlsx bytes in, JSON out, nothing else imported.

Output: {"sheets": [{"name", "rows": [[text, …], …]}]} with every cell as text, or
{"refused": code}. The reader of cells leaves error cells and formulas that were never computed
blank; here they keep a text, so that none passes for an empty cell.
"""

from __future__ import annotations

import io
import json
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

from yamato_dx.intake.workbook_limits import CELLS, MEMORY_BYTES, SECONDS

CHUNK = 1024 * 1024
OVERLAP = 256
COLUMN_LETTERS = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)[0-9]+"')
ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]+)"')
REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NEVER_COMPUTED = "#NOT-COMPUTED!"


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


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part's bytes piece by piece, each beginning with the end of the one before."""
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(CHUNK):
            yield tail + piece
            tail = piece[-OVERLAP:]


def inspect(archive: zipfile.ZipFile) -> set[str]:
    """Refuse what would swell when parsed. Returns the parts with error or formula cells."""
    telling: set[str] = set()
    for part in archive.namelist():
        if not part.lower().endswith((".xml", ".rels")):
            continue
        rows = columns = cells = 0
        for piece in chunks(archive, part):
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise Refusal("workbook_suspicious")
            if b't="e"' in piece or re.search(rb"<(?:\w+:)?f\b", piece):
                telling.add(part)
            rows = max(rows, largest_row(piece))
            columns = max(columns, largest_column(piece))
            # Cells need not say where they stand; then only counting tells how many there are.
            cells += piece.count(b"<c>") + piece.count(b"<c ")
            if max(rows * columns, cells) > CELLS:
                raise Refusal("workbook_too_large")
    return telling


def largest_row(piece: bytes) -> int:
    return max(map(int, ROW_NUMBER.findall(piece)), default=0)


def largest_column(piece: bytes) -> int:
    letters = set(COLUMN_LETTERS.findall(piece))
    return max((column_number(one.decode()) for one in letters), default=0)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → part of the archive."""
    names = archive.namelist()
    if "xl/_rels/workbook.xml.rels" not in names:
        return {}
    # `inspect` has refused every document type before, so no entity can expand here.
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    return {
        one.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets.get(one.get(RELATION, ""), ""))
        ).lstrip("/")
        for one in book.iter()
        if one.tag.rpartition("}")[2] == "sheet"
    }


def untold(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """(row, column, text), from 0, of error cells and of formulas without a result."""
    row = column = -1
    with archive.open(part) as file:
        for event, node in ElementTree.iterparse(file, ("start", "end")):  # noqa: S314
            tag = node.tag.rpartition("}")[2]
            if tag == "row" and event == "start":
                row, column = int(node.get("r") or row + 2) - 1, -1
            elif tag == "row":
                node.clear()
            elif tag == "c" and event == "start":
                found = REFERENCE.fullmatch(node.get("r") or "")
                column = column_number(found[1]) - 1 if found else column + 1
            elif tag == "c" and (text := text_untold(node)):
                yield row, column, text


def text_untold(cell: ElementTree.Element) -> str | None:
    parts = {part.tag.rpartition("}")[2]: part.text or "" for part in cell}
    if cell.get("t") == "e":
        return parts.get("v") or "#ERROR!"
    return (
        NEVER_COMPUTED if "f" in parts and not parts.get("v") and cell.get("t") != "str" else None
    )


def as_text(value: object) -> str:
    """A cell as a person would type it: 1105 and 0.47, never 1105.0 or 4.7e-01."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else plain(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def plain(value: float) -> str:
    return format(Decimal(repr(value)), "f")


def rows_of(sheet: object, told: Iterator[tuple[int, int, str]]) -> list[list[str]]:
    rows = [
        [as_text(value) if value != float("inf") else "inf" for value in row]
        for row in sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    ]
    for row, column, text in told:
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = text
    return rows


def read(data: bytes) -> dict[str, object]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        telling = inspect(archive)
        parts = sheet_parts(archive)
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = []
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    part = parts.get(sheet.name, "")
                    told = untold(archive, part) if part in telling else iter(())
                    rows = rows_of(book.get_sheet_by_name(sheet.name), told)
                    sheets.append({"name": sheet.name, "rows": rows})
            return {"sheets": sheets}
        except CalamineError as error:
            raise Refusal("workbook_broken") from error


def main() -> None:
    limit_resources()
    try:
        answer = read(sys.stdin.buffer.read())
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "workbook_too_large"}
    except (zipfile.BadZipFile, ElementTree.ParseError, ValueError, KeyError, OSError):
        answer = {"refused": "workbook_broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
