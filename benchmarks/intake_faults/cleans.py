"""The 40 clean files: every layout, every format."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Final

from benchmarks.intake_faults.book import Book
from benchmarks.intake_faults.formats.registry import ENDINGS, FORMATS, is_workbook
from benchmarks.intake_faults.judging import Row, Told
from benchmarks.intake_faults.layouts.registry import BY_NAME, LAYOUTS
from benchmarks.intake_faults.truth import Key

COUNT: Final = 40
# What the program reads today; a layout that is no longer left out is an entry less.
LAYOUTS_UNREAD: Final[frozenset[str]] = frozenset()
FORMATS_UNREAD: Final[frozenset[str]] = frozenset()
_SHEETS: Final = ("xlsx", "xls", "ods")


@dataclass(frozen=True)
class Clean:
    """A file without a fault. `seed` draws it again."""

    layout: str
    file_format: str
    seed: str
    book: Book
    data: bytes

    @property
    def file_name(self) -> str:
        return f"{self.seed}.{ENDINGS[self.file_format]}"


def clean(layout: str, file_format: str, seed: str) -> Clean:
    """The same for the same seed."""
    random = Random(f"{seed}:{layout}")
    book = BY_NAME[layout].book(random)
    return Clean(layout, file_format, seed, book, FORMATS[file_format](book))


def specs() -> list[tuple[str, str]]:
    """(layout, format) of each: the long layout in every format, then all layouts by turns."""
    made = [("long", file_format) for file_format in FORMATS]
    formats = {True: cycle(_SHEETS), False: cycle(FORMATS)}
    turns = [layout for _ in range(3) for layout in LAYOUTS if layout.layout != "long"]
    rest = ((one.layout, next(formats[one.has_sheets])) for one in turns[: COUNT - len(made)])
    return [*made, *rest]


def is_read(layout: str, file_format: str) -> bool:
    return layout not in LAYOUTS_UNREAD and file_format not in FORMATS_UNREAD


def clean_files(seed: int = 1) -> list[Clean]:
    """All 40."""
    return [
        clean(layout, file_format, f"{place:02}-{layout}-{file_format}-{seed}")
        for place, (layout, file_format) in enumerate(specs(), start=1)
    ]


def rows_of(book: Book, file_format: str) -> dict[Key, Row]:
    """Where each actual figure stands: sheet (None in a text file) and row from 1."""
    return {
        cell.truth.key: (
            book.sheets[place.sheet].name if is_workbook(file_format) else None,
            place.row + 1,
        )
        for place in book.places("value")
        if (cell := book.at(place)).truth and cell.truth.role == "actual"
    }


def told_of(made: Clean) -> Told:
    """What is true of a file without a fault."""
    rows = rows_of(made.book, made.file_format)
    return Told(made.book.truths, made.book.doubtful, rows=rows)
