"""Headings that are spelt otherwise, lost, repeated or put over other columns."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Final

from benchmarks.intake_faults.book import Book, Cell, Place
from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, as_book, header_row
from benchmarks.intake_faults.figures import told_year, wide
from benchmarks.intake_faults.formats.registry import is_workbook
from benchmarks.intake_faults.plausible import as_written, standing
from benchmarks.intake_faults.truth import Truth

_UNKNOWN: Final = ("成果", "その他", "結果Ａ", "内容")


def _header(clean: Clean, random: Random) -> tuple[int, int] | None:
    """(sheet, row) of one of its headers."""
    number = random.randrange(len(clean.book.sheets))
    row = header_row(clean.book.sheets[number])
    return None if row is None else (number, row)


def _headings(clean: Clean, random: Random) -> list[Place]:
    found = _header(clean, random)
    if found is None:
        return []
    number, row = found
    cells = clean.book.sheets[number].rows[row]
    return [Place(number, row, column) for column, cell in enumerate(cells) if cell.text]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def respelt(clean: Clean, random: Random) -> Spoilt | None:
    """Stretched, in full width, in two lines: the same letters."""
    places = [place for place in _headings(clean, random) if len(clean.book.at(place).text) > 1]
    if not places:
        return None
    place = random.choice(places)
    text = clean.book.at(place).text
    half = len(text) // 2
    other = random.choice(
        (" ".join(text), "　".join(text), f"{text[:half]}\n{text[half:]}", f" {text} ", wide(text))
    )
    book = clean.book.replaced(place, replace(clean.book.at(place), text=other))
    is_proven = _folded(other) == _folded(text)
    return as_book(clean, book, f"heading {text} as {other!r}", is_recoverable=is_proven)


def lost(clean: Clean, random: Random) -> Spoilt | None:
    """The whole header row, or one heading."""
    places = _headings(clean, random)
    if not places:
        return None
    grid = clean.book.sheets[places[0].sheet]
    if random.random() < 0.4 and not grid.merged:
        rows = [row for number, row in enumerate(grid.rows) if number != places[0].row]
        book = clean.book.with_sheet(places[0].sheet, grid.with_rows(rows))
        return as_book(clean, book, "header row lost")
    place = random.choice(places)
    book = clean.book.replaced(place, Cell())
    return as_book(clean, book, f"heading {clean.book.at(place).text} lost")


def renamed(clean: Clean, random: Random) -> Spoilt | None:
    places = _headings(clean, random)
    if not places:
        return None
    place, word = random.choice(places), random.choice(_UNKNOWN)
    book = clean.book.replaced(place, replace(clean.book.at(place), text=word))
    return as_book(clean, book, f"heading {clean.book.at(place).text} became {word}")


def repeated(clean: Clean, random: Random) -> Spoilt | None:
    """The header again in the middle. Refused by rule: it may be two files, one behind another."""
    found = _header(clean, random)
    if found is None:
        return None
    number, head = found
    grid = clean.book.sheets[number]
    if grid.merged or head + 3 > len(grid.rows):
        return None
    at = random.randrange(head + 2, len(grid.rows))
    rows = [*grid.rows[:at], grid.rows[head], *grid.rows[at:]]
    book = clean.book.with_sheet(number, grid.with_rows(rows))
    return as_book(clean, book, f"header again as row {at + 1}")


def swapped(clean: Clean, random: Random) -> Spoilt | None:
    """Two headings of one row, each over the other's column. Of two years nobody can tell, where
    each figure could be that of the other year."""
    places = _headings(clean, random)
    if len(places) < 2:
        return None
    first, second = random.sample(places, 2)
    one, other = clean.book.at(first), clean.book.at(second)
    if _folded(one.text) == _folded(other.text):
        return None
    book = clean.book.replaced(first, other).replaced(second, one)
    printed = None
    if one.kind == other.kind == "year" and _go_on(book, first):
        printed = _with_years_swapped(clean, first, second)
    return as_book(clean, book, f"headings {one.text} and {other.text} swapped", printed=printed)


def _go_on(book: Book, heading: Place) -> bool:
    """Whether the years of a row of headings go up or down all the same."""
    cells = book.sheets[heading.sheet].rows[heading.row]
    years = [told[1] for cell in cells if cell.kind == "year" and (told := told_year(cell))]
    different = list(dict.fromkeys(years))
    return different in (sorted(different), sorted(different, reverse=True))


def _with_years_swapped(clean: Clean, first: Place, second: Place) -> tuple[Truth, ...] | None:
    """The figures of both columns as they would be read; None where something tells."""
    instead: dict[Truth, Truth | None] = {}
    for place, other in ((first, second), (second, first)):
        for row in range(len(clean.book.sheets[place.sheet].rows)):
            here = clean.book.sheets[place.sheet].cell(row, place.column)
            there = clean.book.sheets[place.sheet].cell(row, other.column)
            if here.truth is None or there.truth is None or here.truth.role != there.truth.role:
                continue
            told = as_written(here.truth, there.text)
            if told is None:
                return None
            instead[here.truth] = told
    return standing(instead, clean.book)


def doubled(clean: Clean, random: Random) -> Spoilt | None:
    """A second column under the same heading, with other figures of no meaning."""
    places = [
        place
        for place in _headings(clean, random)
        if any(row[place.column].kind == "value" for row in clean.book.sheets[place.sheet].padded())
    ]
    if not places or clean.book.sheets[places[0].sheet].merged:
        return None
    place = random.choice(places)
    grid = clean.book.sheets[place.sheet]
    rows = []
    for number, row in enumerate(grid.padded()):
        cell = row[place.column]
        other = cell if number == place.row else Cell(_other(cell, random), "note")
        rows.append([*row[: place.column + 1], other, *row[place.column + 1 :]])
    book = clean.book.with_sheet(place.sheet, grid.with_rows(rows))
    return as_book(clean, book, f"heading {clean.book.at(place).text} twice")


def _other(cell: Cell, random: Random) -> str:
    return str(random.randint(10, 99)) if cell.kind == "value" else ""


def merged_over(clean: Clean, random: Random) -> Spoilt | None:
    """A heading merged with the one beside it, whose text is lost."""
    places = _headings(clean, random)
    pairs = [(a, b) for a, b in pairwise(places) if b.column == a.column + 1]
    if not pairs or not is_workbook(clean.file_format):
        return None
    first, second = random.choice(pairs)
    grid = clean.book.sheets[first.sheet]
    if grid.merged:
        return None
    text = clean.book.at(second).text
    merged = replace(
        grid.replaced(second.row, second.column, Cell()),
        merged=((first.row, first.column, second.row, second.column),),
    )
    book = clean.book.with_sheet(first.sheet, merged)
    return as_book(clean, book, f"heading {text} lost in a merged one")
