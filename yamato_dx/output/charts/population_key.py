"""The key of a population chart: each series by a stretch of its line, above the plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yamato_dx.output.charts.kpi_chart import TEXT_SIZE, text_width
from yamato_dx.output.charts.layers import ONE, Layer, layer, value
from yamato_dx.output.charts.population_lines import Line, path_look, point_look

KEY_LINE: Final = 22
KEY_FOOT: Final = 16
SAMPLE_WIDTH: Final = 26
SAMPLE_GAP: Final = 6
ENTRY_GAP: Final = 20


@dataclass(frozen=True)
class KeyEntry:
    line: Line
    left: float
    row: int


def key_places(lines: tuple[Line, ...], width: float) -> tuple[KeyEntry, ...]:
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
    rows = max(one.row for one in key) + 1
    y = value(-KEY_FOOT - KEY_LINE * (rows - entry.row) + KEY_LINE / 2)
    line, left, right = entry.line, entry.left, entry.left + SAMPLE_WIDTH
    layers = [
        layer("point", point_look(line), rows=ONE, x=value(left + SAMPLE_WIDTH / 2), y=y),
        layer(
            "text",
            {"align": "left", "baseline": "middle"},
            rows=ONE,
            x=value(right + SAMPLE_GAP),
            y=y,
            text=value(line.name),
        ),
    ]
    stretch = layer("rule", path_look(line), rows=ONE, x=value(left), x2=value(right), y=y)
    return [stretch, *layers] if line.is_joined else layers
