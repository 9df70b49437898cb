"""A digit that was lost, typed twice or put in another place."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, actual_places, as_book
from benchmarks.intake_faults.plausible import as_written, printed_in


def digit_slipped(clean: Clean, random: Random) -> Spoilt | None:
    """Where the text can be no figure of its KPI, or a rate, a sum or the month's year no longer
    comes out, it must be stopped; else nobody can tell."""
    places = actual_places(clean.book)
    if not places:
        return None
    place = random.choice(places)
    cell = clean.book.at(place)
    text = _slipped(cell.text, random)
    if text is None or text == cell.text:
        return None
    assert cell.truth is not None, "a figure stands there"
    told = as_written(cell.truth, text)
    is_number = cell.number is not None and told is not None and told.value is not None
    number = told.value if is_number and told else None
    form = cell.form if is_number else "@"
    book = clean.book.replaced(place, replace(cell, text=text, number=number, form=form))
    printed = printed_in(book, [place], clean.book)
    return as_book(clean, book, f"{cell.text} became {text}", printed=printed)


def _slipped(text: str, random: Random) -> str | None:
    """One digit less, one more, two changed over, the point lost or put elsewhere."""
    digits = [found.start() for found in re.finditer(r"[0-9０-９]", text)]
    way = random.choice(("lost", "lost", "lost", "twice", "swapped", "point", "comma"))
    at = random.choice(digits)
    if way == "lost":
        return text[:at] + text[at + 1 :] if len(digits) > 1 else None
    if way == "twice":
        return text[:at] + text[at] + text[at:]
    if way == "swapped":
        if at + 1 not in digits:
            return None
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if way == "point":
        return text.replace(".", "", 1) if "." in text else text[:at] + "." + text[at:]
    return text[:at] + "," + text[at:]
