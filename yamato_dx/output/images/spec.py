"""A chart's spec as an image needs it: with data, width, title and footnotes inside."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd

from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import AXIS_WIDTH, YEAR_HEIGHT, KpiChart, text_width
from yamato_dx.output.context import ExportContext
from yamato_dx.rows import rows_of

MARGIN: Final = 24
TITLE_SIZE: Final = 18
TITLE_LINE: Final = 26
NOTE_SIZE: Final = 14
NOTE_LINE: Final = 21
GAP: Final = 14

ImageLayer = dict[str, Any]


def image_spec(chart: KpiChart, context: ExportContext) -> dict[str, Any]:
    """The spec for the engine. Words are data of their layers, so that none is an expression."""
    head = _head(chart, context)
    notes = _wrapped(context.footnotes(), chart.width)
    foot = chart.height + YEAR_HEIGHT + chart.frame.foot + GAP
    words = [*head, *_lines(notes, foot, NOTE_LINE, size=NOTE_SIZE, color=palette.SECOND)]
    return {
        **chart.spec,
        "width": chart.width + 2 * MARGIN,
        "padding": MARGIN,
        "data": {"values": _records(chart.data)},
        "layer": [*chart.spec["layer"], *words],
    }


def _head(chart: KpiChart, context: ExportContext) -> list[ImageLayer]:
    """Layers above the plot and its key: sample strip, title, kind of figure."""
    sample = (
        _wrapped((context.sample_sentence,), chart.width - 2 * GAP) if context.is_sample else []
    )
    titles = _wrapped((chart.title,), chart.width, TITLE_SIZE)
    strip = len(sample) * NOTE_LINE + GAP if sample else 0
    kind_top = -chart.key_height - NOTE_LINE
    title_top = kind_top - TITLE_LINE * len(titles)
    sample_top = title_top - strip - (GAP if sample else 0)
    return [
        *([_strip(sample_top, strip, chart.width)] if sample else []),
        *_lines(sample, sample_top + GAP // 2, NOTE_LINE, size=NOTE_SIZE, indent=GAP),
        *_lines(titles, title_top, TITLE_LINE, size=TITLE_SIZE, weight="bold"),
        *_lines([chart.kind], kind_top, NOTE_LINE, size=NOTE_SIZE, color=palette.SECOND),
    ]


def _strip(top: int, height: int, width: int) -> ImageLayer:
    left = -AXIS_WIDTH
    place = {"x": left, "x2": left + width, "y": top, "y2": top + height}
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rect", "color": palette.SAMPLE},
        "encoding": {channel: {"value": value} for channel, value in place.items()},
    }


def _lines(
    words: list[str],
    top: int,
    line: int,
    *,
    size: int,
    color: str = palette.INK,
    weight: str = "normal",
    indent: int = 0,
) -> list[ImageLayer]:
    """One text layer for each line, from `top` down, from the left edge of the image."""
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": size}
    return [
        {
            "data": {"values": [{"words": line_words}]},
            "mark": {**mark, "fontWeight": weight, "color": color},
            "encoding": {
                "x": {"value": indent - AXIS_WIDTH},
                "y": {"value": top + line * index + line // 2},
                "text": {"field": "words", "type": "nominal"},
            },
        }
        for index, line_words in enumerate(words)
    ]


def _wrapped(texts: tuple[str, ...], width: int, size: int = NOTE_SIZE) -> list[str]:
    """`texts` cut into lines that fit `width` pixels: Latin words whole, Japanese at any sign."""
    lines = []
    for text in texts:
        line = ""
        for piece in _pieces(text, width, size):
            if line and text_width(line + piece, size) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece if line else piece.lstrip()
        lines.append(line)
    return lines


def _pieces(text: str, width: int, size: int) -> list[str]:
    """What may begin a line: words, blanks, signs; a word longer than a line, sign by sign."""
    words = re.findall(r"[!-~]+|\s|[^\s!-~]", text)
    return [
        piece
        for word in words
        for piece in ([word] if text_width(word, size) <= width else list(word))
    ]


def _records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for JSON: None for what is missing, plain numbers for the rest."""
    plain = data.astype(object).where(data.notna(), None)
    return rows_of(plain)
