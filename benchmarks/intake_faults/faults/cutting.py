"""Files of which a part was lost."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.intake_faults.book import Book
from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, actual_places, as_book, as_bytes
from benchmarks.intake_faults.formats.registry import is_workbook
from benchmarks.intake_faults.formats.text import TEXT_FORMATS, written
from benchmarks.intake_faults.truth import Truth


def cut(clean: Clean, random: Random) -> Spoilt:
    """At any byte. Of a text no reader can tell that lines are missing where it ends with a whole
    record; a figure that is cut itself has lost the end of its line, by which one can."""
    at = random.randrange(len(clean.data) // 3, len(clean.data))
    if is_workbook(clean.file_format):
        return as_bytes(clean, clean.data[:at], f"cut at {at} of {len(clean.data)}")
    if random.random() < 0.3:  # near a line's end, where it is hardest to see
        encoding, _, line_end = TEXT_FORMATS[clean.file_format]
        mark = encoded_end(line_end, encoding)
        at = max(clean.data.find(mark, at) - random.randint(0, 3), 1)
    data = clean.data[:at]
    return as_bytes(clean, data, f"cut at {at} of {len(clean.data)}", printed=kept_in(clean, data))


def encoded_end(line_end: str, encoding: str) -> bytes:
    return line_end.encode("utf-16-le" if encoding == "utf-16" else encoding)


def kept_in(clean: Clean, data: bytes) -> tuple[Truth, ...] | None:
    """The figures of the records that are whole, up to a remark that may be shorter; None where
    the last record lost a part of anything else, or cells."""
    encoding, delimiter, line_end = TEXT_FORMATS[clean.file_format]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    (grid,) = clean.book.sheets
    end = 0
    for number, row in enumerate(grid.padded()):
        cells = [cell.text for cell in row]
        whole = written([cells], delimiter, "")
        left = text[end:]
        if left in ("", "\r") or left == whole[: len(left)] != whole:
            if left in ("", "\r"):
                return _truths_before(clean.book, number)
            is_beside = len(left) >= len(whole) - len(cells[-1]) and row[-1].kind == "note"
            return _truths_before(clean.book, number + 1) if is_beside else None
        end += len(whole) + len(line_end)
    return _truths_before(clean.book, len(grid.rows))


def _truths_before(book: Book, row: int) -> tuple[Truth, ...]:
    every = [place for place in book.places("value") if place.row < row]
    return tuple(truth for place in every if (truth := book.at(place).truth))


def rows_lost(clean: Clean, random: Random) -> Spoilt | None:
    """Some rows of the table, as in a copy that began too late or ended too early. What is printed
    of them goes with them; of a year nothing says that all its months are in the file."""
    places = actual_places(clean.book)
    if not places:
        return None
    place = random.choice(places)
    grid = clean.book.sheets[place.sheet]
    if grid.merged:
        return None
    count = random.randint(1, 2)
    rows = [row for n, row in enumerate(grid.rows) if not place.row <= n < place.row + count]
    book = clean.book.with_sheet(place.sheet, replace(grid, rows=tuple(rows)))
    what = f"rows {place.row + 1} to {place.row + count} lost"
    return as_book(clean, book, what, printed=book.truths)
