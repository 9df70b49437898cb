"""The records of an xls, passed over before it is read: how much they hold, what has no result."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from typing import Final

from yamato_dx.intake.files.limits import CELLS, SHEETS
from yamato_dx.intake.files.workbooks.refusal import Refusal

CONTAINER: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = ("Workbook", "Book")
_END, _PASSWORD, _SHEET, _BEGIN = 0x0A, 0x2F, 0x85, 0x809
_FORMULA, _MULTIPLE, _MULTIPLE_BLANK = 0x06, 0xBD, 0xBE
_COMPUTED = 0x1C1  # by which version all formulas were computed last
_BLANK: Final = 0x201
# NUMBER, LABEL, a truth value or error, RK, RSTRING, a shared text
_CELLS: Final = frozenset((0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD, _FORMULA, _MULTIPLE))
_TO_BE_COMPUTED: Final = 0x02  # whoever opens it is to compute the result
# The number 0, and the empty text.
_NOTHING: Final = (bytes(8), b"\x03\x00\x00\x00\x00\x00\xff\xff")
_WORKSHEET: Final = 0


@dataclass
class SheetRecords:
    """`height`, `width`: of what is not blank. `is_computed`: by a program that says so."""

    height: int = 0
    width: int = 0
    cells: int = 0
    is_computed: bool = True
    _unset: dict[tuple[int, int], bool] = field(default_factory=dict)
    _has_results: bool = False

    @property
    def uncomputed(self) -> set[tuple[int, int]]:
        """Formulas without a result: a program that computes none writes 0 or nothing for all of a
        sheet and leaves it to whoever opens the file. Excel writes results, and that it did."""
        if self._has_results:
            return set()
        return {place for place, is_due in self._unset.items() if is_due or not self.is_computed}

    def count(self, code: int, stream: bytes, start: int, length: int) -> None:
        row, column = unpack_from("<HH", stream, start)
        if code in (_BLANK, _MULTIPLE_BLANK):
            self.cells += max((length - 6) // 2, 1)
        else:
            last = column
            if code == _MULTIPLE:
                (last,) = unpack_from("<H", stream, start + length - 2)
            elif code == _FORMULA:
                self._note_result((row, column), stream[start + 6 : start + 16])
            self.height, self.width = max(self.height, row + 1), max(self.width, last + 1)
            self.cells += last - column + 1
        if max(self.cells, self.height * self.width) > CELLS:
            raise Refusal("workbook_too_large")

    def _note_result(self, place: tuple[int, int], result: bytes) -> None:
        if result[:8] in _NOTHING:
            self._unset[place] = bool(result[8] & _TO_BE_COMPUTED)
        else:
            self._has_results = True


def sheet_records(data: bytes) -> list[SheetRecords]:
    """Of each worksheet in its order. Raises Refusal, struct.error where a record is cut."""
    stream = _stream(data)
    sheets: list[SheetRecords] = []
    is_computed = False
    for code, start, _ in _records(stream, 0):
        if code == _PASSWORD:
            raise Refusal("file_encrypted")
        if code == _SHEET:
            place, kind = unpack_from("<IxB", stream, start)
            if kind == _WORKSHEET:
                sheets.append(_passed_over(stream, place))
        if len(sheets) > SHEETS:
            raise Refusal("workbook_too_large")
        is_computed |= code == _COMPUTED
    for sheet in sheets:
        sheet.is_computed = is_computed
    return sheets


def _stream(data: bytes) -> bytes:
    """The workbook in its container; whatever else lies in one is no workbook."""
    from xlrd.compdoc import CompDoc

    if not data.startswith(CONTAINER):
        return data
    container = CompDoc(data, logfile=io.StringIO())
    for name in _STREAMS:
        memory, base, length = container.locate_named_stream(name)
        if memory:
            return bytes(memory[base : base + length])
    is_document = container.locate_named_stream("WordDocument")[0] is not None
    raise Refusal("file_document" if is_document else "file_other_archive")


def _passed_over(stream: bytes, place: int) -> SheetRecords:
    sheet = SheetRecords()
    for code, start, length in _records(stream, place):
        if code in _CELLS or code in (_BLANK, _MULTIPLE_BLANK):
            sheet.count(code, stream, start, length)
    return sheet


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """(code, where its content begins, how long that is), up to the end of what begins at `place`.
    What is drawn in it (a chart) begins and ends within; its records are none of these."""
    depth = 0
    while place + 4 <= len(stream):
        code, length = unpack_from("<HH", stream, place)
        if code == _BEGIN:
            depth += 1
        elif code == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield code, place + 4, length
        place += 4 + length
