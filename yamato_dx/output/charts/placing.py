"""Where the texts of a bar stand, so that none crosses its bar, its target or its neighbour.

Worked out here because the height of a chart is fixed; the spec then only reads columns.
Pixels count down from the top of the plot, as on a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from yamato_dx.output.charts.kpi_chart import LINE, text_width


@dataclass(frozen=True)
class Room:
    """Sizes of one layout in pixels. `narrow`: for a phone."""

    height: int
    bar: int
    value_size: int
    headroom: int
    narrow: bool

    @property
    def footroom(self) -> int:
        """Below the lowest negative bar: its value."""
        return self.value_size + 10

    def higher(self, pixels: int, *, value_size: int) -> Room:
        """With so much more room above the bars, which stay as high, for what stands there."""
        return replace(
            self,
            height=self.height + pixels,
            headroom=self.headroom + pixels,
            value_size=value_size,
        )


@dataclass(frozen=True)
class Scale:
    """From a figure to the pixel at which it is drawn, and back."""

    low: float
    high: float
    height: int

    def pixel(self, figure: float) -> float:
        return (self.high - figure) / (self.high - self.low) * self.height

    def figure(self, pixel: float) -> float:
        return self.high - pixel / self.height * (self.high - self.low)


def scale_of(rows: pd.DataFrame, columns: list[str], room: Room) -> Scale:
    """From 0 (or the lowest negative figure) to the highest, with room for the texts."""
    known = [figure for name in columns for figure in rows[name].tolist() if figure == figure]
    highest, lowest = max([0.0, *known]), min([0.0, *known])
    if highest == lowest:
        highest = 1.0
    foot = room.footroom if lowest < 0 else 0
    per_pixel = (highest - lowest) / (room.height - room.headroom - foot)
    return Scale(lowest - foot * per_pixel, highest + room.headroom * per_pixel, room.height)


@dataclass(frozen=True)
class YearTexts:
    """What a year says: its value, and in how many lines the gap and what there is no figure of."""

    value: str
    gap_lines: int = 1
    missing_lines: int = 1


@dataclass(frozen=True)
class TextPlaces:
    """Middle of each text's first line in pixels; `is_inside`: the value stands on its bar."""

    value: float
    is_inside: bool
    target: float
    gap: float
    missing: float


@dataclass(frozen=True)
class PlacedBar:
    """One bar in pixels. Without a target `tick` is the end of the bar."""

    top: float
    tick: float
    zero: float
    is_negative: bool
    inside: float | None
    half: float  # of the height of the value's letters


def places(
    value: float, target: float, texts: YearTexts, scale: Scale, *, room: Room
) -> TextPlaces:
    """The places of one year's texts. NaN: no value, or no target."""
    zero = scale.pixel(0.0)
    tick = scale.pixel(target) if target == target else None
    if value != value:
        return _without_bar(tick, zero, texts.missing_lines)
    top = scale.pixel(value)
    end = top if tick is None else tick
    half = room.value_size * 0.6
    inside = None if value < 0 else _inside(top, end, zero, texts.value, room=room)
    return _above(PlacedBar(top, end, zero, value < 0, inside, half), texts)


def _without_bar(tick: float | None, zero: float, lines: int) -> TextPlaces:
    """What is missing stands on the zero line, or on a target that would cross it there."""
    tall = lines * LINE
    is_crossed = tick is not None and zero - tall - 10 < tick < zero
    foot = tick - 4 if tick is not None and is_crossed else zero
    missing = foot - 11 - (lines - 1) * LINE
    target = missing - 20 if is_crossed or tick is None or tick >= zero else tick - 14
    return TextPlaces(value=missing, is_inside=False, target=target, gap=missing, missing=missing)


def _inside(top: float, tick: float, zero: float, label: str, *, room: Room) -> float | None:
    """Below the end of the bar, or below a target that crosses it there; None: no room."""
    half = room.value_size * 0.6
    place = top + half + 9
    if place - half - 4 < tick < place + half + 4 or top - 3 < tick < place:
        place = tick + half + 9
    fits = place + half <= zero and text_width(label, room.value_size) <= room.bar - 4
    return place if fits else None


def _value(bar: PlacedBar) -> float:
    """On the bar, below a negative one, else above the bar."""
    if bar.inside is not None:
        return bar.inside
    return bar.top + bar.half + 5 if bar.is_negative else bar.top - bar.half - 3


def _is_crossed(bar: PlacedBar, value: float) -> bool:
    """Whether the target's line runs through a value that stands above its bar."""
    is_above = bar.inside is None and not bar.is_negative
    return is_above and bar.tick != bar.top and abs(value - bar.tick) < bar.half + 3


def _above(bar: PlacedBar, texts: YearTexts) -> TextPlaces:
    """From below: what is missing or how far it is from the target, the target; a value that its
    line would cross, above them."""
    value = _value(bar)
    crossed = _is_crossed(bar, value)
    base = min(bar.tick, bar.zero, bar.top if crossed else _upper_edge(bar, value)) - 14
    gap = base - max(texts.gap_lines - 1, 0) * LINE
    target = gap - 21 if texts.gap_lines else base
    return TextPlaces(
        value=target - 15 - bar.half if crossed else value,
        is_inside=bar.inside is not None,
        target=target,
        gap=gap,
        missing=base - max(texts.missing_lines - 1, 0) * LINE,
    )


def _upper_edge(bar: PlacedBar, value: float) -> float:
    """Where bar and value end upwards."""
    return bar.top if bar.inside is not None or bar.is_negative else value - bar.half
