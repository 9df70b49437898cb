"""A fault, and what is true of the file that has it.

`is_recoverable`: the original can be had from the bytes, and the generator has shown it: it undid
the fault by a rule that knows nothing of the original, and got the clean file's cells. What is
refused by rule (EUC-JP, ISO-2022-JP, a header that stands twice) is none of these.
Where a figure was changed into another one that is as good (a lost digit, a lost row) no reader can
tell, unless something else in the file no longer comes out: such files bring what is `printed`, and
count apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Final, Literal

from benchmarks.intake_faults.book import Book, Grid, Place
from benchmarks.intake_faults.cleans import Clean, rows_of, told_of
from benchmarks.intake_faults.formats.registry import FORMATS
from benchmarks.intake_faults.judging import Told
from benchmarks.intake_faults.truth import Key, Truth

FaultKind = Literal[
    "encoding",
    "delimiter",
    "quotes",
    "cut",
    "shifted",
    "header",
    "merged",
    "unit",
    "year",
    "struck",
    "hidden",
    "number format",
    "dropped digit",
]
KINDS: Final[tuple[FaultKind, ...]] = (
    "encoding",
    "delimiter",
    "quotes",
    "cut",
    "shifted",
    "header",
    "merged",
    "unit",
    "year",
    "struck",
    "hidden",
    "number format",
    "dropped digit",
)


@dataclass(frozen=True)
class Spoilt:
    """`what`: the fault in a few words."""

    data: bytes
    what: str
    told: Told
    is_recoverable: bool = False


# None where the file has nothing that could be spoilt so.
Spoiling = Callable[[Clean, Random], Spoilt | None]


def as_book(
    clean: Clean,
    book: Book,
    what: str,
    *,
    doubtful: Iterable[Key] = (),
    printed: tuple[Truth, ...] | None = None,
    is_recoverable: bool = False,
) -> Spoilt:
    """The spoilt book in the format of the clean file."""
    told = Told(
        clean.book.truths,
        clean.book.doubtful | frozenset(doubtful),
        printed,
        rows_of(clean.book, clean.file_format) | rows_of(book, clean.file_format),
    )
    return Spoilt(FORMATS[clean.file_format](book), what, told, is_recoverable)


def as_bytes(
    clean: Clean,
    data: bytes,
    what: str,
    *,
    printed: tuple[Truth, ...] | None = None,
    is_recoverable: bool = False,
) -> Spoilt:
    """Bytes in which each figure still stands in its row."""
    return Spoilt(data, what, replace(told_of(clean), printed=printed), is_recoverable)


def actual_places(book: Book) -> list[Place]:
    """Where actual figures stand."""
    return [
        place
        for place in book.places("value")
        if (truth := book.at(place).truth) and truth.role == "actual" and truth.value is not None
    ]


def key_at(book: Book, place: Place) -> Key:
    truth = book.at(place).truth
    assert truth is not None, "a figure stands there"
    return truth.key


def keys_beside(book: Book, place: Place) -> frozenset[Key]:
    """The figures of the row of a cell; where it has none, of its column."""
    every = [other for other in book.places("value") if other.sheet == place.sheet]
    in_row = [other for other in every if other.row == place.row]
    beside = in_row or [other for other in every if other.column == place.column]
    return frozenset(key_at(book, other) for other in beside if book.at(other).truth)


def header_row(grid: Grid) -> int | None:
    """The first row with the most headings."""
    counts = [sum(cell.kind in ("heading", "year", "month") for cell in row) for row in grid.rows]
    most = max(counts, default=0)
    return counts.index(most) if most > 1 else None
