"""What is different since the last time, on a chart: a dot beside the year, and the key to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.charts.key import ICON_GAP, KEY_LINE, KEY_Y
from yamato_dx.output.charts.kpi_chart import AXIS_WIDTH, text_width

DOT: Final = 9  # pixels across
GAP: Final = 5
YEAR_SIZE: Final = 16
YEAR_BELOW: Final = 21  # its middle, under the plot


@dataclass(frozen=True)
class ChartChange:
    """`place`: of the column along the bottom, as the rows call it. `told`: what was and is."""

    place: str
    told: str


def with_changes(
    spec: dict[str, Any],
    changes: Sequence[ChartChange],
    labels: dict[str, str],
    lang: str,
    *,
    height: int,
    narrow: bool,
) -> dict[str, Any]:
    """`spec` with a dot beside the label of each place of `changes` that is drawn, and what the
    dot says above the plot. `labels`: by place, in the order of the columns."""
    places = list(labels)
    shown = [change.place for change in changes if change.place in labels]
    if not shown:
        return spec
    dots = [
        _dot(
            f"width * {(places.index(place) + 0.5) / len(places):.4f}"
            f" + {text_width(labels[place], YEAR_SIZE) / 2 + GAP + DOT / 2:.1f}",
            height + YEAR_BELOW,
        )
        for place in shown
    ]
    return {**spec, "layer": [*spec["layer"], *dots, *_key(lang, narrow=narrow)]}


def _key(lang: str, *, narrow: bool) -> list[dict[str, Any]]:
    """From the left; on a phone above the rest, from the edge of the chart."""
    y, left = (KEY_Y - KEY_LINE, -AXIS_WIDTH) if narrow else (KEY_Y, 0)
    words = {"value": text("output.chart.changed", lang)}
    mark = {"type": "text", "align": "left", "baseline": "middle", "color": palette.INK}
    start = left + DOT + ICON_GAP
    return [
        _dot(f"{left + DOT / 2:.1f}", y),
        _layer(mark, {"value": start}, y, text=words),
    ]


def _dot(x: str, y: float) -> dict[str, Any]:
    # The size of a point is its area.
    mark = {"type": "point", "filled": True, "color": palette.INK, "opacity": 1, "size": DOT**2}
    return _layer(mark, {"value": {"expr": x}}, y)


def _layer(mark: dict[str, Any], x: dict[str, Any], y: float, **encoding: object) -> dict[str, Any]:
    return {
        "data": {"values": [{"mark": "changed"}]},
        "mark": mark,
        "encoding": {"x": x, "y": {"value": y}, **encoding},
    }


def spoken_changes(changes: Sequence[ChartChange], labels: dict[str, str], lang: str) -> str:
    """For who hears the chart; «» where none lies in it."""
    shown = [change for change in changes if change.place in labels]
    if not shown:
        return ""
    listed = text("output.list_separator", lang).join(
        f"{labels[change.place]} {change.told}" for change in shown
    )
    return text("output.chart.alt_changed", lang, changes=listed)
