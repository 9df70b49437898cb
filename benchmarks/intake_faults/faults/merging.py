"""Merged cells in the body of a workbook's table."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.intake_faults.book import Area, Cell, Place
from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, actual_places, as_book, key_at
from benchmarks.intake_faults.formats.registry import is_workbook


def figures_merged(clean: Clean, random: Random) -> Spoilt | None:
    """Two figures one above the other: the second is lost, and the first may be of both."""
    places = actual_places(clean.book)
    pairs = [
        (place, below) for place in places if (below := replace(place, row=place.row + 1)) in places
    ]
    if not pairs or not is_workbook(clean.file_format):
        return None
    first, second = random.choice(pairs)
    grid = clean.book.sheets[first.sheet]
    if any(_overlaps(area, first) or _overlaps(area, second) for area in grid.merged):
        return None
    emptied = grid.replaced(
        second.row, second.column, Cell("", "value", clean.book.at(second).truth)
    )
    area = (first.row, first.column, second.row, second.column)
    book = clean.book.with_sheet(first.sheet, replace(emptied, merged=(*grid.merged, area)))
    doubtful = {key_at(clean.book, second)}
    what = f"figures of rows {first.row + 1} and {second.row + 1} merged"
    return as_book(clean, book, what, doubtful=doubtful)


def names_merged(clean: Clean, random: Random) -> Spoilt | None:
    """Equal names, numbers or years one below the other as one cell: its area says of which rows.
    In a text file the cells are simply empty, as a merged cell is saved."""
    runs = [run for kind in ("kpi_no", "kpi_name", "year") for run in _runs(clean, kind)]
    if not runs:
        return None
    run = random.choice(runs)
    number, column = run[0].sheet, run[0].column
    grid = clean.book.sheets[number]
    if any(_overlaps(area, place) for area in grid.merged for place in run):
        return None
    area: Area = (run[0].row, column, run[-1].row, column)
    emptied = grid
    for place in run[1:]:
        emptied = emptied.replaced(place.row, place.column, Cell())
    is_held = is_workbook(clean.file_format)
    merged = (*grid.merged, area) if is_held else grid.merged
    book = clean.book.with_sheet(number, replace(emptied, merged=merged))
    undone = emptied
    for row in range(area[0] + 1, area[2] + 1):
        undone = undone.replaced(row, column, emptied.cell(area[0], column))
    is_proven = is_held and _texts(undone.rows) == _texts(grid.padded())
    what = f"{grid.cell(area[0], column).kind} of rows {area[0] + 1} to {area[2] + 1} merged"
    return as_book(clean, book, what, is_recoverable=is_proven)


def _texts(rows: tuple[tuple[Cell, ...], ...]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def _runs(clean: Clean, kind: str) -> list[list[Place]]:
    """Two or more equal texts of a kind one below the other."""
    runs: list[list[Place]] = []
    for place in sorted(clean.book.places(kind), key=lambda one: (one.sheet, one.column, one.row)):  # type: ignore[arg-type]
        last = runs[-1][-1] if runs else None
        is_below = last is not None and place == replace(last, row=last.row + 1)
        if is_below and last and clean.book.at(last).text == clean.book.at(place).text:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run for run in runs if len(run) > 1]


def _overlaps(area: Area, place: Place) -> bool:
    top, left, bottom, right = area
    return top <= place.row <= bottom and left <= place.column <= right


def beside_merged(clean: Clean, random: Random) -> Spoilt | None:
    """A figure merged with the cell to its right, whose text is lost."""
    places = actual_places(clean.book)
    if not is_workbook(clean.file_format):
        return None
    place = random.choice(places)
    grid = clean.book.sheets[place.sheet]
    beside = replace(place, column=place.column + 1)
    right = grid.cell(beside.row, beside.column)
    if any(_overlaps(area, one) for area in grid.merged for one in (place, beside)):
        return None
    lost = {right.truth.key} if right.truth and right.truth.role == "actual" else set()
    emptied = grid.replaced(beside.row, beside.column, Cell("", right.kind, right.truth))
    area = (place.row, place.column, beside.row, beside.column)
    book = clean.book.with_sheet(place.sheet, replace(emptied, merged=(*grid.merged, area)))
    what = f"row {place.row + 1}: a figure merged with {right.kind} beside it"
    return as_book(clean, book, what, doubtful=lost)
