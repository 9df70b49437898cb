"""What both axes of a population chart run over, so that charts beside each other share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

import pandas as pd

from yamato_dx.output.charts.placing import Scale

YEARS_A_NAME: Final = (1, 2, 5, 10, 20, 50)
NAME_WIDTH: Final = 72
MOST_LINES: Final = 3
END_ROOM: Final = 14  # pixels before the first point, and behind the last of most plots


@dataclass(frozen=True)
class Plot:
    """Pixels of a chart: its whole width, the same where a page has least room for it, the height
    of what it draws in, and the room behind the last point."""

    width: int
    narrowest: int
    height: int
    room_at_right: int = END_ROOM


# Two thirds and a third of a wide page, whose parts stand side by side from 1101 pixels on; a
# phone's column.
BROAD: Final = Plot(792, 660, 252, room_at_right=200)
BESIDE: Final = Plot(376, 312, 252)
SMALL: Final = Plot(376, 312, 160)
PHONE: Final = Plot(343, 288, 260)
PHONE_SMALL: Final = Plot(343, 288, 160)


@dataclass(frozen=True)
class Heights:
    """From 0 to `top`, a line at each `step`."""

    top: float
    step: float

    @property
    def lines(self) -> tuple[float, ...]:
        return tuple(self.step * place for place in range(round(self.top / self.step) + 1))

    def pixels(self, height: int) -> Scale:
        return Scale(0.0, self.top, height)


def heights_of(*values: Iterable[float]) -> Heights:
    """The least that holds every one of `values` below its uppermost line."""
    largest = max((figure for some in values for figure in some if figure == figure), default=0.0)
    if largest <= 0:
        return Heights(1.0, 1.0)
    power = 10.0 ** floor(log10(largest))
    step = next(
        part * power
        for part in (0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0)
        if largest / (part * power) <= MOST_LINES
    )
    return Heights(ceil(largest / step) * step, step)


@dataclass(frozen=True)
class YearSpan:
    """From `first` to `last`, decimal, over `width` pixels; `named` stand below."""

    first: float
    last: float
    width: int
    named: tuple[int, ...]

    def part(self, year: float) -> float:
        """How far along, of the whole."""
        return (year - self.first) / (self.last - self.first)

    def pixel(self, year: float) -> float:
        return self.part(year) * self.width

    def year(self, pixel: float) -> float:
        return self.first + pixel / self.width * (self.last - self.first)


def year_span(rows: pd.DataFrame, width: int, room_at_right: int) -> YearSpan:
    """From the first point of `rows` to the last, with room for both."""
    first, last = float(rows["year"].min()), float(rows["year"].max())
    span = max(last - first, 1.0)
    per_pixel = span / (width - END_ROOM - room_at_right)
    most = width / NAME_WIDTH
    step = next(years for years in YEARS_A_NAME if span / years <= most or years == 50)
    named = range(ceil(first / step) * step, floor(last) + 1, step)
    end = first + span + room_at_right * per_pixel
    return YearSpan(first - END_ROOM * per_pixel, end, width, tuple(named))
