"""The cells of one sheet: texts as a person sees them, and what is to be told of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

from yamato_dx.intake.files.workbooks.cells import Area
from yamato_dx.intake.files.workbooks.shown import (
    BLANK,
    Doubt,
    Seen,
    digits,
    held_number,
    seen_number,
    seen_text,
)
from yamato_dx.intake.files.workbooks.styles import Font, Look, Run, child, local, runs_of

# Stands for a formula whose result the file does not have; nobody sees it.
NEVER_COMPUTED: Final = "#NOT-COMPUTED!"
_TEXTS: Final = ("s", "str", "inlineStr")


def as_text(value: object) -> str:
    """A cell that shows just what it holds, as a person would type it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        is_whole = abs(value) < 1e15 and value == int(value)
        return str(int(value)) if is_whole else digits(held_number(repr(value)))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


@dataclass(frozen=True)
class Book:
    """What all sheets of a workbook share."""

    looks: Sequence[Look]
    telling_texts: Mapping[int, tuple[Run, ...]]
    is_1904: bool


@dataclass
class SeenSheet:
    """Columns of texts. `doubts`: (row, column) from 0 → what is told of the cell."""

    book: Book
    columns: list[list[str]]
    doubts: dict[tuple[int, int], Doubt] = field(default_factory=dict)
    _read: dict[tuple[int, str], Seen] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book, rows: Iterable[Sequence[object]]) -> SeenSheet:
        """`rows`: of equal length, as the reader of cells gives them."""
        columns = [
            list(values)
            if set(map(type, values)) == {str}
            else [as_text(value) for value in values]
            for values in zip(*rows, strict=True)
        ]
        return cls(book, columns)

    def tell(self, row: int, column: int, style: int, cell: Element) -> None:
        """Read one cell by its XML; a `Tell`."""
        look = self.book.looks[style] if style < len(self.book.looks) else Look()
        kind = cell.get("t", "n")
        parts = {local(part): part.text for part in cell}
        raw = parts.get("v") or ""
        if kind == "e":
            self._set(row, column, Seen(raw or "#ERROR!"))
        elif "f" in parts and not raw and kind != "str":
            self._set(row, column, Seen(NEVER_COMPUTED, Doubt("formula_uncomputed")))
        elif kind in _TEXTS:
            self._set(row, column, _seen_runs(self._runs(row, column, cell, raw), look))
        elif kind == "n" and raw:
            self._set(row, column, self._number(style, raw, look))

    def _runs(self, row: int, column: int, cell: Element, raw: str) -> tuple[Run, ...]:
        kind = cell.get("t")
        inline = child(cell, "is")
        if kind == "inlineStr" and inline is not None:
            return runs_of(inline)
        runs = self.book.telling_texts.get(int(raw)) if kind == "s" and raw else None
        return runs or (Run(self._text(row, column)),)

    def _text(self, row: int, column: int) -> str:
        if column < len(self.columns) and row < len(self.columns[column]):
            return self.columns[column][row]
        return ""

    def _number(self, style: int, raw: str, look: Look) -> Seen:
        key = (style, raw)
        if key not in self._read:
            self._read[key] = _seen_number(raw, look, is_1904=self.book.is_1904)
        return self._read[key]

    def _set(self, row: int, column: int, seen: Seen) -> None:
        if column >= len(self.columns) or row >= len(self.columns[column]):
            self._make_room(row, column)
        self.columns[column][row] = seen.text
        if seen.doubt:
            self.doubts[row, column] = seen.doubt

    def _make_room(self, row: int, column: int) -> None:
        """The reader of cells may leave out what it found blank at the edges."""
        height = max(len(self.columns[0]) if self.columns else 0, row + 1)
        missing = column + 1 - len(self.columns)
        self.columns.extend([] for _ in range(missing))
        for texts in self.columns:
            texts.extend([""] * (height - len(texts)))

    def cover(self, merged: Iterable[Area]) -> None:
        """Blank what stands under merged cells: nobody sees it."""
        for top, left, bottom, right in merged:
            for column, texts in enumerate(self.columns[left : right + 1], start=left):
                for row in range(top, min(bottom + 1, len(texts))):
                    if (row, column) != (top, left):
                        texts[row] = BLANK
                        self.doubts.pop((row, column), None)

    def struck_rows(self) -> list[int]:
        """Rows of which all is struck out: told once, and no more cell by cell."""
        cells: dict[int, list[tuple[int, int]]] = {}
        for (row, column), doubt in self.doubts.items():
            if doubt.code == "cell_struck" and BLANK in doubt.readings:
                cells.setdefault(row, []).append((row, column))
        struck = [
            row
            for row, row_cells in cells.items()
            if len(row_cells) == sum(bool(texts[row].strip()) for texts in self.columns)
        ]
        for row in struck:
            for place in cells[row]:
                del self.doubts[place]
        return struck


def _seen_number(raw: str, look: Look, *, is_1904: bool) -> Seen:
    if look.form.is_plain and raw.isdigit() and raw[0] != "0" and look.is_whole(look.font):
        return Seen(raw)
    try:
        seen = seen_number(raw, look.form, is_1904=is_1904)
    except InvalidOperation:
        return Seen(raw)
    hidden = _hidden([Run(seen.text)], look)
    return Seen(seen.text, hidden or seen.doubt)


def _seen_runs(runs: Sequence[Run], look: Look) -> Seen:
    text = "".join(run.text for run in runs)
    seen = seen_text(text, look.form)
    return Seen(seen.text, _hidden(runs, look) or seen.doubt)


def _hidden(runs: Sequence[Run], look: Look) -> Doubt | None:
    """What does not count, or may not: struck out, raised, in the colour of the paper."""
    text = "".join(run.text for run in runs)
    fonts = [(run.text, run.font or look.font) for run in runs if run.text.strip()]
    kept = "".join(run.text for run in runs if look.is_whole(run.font or look.font)).strip()
    for code, hides in (("cell_struck", _is_struck), ("cell_raised", _is_raised)):
        marked = "".join(words for words, font in fonts if hides(font)).strip()
        if marked:
            return Doubt(code, {"told": marked, "kept": kept}, (kept, text))
    if kept != text.strip():
        return Doubt("cell_invisible", {"held": text}, (kept, text))
    return None


def _is_struck(font: Font) -> bool:
    return font.is_struck


def _is_raised(font: Font) -> bool:
    return font.is_raised
