"""Delimiters and quotes of text files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from random import Random
from typing import Final

from benchmarks.intake_faults.book import Place
from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, actual_places, as_bytes
from benchmarks.intake_faults.formats.text import TEXT_FORMATS, encoded, table_of, written

_ENDS: Final = ("\r\n", "\n", "\r")


def _options(clean: Clean) -> tuple[str, str, str]:
    return TEXT_FORMATS[clean.file_format]


def _rows(clean: Clean) -> list[list[str]]:
    return table_of(clean.book.sheets[0])


def _lines(clean: Clean) -> list[str]:
    """One per record, without its end."""
    _, delimiter, _ = _options(clean)
    return [written([row], delimiter, "") for row in _rows(clean)]


def _joined(clean: Clean, lines: Sequence[str]) -> bytes:
    encoding, _, line_end = _options(clean)
    return encoded("".join(f"{line}{line_end}" for line in lines), encoding)


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _trimmed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Without blank cells behind the last and blanks around each."""
    trimmed = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        trimmed.append(cells)
    return trimmed


def other_delimiter(clean: Clean, random: Random) -> Spoilt:
    """Of the whole file."""
    encoding, delimiter, line_end = _options(clean)
    other = random.choice([one for one in (",", "\t", "|", ";") if one != delimiter])
    text = written(_rows(clean), other, line_end)
    is_proven = _parsed(text, other) == _rows(clean)
    return as_bytes(clean, encoded(text, encoding), f"{other!r} all over", is_recoverable=is_proven)


def other_line_end(clean: Clean, random: Random) -> Spoilt:
    encoding, delimiter, _ = _options(clean)
    end = random.choice(_ENDS)
    text = written(_rows(clean), delimiter, end)
    is_proven = _parsed(text, delimiter) == _rows(clean)
    return as_bytes(clean, encoded(text, encoding), f"line ends {end!r}", is_recoverable=is_proven)


def one_line_otherwise(clean: Clean, random: Random) -> Spoilt:
    _, delimiter, _ = _options(clean)
    rows, lines = _rows(clean), _lines(clean)
    place = random.randrange(len(lines))
    other = random.choice([one for one in (",", "\t", ";", "，", "、", " ") if one != delimiter])
    lines[place] = other.join(rows[place])
    return as_bytes(clean, _joined(clean, lines), f"line {place + 1} with {other!r}")


def lost_delimiter(clean: Clean, random: Random) -> Spoilt:
    _, delimiter, _ = _options(clean)
    lines = _lines(clean)
    place = random.choice([n for n, line in enumerate(lines) if delimiter in line])
    at = random.choice([n for n, letter in enumerate(lines[place]) if letter == delimiter])
    lines[place] = lines[place][:at] + lines[place][at + 1 :]
    return as_bytes(clean, _joined(clean, lines), f"line {place + 1} lost a delimiter")


def added_delimiter(clean: Clean, random: Random) -> Spoilt:
    """Within a line: all behind it moves by one."""
    _, delimiter, _ = _options(clean)
    lines = _lines(clean)
    place = random.randrange(len(lines))
    at = random.randrange(len(lines[place]) + 1)
    lines[place] = lines[place][:at] + delimiter + lines[place][at:]
    return as_bytes(clean, _joined(clean, lines), f"line {place + 1} has a delimiter too many")


def trailing_delimiters(clean: Clean, random: Random) -> Spoilt:
    """Blank cells behind the last, of every line or of one."""
    encoding, delimiter, _ = _options(clean)
    lines, count = _lines(clean), random.randint(1, 3)
    only = random.choice((None, random.randrange(1, len(lines))))
    lines = [
        line + delimiter * count if only in (None, number) else line
        for number, line in enumerate(lines)
    ]
    data = _joined(clean, lines)
    rows = _parsed(data.decode(encoding), delimiter)
    is_proven = _trimmed(rows) == _trimmed(_rows(clean))
    what = f"{count} delimiters behind {'all lines' if only is None else f'line {only + 1}'}"
    return as_bytes(clean, data, what, is_recoverable=is_proven)


def blanks_around(clean: Clean, random: Random) -> Spoilt:
    encoding, delimiter, _ = _options(clean)
    blank = random.choice((" ", "　"))
    rows = [[f"{blank}{cell}" if cell else "" for cell in row] for row in _rows(clean)]
    data = _joined(clean, [written([row], delimiter, "") for row in rows])
    is_proven = _trimmed(_parsed(data.decode(encoding), delimiter)) == _trimmed(_rows(clean))
    return as_bytes(clean, data, "blanks before all cells", is_recoverable=is_proven)


def bare_thousands(clean: Clean, random: Random) -> Spoilt | None:
    """1,105 without quotes: two cells in a file of commas."""
    _, delimiter, _ = _options(clean)
    large = [
        place
        for place in actual_places(clean.book)
        if (truth := clean.book.at(place).truth) and (truth.value or 0) >= 1000
    ]
    if delimiter != "," or not large:
        return None
    place = random.choice(large)
    rows, lines = _rows(clean), _lines(clean)
    _put_thousands(rows, place)
    lines[place.row] = ",".join(rows[place.row])
    return as_bytes(clean, _joined(clean, lines), f"line {place.row + 1}: bare thousands comma")


def _put_thousands(rows: list[list[str]], place: Place) -> None:
    text = rows[place.row][place.column]
    digits = "".join(letter for letter in text if letter.isdigit())
    behind = text.lstrip("0123456789０１２３４５６７８９,，")
    rows[place.row][place.column] = f"{int(digits):,}{behind}"


def all_quoted(clean: Clean, random: Random) -> Spoilt:
    encoding, delimiter, line_end = _options(clean)
    text = written(_rows(clean), delimiter, line_end, quoting=csv.QUOTE_ALL)
    is_proven = _parsed(text, delimiter) == _rows(clean)
    return as_bytes(clean, encoded(text, encoding), "all quoted", is_recoverable=is_proven)


def lost_quote(clean: Clean, random: Random) -> Spoilt:
    """One of the quotes of a file that quotes all its cells."""
    encoding, delimiter, line_end = _options(clean)
    text = written(_rows(clean), delimiter, line_end, quoting=csv.QUOTE_ALL)
    at = random.choice([place for place, letter in enumerate(text) if letter == '"'])
    return as_bytes(clean, encoded(text[:at] + text[at + 1 :], encoding), f"quote {at} lost")


def stray_quote(clean: Clean, random: Random) -> Spoilt:
    """A quote within a cell, at its begin or its end."""
    encoding, _, _ = _options(clean)
    text = clean.data.decode(encoding)
    at = random.randrange(len(text))
    sign = random.choice(('"', '"', '""', "”"))
    return as_bytes(
        clean, encoded(text[:at] + sign + text[at:], encoding), f"{sign} put in at {at}"
    )


def other_quotes(clean: Clean, random: Random) -> Spoilt:
    """Figures in quotes that no reader of CSV takes off, or in the way to keep zeros."""
    _, delimiter, _ = _options(clean)
    left, right = random.choice((("'", "'"), ("“", "”"), ('="', '"'), ("'", "")))
    rows = _rows(clean)
    for place in actual_places(clean.book):
        rows[place.row][place.column] = f"{left}{rows[place.row][place.column]}{right}"
    data = _joined(clean, [written([row], delimiter, "") for row in rows])
    return as_bytes(clean, data, f"figures in {left}{right}")


def break_in_cell(clean: Clean, random: Random) -> Spoilt | None:
    """A note of two lines, in quotes."""
    encoding, delimiter, line_end = _options(clean)
    rows = _rows(clean)
    notes = [place for place in clean.book.places("note") if place.sheet == 0]
    if not notes:
        return None
    place = random.choice(notes)
    rows[place.row][place.column] = "一行目\n二行目"
    text = written(rows, delimiter, line_end)
    is_proven = _parsed(text, delimiter) == rows
    return as_bytes(clean, encoded(text, encoding), "a note of two lines", is_recoverable=is_proven)
