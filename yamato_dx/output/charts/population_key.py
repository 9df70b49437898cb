"""The key of a population chart: each series by a stretch of its line, above the plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import altair as alt

from yamato_dx.output.charts.kpi_chart import TEXT_SIZE, Layer, text_width
from yamato_dx.output.charts.population_lines import COLOURS, DASHES, SeriesLine, points_of

KEY_LINE: Final = 22
KEY_FOOT: Final = 16
SAMPLE_WIDTH: Final = 26
SAMPLE_GAP: Final = 6
ENTRY_GAP: Final = 20


@dataclass(frozen=True)
class KeyEntry:
    line: SeriesLine
    left: float
    row: int


def key_places(lines: tuple[SeriesLine, ...], width: float) -> tuple[KeyEntry, ...]:
    """Where each named series stands in the key, from the left, in as many rows as it takes."""
    entries: list[KeyEntry] = []
    left, row = 0.0, 0
    for line in lines:
        needed = SAMPLE_WIDTH + SAMPLE_GAP + text_width(line.name, TEXT_SIZE)
        if not line.name:
            continue
        if left and left + needed > width:
            left, row = 0.0, row + 1
        entries.append(KeyEntry(line, left, row))
        left += needed + ENTRY_GAP
    return tuple(entries)


def key_height(key: tuple[KeyEntry, ...]) -> int:
    rows = max((entry.row for entry in key), default=-1) + 1
    return rows * KEY_LINE + KEY_FOOT


def entry_layers(entry: KeyEntry, key: tuple[KeyEntry, ...]) -> list[Layer]:
    """A stretch of the line with its point, and its name."""
    rows = max(drawn.row for drawn in key) + 1
    y = -KEY_FOOT - KEY_LINE * (rows - entry.row) + KEY_LINE / 2
    datum = alt.InlineData(values=[{"mark": "key"}])
    middle = entry.left + SAMPLE_WIDTH / 2
    line = entry.line
    path = alt.Chart(datum).mark_rule(
        color=COLOURS[line.hue], strokeWidth=2, strokeDash=DASHES.get(line.kind, [1, 0])
    )
    name = alt.Chart(datum).mark_text(align="left", baseline="middle")
    layers = [
        points_of(line, datum).encode(x=alt.value(middle), y=alt.value(y)),
        name.encode(
            x=alt.value(entry.left + SAMPLE_WIDTH + SAMPLE_GAP),
            y=alt.value(y),
            text=alt.value(line.name),
        ),
    ]
    stretch = path.encode(
        x=alt.value(entry.left), x2=alt.value(entry.left + SAMPLE_WIDTH), y=alt.value(y)
    )
    return [stretch, *layers] if line.is_joined else layers
