"""Cells that moved, alone or with all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from benchmarks.intake_faults.book import Book, Cell, Grid, Place
from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import (
    Spoilt,
    actual_places,
    as_book,
    header_row,
    key_at,
)
from benchmarks.intake_faults.plausible import printed_in
from benchmarks.intake_faults.truth import Truth


def _stack(book: Book, random: Random) -> list[Place]:
    """The figures of one column of one sheet."""
    places = actual_places(book)
    if not places:
        return []
    first = random.choice(places)
    return [place for place in places if (place.sheet, place.column) == (first.sheet, first.column)]


def _with_cells(book: Book, places: Sequence[Place], cells: Sequence[Cell]) -> Book:
    """Other texts, numbers and forms in these places, of which each keeps what belongs there."""
    for place, cell in zip(places, cells, strict=True):
        book = book.replaced(place, replace(cell, kind="value", truth=book.at(place).truth))
    return book


def column_moved(clean: Clean, random: Random) -> Spoilt | None:
    """The figures of a column one row down or up: one is lost, one place is empty."""
    places = _stack(clean.book, random)
    if len(places) < 3:
        return None
    cells = [clean.book.at(place) for place in places]
    is_down = random.random() < 0.5
    moved = [Cell(), *cells[:-1]] if is_down else [*cells[1:], Cell()]
    book = _with_cells(clean.book, places, moved)
    what = f"column {places[0].column + 1} one row {'down' if is_down else 'up'}"
    return as_book(clean, book, what, printed=printed_in(book, places, clean.book))


def column_sorted(clean: Clean, random: Random) -> Spoilt | None:
    """The figures of a column put in order, and nothing else with them."""
    places = _stack(clean.book, random)
    cells = sorted((clean.book.at(place) for place in places), key=lambda cell: cell.text)
    if len(places) < 3 or [cell.text for cell in cells] == [
        clean.book.at(place).text for place in places
    ]:
        return None
    book = _with_cells(clean.book, places, cells)
    printed = printed_in(book, places, clean.book)
    return as_book(clean, book, f"column {places[0].column + 1} sorted alone", printed=printed)


def row_moved(clean: Clean, random: Random) -> Spoilt | None:
    """A cell put in or taken out before a row's figure."""
    places = actual_places(clean.book)
    place = random.choice(places)
    grid = clean.book.sheets[place.sheet]
    if grid.merged:
        return None
    rows = [list(row) for row in grid.padded()]
    at = random.randint(0, place.column)
    is_put_in = random.random() < 0.6
    if is_put_in:
        rows[place.row].insert(at, Cell())
    elif not rows[place.row][at].text or rows[place.row][at].kind == "note":
        return None
    else:
        del rows[place.row][at]
    book = clean.book.with_sheet(place.sheet, grid.with_rows(rows))
    printed = None if is_put_in else _as_left(clean.book, book, place, at)
    row_keys = {key_at(clean.book, one) for one in places if one.row == place.row}
    what = f"row {place.row + 1}: cell {at + 1} {'put in' if is_put_in else 'taken out'}"
    spoilt = as_book(clean, book, what, printed=printed)
    lost = {key: (spoilt.told.rows[key][0], place.row + 1) for key in row_keys}
    return replace(spoilt, told=replace(spoilt.told, rows={**spoilt.told.rows, **lost}))


def all_moved(clean: Clean, random: Random) -> Spoilt:
    """The whole table some rows down and columns to the right: its cells are the same."""
    rows, columns = random.choice(((1, 0), (3, 0), (0, 1), (2, 1), (1, 2)))
    book = clean.book
    for number, grid in enumerate(book.sheets):
        book = book.with_sheet(number, grid.moved(rows, columns))
    is_proven = all(
        _without_margin(after) == _without_margin(before)
        for after, before in zip(book.sheets, clean.book.sheets, strict=True)
    )
    what = f"all {rows} rows down, {columns} columns right"
    return as_book(clean, book, what, is_recoverable=is_proven)


def _without_margin(grid: Grid) -> list[list[str]]:
    """The texts without blank rows, and without columns in which nothing stands."""
    texts = [[cell.text for cell in row] for row in grid.padded()]
    kept = [place for place in range(grid.width) if any(row[place] for row in texts)]
    return [[row[place] for place in kept] for row in texts if any(row)]


def blank_put_in(clean: Clean, random: Random) -> Spoilt | None:
    """An empty column or row within the table."""
    number = random.randrange(len(clean.book.sheets))
    grid = clean.book.sheets[number]
    head = header_row(grid)
    if grid.merged or head is None:
        return None
    if random.random() < 0.5:
        at = random.randrange(1, grid.width)
        rows = [[*row[:at], Cell(), *row[at:]] for row in grid.padded()]
        what = f"an empty column before column {at + 1}"
    else:
        at = random.randrange(head + 1, len(grid.rows))
        rows = [list(row) for row in (*grid.rows[:at], (), *grid.rows[at:])]
        what = f"an empty row before row {at + 1}"
    book = clean.book.with_sheet(number, grid.with_rows(rows))
    is_proven = _without_margin(book.sheets[number]) == _without_margin(grid)
    return as_book(clean, book, what, is_recoverable=is_proven)


def _as_left(clean: Book, book: Book, place: Place, at: int) -> tuple[Truth, ...] | None:
    """What stands in the row once a figure is taken out, if only figures moved to the left."""
    in_row = sorted(
        (one for one in clean.places("value") if (one.sheet, one.row) == (place.sheet, place.row)),
        key=lambda one: one.column,
    )
    if at < in_row[0].column:
        return None
    grid = book.sheets[place.sheet]
    cells = [grid.cell(one.row, one.column) for one in in_row]
    return printed_in(_with_cells(clean, in_row, cells), in_row, clean)
