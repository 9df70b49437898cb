"""The cells of one sheet, of any format: texts as a person sees them, and what is told of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import InvalidOperation
from typing import Any, Final

from yamato_dx.intake.files.workbooks.looks import Font, Look, Run
from yamato_dx.intake.files.workbooks.shown import (
    BLANK,
    Doubt,
    Seen,
    digits,
    held_number,
    seen_number,
    seen_text,
)

# Stands for a formula whose result the file does not have; nobody sees it.
NEVER_COMPUTED: Final = "#NOT-COMPUTED!"
UNCOMPUTED: Final = Seen(NEVER_COMPUTED, Doubt("formula_uncomputed"))
# Above 0, with no more digits than are told apart from what arithmetic leaves behind.
_SIMPLE: Final = re.compile(r"(?:0(?=\.)|[1-9][0-9]{0,8})(?:\.([0-9]{0,2}[1-9]))?")
# (first row, first column, last row, last column), all from 0, the last ones are part of it.
Area = tuple[int, int, int, int]


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
    """What all sheets of a workbook share. `looks`: by the number that a cell names."""

    looks: Sequence[Look]
    is_1904: bool = False

    def look(self, style: int) -> Look:
        return self.looks[style] if style < len(self.looks) else Look()


@dataclass
class Surroundings:
    """What stands around the cells of a sheet, rows and columns from 0."""

    name: str
    is_hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)


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

    def text(self, row: int, column: int) -> str:
        if column < len(self.columns) and row < len(self.columns[column]):
            return self.columns[column][row]
        return BLANK

    def number(self, style: int, raw: str) -> Seen:
        """Each number is read once per style."""
        key = (style, raw)
        if key not in self._read:
            self._read[key] = _seen_number(raw, self.book.look(style), is_1904=self.book.is_1904)
        return self._read[key]

    def put(self, row: int, column: int, seen: Seen) -> None:
        if column >= len(self.columns) or row >= len(self.columns[column]):
            self._make_room(row, column)
        self.columns[column][row] = seen.text
        if seen.doubt:
            self.doubts[row, column] = seen.doubt

    def answer(self, around: Surroundings) -> dict[str, Any]:
        """What the child process says of the sheet."""
        self._cover(around.merged)
        struck = self.struck_rows()
        return {
            "name": around.name,
            "is_hidden": around.is_hidden,
            "columns": self.columns,
            "hidden_rows": around.hidden_rows,
            "hidden_columns": sorted(around.hidden_columns),
            "struck_rows": struck,
            "doubts": [
                [*place, doubt.code, doubt.values, doubt.readings]
                for place, doubt in self.doubts.items()
            ],
            "comments": around.comments,
            "merged": around.merged,
        }

    def _make_room(self, row: int, column: int) -> None:
        """The reader of cells may leave out what it found blank at the edges."""
        height = max(len(self.columns[0]) if self.columns else 0, row + 1)
        missing = column + 1 - len(self.columns)
        self.columns.extend([] for _ in range(missing))
        for texts in self.columns:
            texts.extend([""] * (height - len(texts)))

    def _cover(self, merged: Iterable[Area]) -> None:
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
    is_whole = look.is_whole(look.font)
    if is_whole and _shows_as_written(raw, look):
        return Seen(raw)
    try:
        seen = seen_number(raw, look.form, is_1904=is_1904)
    except InvalidOperation:
        return Seen(raw)
    hidden = None if is_whole else _hidden([Run(seen.text)], look)
    return Seen(seen.text, hidden or seen.doubt)


def _shows_as_written(raw: str, look: Look) -> bool:
    """Most numbers: few digits, of which the format rounds none away."""
    found = _SIMPLE.fullmatch(raw)
    if found is None:
        return False
    return look.form.is_general or (
        look.form.is_plain and len(found[1] or "") <= look.form.decimals
    )


def seen_runs(runs: Sequence[Run], look: Look) -> Seen:
    text = "".join(run.text for run in runs)
    seen = seen_text(text, look.form)
    return Seen(seen.text, _hidden(runs, look) or seen.doubt)


def _hidden(runs: Sequence[Run], look: Look) -> Doubt | None:
    """What does not count, or may not: struck out, raised, in the colour of the paper."""
    if look.is_whole(look.font) and all(run.font is None for run in runs):
        return None
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
