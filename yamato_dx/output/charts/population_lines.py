"""How a population series is drawn: colour, shape and dashes say what kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt

from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import TEXT_SIZE, Layer, text_width

SeriesKind = Literal["counted", "preliminary", "register", "projection", "older"]

POINT_SIZE: Final = 60
RING_SIZE: Final = 130
KEY_LINE: Final = 22
KEY_ICON: Final = 28
ICON_GAP: Final = 6
ENTRY_GAP: Final = 18


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


@dataclass(frozen=True)
class KeyEntry:
    """A line that is named below the plot: `left` in pixels, `row` from above."""

    line: SeriesLine
    left: float
    row: int


def key_entries(lines: Sequence[SeriesLine], width: float) -> tuple[KeyEntry, ...]:
    """As many beside each other as `width` holds."""
    entries: list[KeyEntry] = []
    left, row = 0.0, 0
    for line in lines:
        wide = KEY_ICON + ICON_GAP + text_width(line.name, TEXT_SIZE)
        if left and left + wide > width:
            left, row = 0.0, row + 1
        entries.append(KeyEntry(line, left, row))
        left += wide + ENTRY_GAP
    return tuple(entries)


def key_height(entries: Sequence[KeyEntry]) -> int:
    return KEY_LINE * (1 + max((entry.row for entry in entries), default=-1))


def key_of(entry: KeyEntry, top: float) -> list[Layer]:
    """The line as it is drawn, and its name; `top`: where the key begins."""
    look, y = entry.line.look, alt.value(top + KEY_LINE * (entry.row + 0.5))
    one = alt.InlineData(values=[{"name": entry.line.name}])
    path = alt.Chart(one).mark_rule(color=look.colour, strokeWidth=2, strokeDash=list(look.dash))
    joined = path.encode(x=alt.value(entry.left), x2=alt.value(entry.left + KEY_ICON), y=y)
    point = points_of(entry.line, one).encode(x=alt.value(entry.left + KEY_ICON / 2), y=y)
    name = alt.Chart(one).mark_text(
        align="left", baseline="middle", fontWeight="bold", color=look.colour
    )
    words = name.encode(
        x=alt.value(entry.left + KEY_ICON + ICON_GAP), y=y, text=alt.Text("name", type="nominal")
    )
    return [*([joined] if look.is_joined else []), point, words]


def points_of(line: SeriesLine, rows: Any = alt.Undefined) -> Layer:
    look = line.look
    return alt.Chart(rows).mark_point(
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
