"""The key of a chart: which shape is what, drawn at the top right, beside what it explains."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import AXIS_WIDTH, TEXT_SIZE, Layer, text_width

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
    """«┄ guide line (not a target of the plan)», from the left; on a phone above the rest, from
    the edge of the chart."""
    y, left = (KEY_Y - KEY_LINE, -AXIS_WIDTH) if narrow else (KEY_Y, 0)
    line = _one().mark_rule(color=palette.SECOND, strokeWidth=1.5, strokeDash=[4, 3])
    words = _one().mark_text(align="left", baseline="middle", color=palette.SECOND)
    return [
        line.encode(x=alt.value(left), x2=alt.value(left + LINE_ICON), y=alt.value(y)),
        words.encode(
            x=alt.value(left + LINE_ICON + ICON_GAP),
            y=alt.value(y),
            text=alt.value(text("output.chart.guide", lang)),
        ),
    ]


def _one() -> Layer:
    """A layer that draws one mark, however many rows the chart has."""
    return alt.Chart(alt.InlineData(values=[{"mark": "key"}]))


def _from_right(pixels: float) -> Any:
    return alt.value(alt.expr(f"width - {-pixels:.0f}"))


def _box(left: float, right: float, colour: str) -> Layer:
    half = BAR_ICON / 2
    return (
        _one()
        .mark_rect(color=colour)
        .encode(
            x=_from_right(left),
            x2=_from_right(right),
            y=alt.value(KEY_Y - half),
            y2=alt.value(KEY_Y + half),
        )
    )


def _line(left: float, right: float) -> Layer:
    rule = _one().mark_rule(color=palette.INK, strokeWidth=2.5)
    return rule.encode(x=_from_right(left), x2=_from_right(right), y=alt.value(KEY_Y))


def _word(words: str, left: float) -> Layer:
    return (
        _one()
        .mark_text(align="left", baseline="middle")
        .encode(x=_from_right(left), y=alt.value(KEY_Y), text=alt.value(words))
    )
