"""What a workbook shows otherwise than it holds: struck out, hidden, formatted."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Final

from benchmarks.intake_faults.book import Book, Cell, Place
from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, actual_places, as_book, key_at
from benchmarks.intake_faults.formats.registry import is_workbook

# Number formats that show a figure as it is held, with more around it.
_SAYING_SO: Final = ("#,##0", "0.0", '0"{unit}"', "#,##0.00")


def _figure(clean: Clean, random: Random) -> Place | None:
    places = actual_places(clean.book)
    return random.choice(places) if places and is_workbook(clean.file_format) else None


def figure_struck(clean: Clean, random: Random) -> Spoilt | None:
    """A figure struck out, wholly or before a new one: it may hold no more."""
    place = _figure(clean, random)
    if place is None:
        return None
    cell = clean.book.at(place)
    if random.random() < 0.5:
        struck = replace(cell, is_struck=True)
        what = f"{cell.text} struck out"
    else:
        struck = replace(cell, struck_part=f"{random.randint(10, 99)}", number=None, form="@")
        what = f"{struck.struck_part} struck out before {cell.text}"
    book = clean.book.replaced(place, struck)
    return as_book(clean, book, what, doubtful={key_at(clean.book, place)})


def row_struck(clean: Clean, random: Random) -> Spoilt | None:
    place = _figure(clean, random)
    if place is None:
        return None
    grid = clean.book.sheets[place.sheet]
    rows = [list(row) for row in grid.padded()]
    rows[place.row] = [replace(cell, is_struck=bool(cell.text)) for cell in rows[place.row]]
    book = clean.book.with_sheet(place.sheet, grid.with_rows(rows))
    return as_book(clean, book, f"row {place.row + 1} struck out", doubtful=_in_row(clean, place))


def _in_row(clean: Clean, place: Place) -> set[tuple[str, int, int | None]]:
    return {
        key_at(clean.book, other)
        for other in actual_places(clean.book)
        if (other.sheet, other.row) == (place.sheet, place.row)
    }


def row_hidden(clean: Clean, random: Random) -> Spoilt | None:
    """Nobody who looked at the sheet saw these figures."""
    place = _figure(clean, random)
    if place is None:
        return None
    grid = clean.book.sheets[place.sheet]
    hidden = replace(grid, hidden_rows=frozenset((place.row,)))
    book = clean.book.with_sheet(place.sheet, hidden)
    return as_book(clean, book, f"row {place.row + 1} hidden", doubtful=_in_row(clean, place))


def column_hidden(clean: Clean, random: Random) -> Spoilt | None:
    place = _figure(clean, random)
    if place is None:
        return None
    grid = clean.book.sheets[place.sheet]
    hidden = replace(grid, hidden_columns=frozenset((place.column,)))
    book = clean.book.with_sheet(place.sheet, hidden)
    doubtful = {
        key_at(clean.book, other)
        for other in actual_places(clean.book)
        if (other.sheet, other.column) == (place.sheet, place.column)
    }
    return as_book(clean, book, f"column {place.column + 1} hidden", doubtful=doubtful)


def sheet_hidden(clean: Clean, random: Random) -> Spoilt | None:
    """Last year's draft on a hidden sheet: the one that is seen holds what is true."""
    place = _figure(clean, random)
    if place is None or len(clean.book.sheets) > 1:
        return None
    grid = clean.book.sheets[0]
    draft = replace(grid.with_rows(_drafted(grid.rows, random)), name="旧", is_hidden=True)
    book = replace(clean.book, sheets=random.choice(((grid, draft), (draft, grid))))
    return as_book(clean, book, "an older version on a hidden sheet")


def _drafted(rows: tuple[tuple[Cell, ...], ...], random: Random) -> list[list[Cell]]:
    """Some other figure in the place of each."""
    return [
        [
            replace(cell, number=None, form="@", text=f"{random.randint(10, 99)}", truth=None)
            if cell.kind == "value"
            else cell
            for cell in row
        ]
        for row in rows
    ]


def figure_unseen(clean: Clean, random: Random) -> Spoilt | None:
    """White on white, or a format that shows nothing."""
    place = _figure(clean, random)
    if place is None:
        return None
    cell = clean.book.at(place)
    is_white = cell.number is None or random.random() < 0.5
    unseen = replace(cell, is_white=True) if is_white else replace(cell, form=";;;", text="")
    book = clean.book.replaced(place, unseen)
    what = f"{cell.text} {'in white' if is_white else 'as ;;;'}"
    return as_book(clean, book, what, doubtful={key_at(clean.book, place)})


def _number_cell(clean: Clean, random: Random) -> Place | None:
    places = [
        place
        for place in actual_places(clean.book)
        if (truth := clean.book.at(place).truth) and truth.kpi_no in ("1", "4", "5", "9-1", "9-2")
    ]
    return random.choice(places) if places and is_workbook(clean.file_format) else None


def _value(book: Book, place: Place) -> float:
    truth = book.at(place).truth
    assert truth is not None, "a figure stands there"
    assert truth.value is not None, "it is no awaited one"
    return truth.value


def format_changes(clean: Clean, random: Random) -> Spoilt | None:
    """640 shown as 0.6, 64000%, 1901/10/1, 6.E+02: the sheet says another figure than it holds."""
    place = _number_cell(clean, random)
    if place is None or clean.file_format == "ods":
        return None
    cell, value = clean.book.at(place), _value(clean.book, place)
    form = random.choice(("0.0,", "#,##0,", "0%", "yyyy/m/d", '0"0"', "mm/dd"))
    book = clean.book.replaced(place, replace(cell, number=value, form=form))
    return as_book(clean, book, f"{cell.text} as {form}", doubtful={key_at(clean.book, place)})


def percent_as_number(clean: Clean, random: Random) -> Spoilt | None:
    """A count that is held as its hundredth in a percent cell."""
    place = _number_cell(clean, random)
    if place is None:
        return None
    cell, value = clean.book.at(place), _value(clean.book, place)
    spoilt = replace(cell, number=value / 100, form="0%", text=f"{value:.0f}%")
    doubtful = {key_at(clean.book, place)}
    return as_book(
        clean, clean.book.replaced(place, spoilt), f"{cell.text} as a percentage", doubtful=doubtful
    )


def format_says_so(clean: Clean, random: Random) -> Spoilt | None:
    """A format with a unit or commas, or a number kept as text: the same figure."""
    place = _number_cell(clean, random)
    if place is None:
        return None
    cell, value = clean.book.at(place), _value(clean.book, place)
    assert cell.truth is not None, "a figure stands there"
    unit = cell.truth.unit
    form = random.choice((*_SAYING_SO, "@")).format(unit=unit)
    shown = cell.truth.shown if form == "@" else _as_shown(value, form, unit)
    if float(shown.replace(",", "").removesuffix(unit)) != value:
        return None
    spoilt = replace(cell, number=None if form == "@" else value, form=form, text=shown)
    book = clean.book.replaced(place, spoilt)
    return as_book(clean, book, f"{cell.text} as {form}", is_recoverable=True)


def _as_shown(value: float, form: str, unit: str) -> str:
    digits = len(form.partition(".")[2]) if "." in form else 0
    shown = f"{value:,.{digits}f}" if "," in form else f"{value:.{digits}f}"
    return shown + unit * ('"' in form)


def fraction_became_date(clean: Clean, random: Random) -> Spoilt | None:
    """3/20 typed into a cell of general format."""
    places = [
        place
        for place in actual_places(clean.book)
        if (truth := clean.book.at(place).truth) and truth.kpi_no in ("2", "7")
    ]
    if not places or not is_workbook(clean.file_format) or clean.file_format == "ods":
        return None
    place = random.choice(places)
    cell = clean.book.at(place)
    spoilt = replace(cell, number=46000.0 + random.randrange(300), form='m"月"d"日"')
    doubtful = {key_at(clean.book, place)}
    return as_book(
        clean, clean.book.replaced(place, spoilt), f"{cell.text} became a day", doubtful=doubtful
    )
