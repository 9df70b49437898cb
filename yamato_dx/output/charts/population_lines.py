"""How a population series is drawn: colour, shape and dashes say what kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import altair as alt

from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import Layer

SeriesKind = Literal["counted", "preliminary", "register", "projection", "older"]

POINT_SIZE: Final = 60
RING_SIZE: Final = 130


@dataclass(frozen=True)
class LineLook:
    """`is_joined`: a line goes from point to point."""

    colour: str
    shape: str
    dash: tuple[int, int] = (1, 0)
    is_filled: bool = True
    is_joined: bool = True


# ● counted, □ projected; what was counted preliminarily is a ring, alone.
LOOKS: Final[dict[SeriesKind, LineLook]] = {
    "counted": LineLook(palette.GOOD, "circle"),
    "preliminary": LineLook(palette.GOOD, "circle", is_filled=False, is_joined=False),
    "register": LineLook(palette.INK, "circle"),
    "projection": LineLook("#3460FB", "square", (6, 4), is_filled=False),
    "older": LineLook(palette.SECOND, "square", (2, 4), is_filled=False),
}


@dataclass(frozen=True)
class SeriesLine:
    """A series as drawn; `name` is what it is called beside its line."""

    line: str
    name: str
    kind: SeriesKind

    @property
    def look(self) -> LineLook:
        return LOOKS[self.kind]


@dataclass(frozen=True)
class Event:
    """Something that happened, as an upright line with its words."""

    year: float
    words: str


@dataclass(frozen=True)
class Titles:
    title: str
    kind: str


def points_of(line: SeriesLine) -> Layer:
    look = line.look
    return alt.Chart().mark_point(
        shape=look.shape,
        size=POINT_SIZE if look.is_joined else RING_SIZE,
        filled=True,
        fill=_fill(look),
        stroke=look.colour,
        strokeWidth=2,
        opacity=1,
    )


def _fill(look: LineLook) -> str:
    """A ring lets what it surrounds be seen."""
    if not look.is_joined:
        return "transparent"
    return look.colour if look.is_filled else palette.PAPER
