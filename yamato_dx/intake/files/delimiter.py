"""What stands between the cells of a text file: told by the headings that it spells.

A semicolon or a vertical line may stand in a cell as well, and beside semicolons a comma may be
decimal: these are taken only where nothing else cuts the rows, and all commas mean one thing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from yamato_dx.intake.header import known_columns
from yamato_dx.intake.problem import Problem

# The first of those that spell as many headings is meant.
DELIMITERS: Final = (",", "\t", ";", "|")
_PLAIN: Final = (",", "\t")
_HEAD: Final = 65_536
# So many lines may stand before the headings.
TITLES: Final = 30
_UNIT: Final = r"\s*(?:[%％]|[^\W\d_]{1,4})?"
_DECIMAL: Final = re.compile(rf"[-+−▲△]?[0-9]+,(?:[0-9]{{1,2}}|[0-9]{{4,}}){_UNIT}")
_THOUSANDS: Final = re.compile(rf"[-+−▲△]?[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+{_UNIT}")


def delimiter_of(utf8: bytes) -> str | Problem:
    """The one that spells the most known headings in one of the first lines; where several spell
    as many, the one that alone cuts all rows alike, else a comma."""
    lines = utf8[:_HEAD].decode("utf-8", errors="ignore").splitlines()[:TITLES]
    spelt = {delimiter: _spelt(lines, delimiter) for delimiter in DELIMITERS}
    best = [delimiter for delimiter in DELIMITERS if spelt[delimiter] == max(spelt.values())]
    if len(best) > 1:
        cutting = [delimiter for delimiter in best if cuts_alike(utf8, delimiter)]
        return cutting[0] if len(cutting) == 1 else best[0]
    (found,) = best
    return found if found in _PLAIN else _alone(utf8, found)


def _spelt(lines: list[str], delimiter: str) -> tuple[int, int]:
    known = [len(known_columns(line.split(delimiter))) for line in lines]
    return max(known, default=0), sum(known)


def _alone(utf8: bytes, delimiter: str) -> str | Problem:
    others = [other for other in DELIMITERS if other != delimiter and cuts_alike(utf8, other)]
    if others:
        values = {"delimiter": delimiter, "other": others[0]}
        return Problem("refuse", "delimiter_unknown", values=values)
    return delimiter


def cuts_alike(utf8: bytes, delimiter: str) -> bool:
    """Whether it makes the same number of cells of all records, more than one."""
    records = (record for record in _records(utf8, delimiter) if record)
    try:
        width = len(next(records, []))
        return width > 1 and all(len(record) == width for record in records)
    except csv.Error:
        return False


def _records(utf8: bytes, delimiter: str) -> Iterator[list[str]]:
    text = io.TextIOWrapper(io.BytesIO(utf8), encoding="utf-8", newline="")
    return csv.reader(text, delimiter=delimiter, strict=True)


def unclear_commas(utf8: bytes) -> Problem | None:
    """Between semicolons a comma may be decimal: beside one that can be nothing else, nobody knows
    of another whether it parts thousands."""
    found: dict[re.Pattern[str], tuple[int, str]] = {}
    for row, line in enumerate(utf8.decode().splitlines(), start=1):
        for cell in line.split(";") if "," in line else ():
            text = cell.strip(' "　')
            for kind in (_DECIMAL, _THOUSANDS):
                if kind.fullmatch(text):
                    found.setdefault(kind, (row, text))
    if len(found) < 2:
        return None
    row, decimal = found[_DECIMAL]
    values = {"decimal": decimal, "thousands": found[_THOUSANDS][1]}
    return Problem("refuse", "commas_unclear", row=row, values=values)
