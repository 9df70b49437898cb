"""The last digit of a printed figure: it may be rounded or cut off."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.cells.cell import ReadCell, read_cell

_MISSING: Final = float("nan")
_SLACK: Final = 1e-9  # of the binary float


def last_digit(cell: ReadCell) -> float:
    """What the last digit of a number is worth as it is written; NaN of what is no number."""
    if cell.number is None:
        return _MISSING
    exponent = cell.number.as_tuple().exponent
    assert isinstance(exponent, int), "no cell holds an infinite number"
    return 10.0**exponent


def stored_digit(text: str, value: float) -> float:
    """The same in the unit in which the text was read as `value`: 0.001 of «74.0%»."""
    cell = read_cell(text)
    return last_digit(cell) * (value / float(cell.number) if cell.number else 1)


def comes_out(exact: float, printed: float, digit: float) -> bool:
    """Whether `printed` is `exact`, rounded or cut off behind its last digit."""
    apart = abs(exact - printed)
    is_rounded = apart <= digit * (0.5 + _SLACK)
    is_cut_off = abs(printed) < abs(exact) and apart < digit * (1 - _SLACK)
    return apart <= abs(exact) * _SLACK or is_rounded or is_cut_off
