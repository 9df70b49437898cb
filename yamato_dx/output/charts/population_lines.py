"""How a population series is drawn: its colour, shape and dashes say what kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import altair as alt

from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import Layer

Hue = Literal["first", "second", "third", "ink"]
SeriesKind = Literal["counted", "preliminary", "register", "projection", "older"]

COLOURS: Final[dict[Hue, str]] = {
    "first": palette.GOOD,
    "second": "#3460FB",
    "third": palette.SECOND,
    "ink": palette.INK,
}
SHAPES: Final[dict[Hue, str]] = {
    "first": "circle",
    "second": "square",
    "third": "triangle-up",
    "ink": "diamond",
}
DASHES: Final[dict[SeriesKind, list[int]]] = {"projection": [7, 4], "older": [2, 4]}
POINT_SIZE: Final = 60
RING_SIZE: Final = 150


@dataclass(frozen=True)
class SeriesLine:
    """A series as drawn. `name` is what the key calls it, "" where another entry says it."""

    line: str
    name: str
    hue: Hue
    kind: SeriesKind

    @property
    def is_joined(self) -> bool:
        return self.kind != "preliminary"

    @property
    def is_filled(self) -> bool:
        return self.kind in ("counted", "register")


@dataclass(frozen=True)
class Event:
    """Something that happened, as an upright line with its words."""

    year: float
    words: str


@dataclass(frozen=True)
class Titles:
    title: str
    kind: str


def points_of(line: SeriesLine, rows: alt.InlineData | None = None) -> Layer:
    colour = COLOURS[line.hue]
    return (alt.Chart(rows) if rows else alt.Chart()).mark_point(
        shape=SHAPES[line.hue],
        size=POINT_SIZE if line.is_joined else RING_SIZE,
        filled=True,
        fill=_fill(line),
        stroke=colour,
        strokeWidth=2,
        opacity=1,
    )


def _fill(line: SeriesLine) -> str:
    """A ring lets what it surrounds be seen."""
    if not line.is_joined:
        return "transparent"
    return COLOURS[line.hue] if line.is_filled else palette.PAPER
