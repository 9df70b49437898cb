"""The key of a chart: which shape is what, drawn at the top right, beside what it explains."""

from __future__ import annotations

from typing import Final

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import TEXT_SIZE, text_width
from yamato_dx.output.charts.layers import ONE, Channel, Layer, along_width, layer, value

KEY_Y: Final = -22
KEY_LINE: Final = 22
ICON_GAP: Final = 5
ENTRY_GAP: Final = 18
BAR_ICON: Final = 14
LINE_ICON: Final = 22


def key(tick: str, lang: str) -> list[Layer]:
    """Layers for «■ actual ━ target» from the right edge; `tick` is target or benchmark."""
    target = text(f"output.chart.{tick}", lang)
    actual = text("output.chart.actual", lang)
    target_at = -text_width(target, TEXT_SIZE)
    line_at = target_at - ICON_GAP - LINE_ICON
    actual_at = line_at - ENTRY_GAP - text_width(actual, TEXT_SIZE)
    bar_at = actual_at - ICON_GAP - BAR_ICON
    half = bar_at + BAR_ICON / 2
    return [
        _box(bar_at, half, palette.PAST),
        _box(half, bar_at + BAR_ICON, palette.GOOD),
        _word(actual, actual_at),
        _line(line_at, line_at + LINE_ICON),
        _word(target, target_at),
    ]


def guide_key(lang: str, *, narrow: bool) -> list[Layer]:
    """«┄ guide line (not a target of the plan)», from the left; above the rest on a phone."""
    y = KEY_Y - KEY_LINE if narrow else KEY_Y
    dashes = {"color": palette.SECOND, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    return [
        layer("rule", dashes, rows=ONE, x=value(0), x2=value(LINE_ICON), y=value(y)),
        layer(
            "text",
            {"align": "left", "baseline": "middle", "color": palette.SECOND},
            rows=ONE,
            x=value(LINE_ICON + ICON_GAP),
            y=value(y),
            text=value(text("output.chart.guide", lang)),
        ),
    ]


def _from_right(pixels: float) -> Channel:
    return along_width(f"width - {-pixels:.0f}")


def _box(left: float, right: float, colour: str) -> Layer:
    half = BAR_ICON / 2
    return layer(
        "rect",
        {"color": colour},
        rows=ONE,
        x=_from_right(left),
        x2=_from_right(right),
        y=value(KEY_Y - half),
        y2=value(KEY_Y + half),
    )


def _line(left: float, right: float) -> Layer:
    look = {"color": palette.INK, "strokeWidth": 2.5}
    ends = {"x": _from_right(left), "x2": _from_right(right)}
    return layer("rule", look, rows=ONE, **ends, y=value(KEY_Y))


def _word(words: str, left: float) -> Layer:
    look = {"align": "left", "baseline": "middle"}
    return layer("text", look, rows=ONE, x=_from_right(left), y=value(KEY_Y), text=value(words))
