"""ods, and the same without its archive (fods): what a person sees, as of the other workbooks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import Element, fromstring

from yamato_dx.intake.files.limits import CELLS, SHEETS
from yamato_dx.intake.files.workbooks.cells import Attributes
from yamato_dx.intake.files.workbooks.looks import Font, Run
from yamato_dx.intake.files.workbooks.ods_cells import (
    CELL,
    OFFICE,
    TABLE,
    TEXT,
    OdsHandlers,
    OdsPass,
)
from yamato_dx.intake.files.workbooks.ods_styles import OdsStyles
from yamato_dx.intake.files.workbooks.refusal import Refusal
from yamato_dx.intake.files.workbooks.seen import (
    UNCOMPUTED,
    Book,
    SeenSheet,
    Surroundings,
    seen_runs,
)
from yamato_dx.intake.files.workbooks.shown import BLANK, Seen, seen_as_written
from yamato_dx.intake.files.workbooks.styles import local
from yamato_dx.intake.files.workbooks.xlsx import chunks, refuse_suspicious

_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_NUMBERS: Final = ("float", "percentage", "currency")
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's days have no zone
_DURATION: Final = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
# Of these nobody sees the text in the cell: phonetic signs, footnotes, comments, drawings.
_UNSEEN: Final = frozenset(("ruby-text", "note", "annotation", "annotation-end", "frame"))


def read_ods(data: bytes) -> list[dict[str, Any]]:
    """Each sheet as the child process answers it. Raises Refusal, and what its parsers raise."""
    book = OdsBook()
    if not data.startswith(b"PK"):
        refuse_suspicious(data)
        book.read(io.BytesIO(data))
        return book.answers()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
            raise Refusal("file_encrypted")
        for part in (_STYLES, _CONTENT):
            if part in names:
                for piece in chunks(archive, part):
                    refuse_suspicious(piece)
        if _STYLES in names:
            for element in fromstring(archive.read(_STYLES)):  # noqa: S314 - without entities
                book.add_styles(element)
        with archive.open(_CONTENT) as content:
            book.read(content)
    return book.answers()


@dataclass
class _Repeated:
    """How a row or column is, as often as it stands there."""

    first: int
    count: int
    style: str = BLANK
    is_hidden: bool = False


@dataclass
class OdsSheet:
    """A sheet while it is read. What is repeated to the edge of the sheet counts only as far as
    something stands there."""

    around: Surroundings
    seen: SeenSheet
    columns: list[_Repeated] = field(default_factory=list)
    rows: list[_Repeated] = field(default_factory=list)
    row: _Repeated = field(default_factory=lambda: _Repeated(0, 0))
    column: int = 0
    cells: list[tuple[int, int, Seen]] = field(default_factory=list)

    def next_column(self) -> int:
        return self.columns[-1].first + self.columns[-1].count if self.columns else 0

    def style_at(self, column: int) -> str:
        if self.row.style:
            return self.row.style
        return next((one.style for one in self.columns if column < one.first + one.count), BLANK)

    def put_row(self) -> int:
        """What was told of a row, as often as it stands there. Returns how many cells these are."""
        if not self.cells:
            return 0
        width = max(column + count for column, count, _ in self.cells)
        size = (self.row.first + self.row.count) * max(width, len(self.seen.columns))
        if size > CELLS:
            raise Refusal("workbook_too_large")
        for row in range(self.row.first, self.row.first + self.row.count):
            for first, count, seen in self.cells:
                for column in range(first, first + count):
                    self.seen.put(row, column, seen)
        self.cells = []
        return size

    def answer(self) -> dict[str, Any]:
        height = len(self.seen.columns[0]) if self.seen.columns else 0
        width = len(self.seen.columns)
        self.around.hidden_rows = list(_hidden(self.rows, height))
        self.around.hidden_columns = set(_hidden(self.columns, width))
        return self.seen.answer(self.around)


def _hidden(places: list[_Repeated], end: int) -> Iterator[int]:
    for place in places:
        if place.is_hidden:
            yield from range(place.first, min(place.first + place.count, end))


@dataclass
class OdsBook:
    """A workbook while it is read."""

    styles: OdsStyles = field(default_factory=OdsStyles)
    sheets: list[OdsSheet] = field(default_factory=list)
    _numbers: dict[tuple[int, str, str, str], Seen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = Book(self.styles.looks)

    def read(self, content: Any) -> None:
        handlers = OdsHandlers(
            self.styles.add, self._table, self._column, self._row, self._cell, self._row_end
        )
        OdsPass(handlers).read(content)

    def add_styles(self, element: Element) -> None:
        if local(element) in ("styles", "automatic-styles"):
            self.styles.add(element)

    def answers(self) -> list[dict[str, Any]]:
        return [sheet.answer() for sheet in self.sheets]

    def _table(self, attributes: Attributes) -> None:
        is_hidden = self.styles.hides("table", attributes.get(f"{TABLE}style-name", ""))
        around = Surroundings(attributes.get(f"{TABLE}name", ""), is_hidden)
        self.sheets.append(OdsSheet(around, SeenSheet(self.book, [])))
        if len(self.sheets) > SHEETS:
            raise Refusal("workbook_too_large")

    def _column(self, attributes: Attributes, is_folded: bool) -> None:
        sheet = self.sheets[-1]
        repeated = self._repeated(attributes, sheet.next_column(), "table-column")
        repeated.is_hidden |= is_folded
        sheet.columns.append(repeated)

    def _row(self, attributes: Attributes, is_folded: bool) -> None:
        sheet = self.sheets[-1]
        first = sheet.row.first + sheet.row.count
        sheet.row = self._repeated(attributes, first, "table-row")
        sheet.row.is_hidden |= is_folded
        sheet.rows.append(sheet.row)
        sheet.column = 0

    def _repeated(self, attributes: Attributes, first: int, family: str) -> _Repeated:
        kind = family.removeprefix("table-")
        return _Repeated(
            first,
            int(attributes.get(f"{TABLE}number-{kind}s-repeated", "1")),
            attributes.get(f"{TABLE}default-cell-style-name", ""),
            attributes.get(f"{TABLE}visibility", "visible") != "visible"
            or self.styles.hides(family, attributes.get(f"{TABLE}style-name", "")),
        )

    def _row_end(self) -> None:
        self.sheets[-1].put_row()

    def _cell(self, cell: Element) -> None:
        sheet = self.sheets[-1]
        column, count = sheet.column, int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        sheet.column += count
        if cell.tag != CELL:
            return  # under a merged cell
        row = sheet.row.first
        right = column + int(cell.get(f"{TABLE}number-columns-spanned", "1")) - 1
        below = row + int(cell.get(f"{TABLE}number-rows-spanned", "1")) - 1
        if (right, below) != (column, row):
            sheet.around.merged.append((row, column, below, right))
        comment = " / ".join(filter(None, map(_comment, cell)))
        if comment:
            sheet.around.comments.append((row, column, comment))
        style = cell.get(f"{TABLE}style-name") or sheet.style_at(column)
        seen = self._seen(sheet.seen, cell, self.styles.number(style))
        if seen is not None:
            sheet.cells.append((column, count, seen))

    def _seen(self, sheet: SeenSheet, cell: Element, style: int) -> Seen | None:
        """None of a cell in which nothing stands."""
        kind = cell.get(f"{OFFICE}value-type", "")
        look = self.book.look(style)
        runs = tuple(self._runs(cell, look.font))
        text = "".join(run.text for run in runs)
        if not kind and not text:
            has_formula = cell.get(f"{TABLE}formula") is not None
            return UNCOMPUTED if has_formula else None
        if kind in _NUMBERS:
            return self._number(sheet, style, kind, (cell.get(f"{OFFICE}value", ""), text))
        if kind in ("date", "time"):
            return self._dated(sheet, style, _serial(cell, kind), text)
        if kind == "boolean":
            return Seen("TRUE" if cell.get(f"{OFFICE}boolean-value") == "true" else "FALSE")
        return seen_runs(runs or (Run(cell.get(f"{OFFICE}string-value", "")),), look)

    def _number(self, sheet: SeenSheet, style: int, kind: str, written: tuple[str, str]) -> Seen:
        """By the value and its format, as an office program shows it; where the text beside it,
        which a program once wrote there, shows another number, that is asked about."""
        key = (style, kind, *written)
        if key not in self._numbers:
            raw, text = written
            seen = sheet.number(style, raw)
            is_told = not text.strip() or text == seen.text or seen.doubt is not None
            as_written = None if is_told else seen_as_written(text, raw)
            if as_written:
                differs = as_written.doubt and as_written.doubt.code == "format_changes"
                has_no_form = self.book.look(style).form.is_general and kind != "float"
                if differs or has_no_form:
                    seen = as_written
            self._numbers[key] = seen
        return self._numbers[key]

    def _dated(self, sheet: SeenSheet, style: int, serial: Decimal | None, text: str) -> Seen:
        form = self.book.look(style).form
        if serial is None or form.section_of(serial).kind != "date":
            return Seen(text)
        return sheet.number(style, str(serial))

    def _runs(self, cell: Element, font: Font) -> Iterator[Run]:
        """Lines of a cell are paragraphs. `font`: of the cell."""
        paragraphs = [part for part in cell if part.tag in (f"{TEXT}p", f"{TEXT}h")]
        for place, paragraph in enumerate(paragraphs):
            if place:
                yield Run("\n")
            yield from self._runs_in(paragraph, font)

    def _runs_in(self, element: Element, font: Font) -> Iterator[Run]:
        if element.text:
            yield Run(_BLANKS.sub(" ", element.text), font)
        for part in element:
            kind = local(part)
            if kind in ("s", "tab", "line-break"):
                signs = {"s": " " * min(int(part.get(f"{TEXT}c", "1")), 1000), "tab": "\t"}
                yield Run(signs.get(kind, "\n"), font)
            elif kind not in _UNSEEN:
                style = part.get(f"{TEXT}style-name") if kind == "span" else None
                yield from self._runs_in(part, self.styles.font(style, font) if style else font)
            if part.tail:
                yield Run(_BLANKS.sub(" ", part.tail), font)


def _comment(part: Element) -> str:
    """What is written beside a cell, without who wrote it when."""
    if part.tag != f"{OFFICE}annotation":
        return ""
    lines = ("".join(line.itertext()) for line in part if line.tag == f"{TEXT}p")
    return " ".join(" ".join(lines).split())


def _serial(cell: Element, kind: str) -> Decimal | None:
    """Days since the beginning of 1900, as the other workbooks count them."""
    if kind == "date":
        moment = datetime.fromisoformat(cell.get(f"{OFFICE}date-value", "").rstrip("Z"))
        passed = moment.replace(tzinfo=None) - _DAY_ZERO
        return passed.days + Decimal(passed.seconds) / 86_400
    found = _DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))
    if not found:
        return None
    days, hours, minutes = (int(part or 0) for part in found.group(2, 3, 4))
    seconds = (days * 24 + hours) * 3600 + minutes * 60 + Decimal(found[5] or 0)
    return (-seconds if found[1] else seconds) / 86_400
