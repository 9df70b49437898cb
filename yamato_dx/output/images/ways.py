"""The way of a KPI over the whole period as SVG: a band from where it began to what was reached, a
stroke where the promise stood."""

from __future__ import annotations

from typing import Final

from yamato_dx.output import palette
from yamato_dx.output.images.bars import svg_line, svg_of, svg_rect

WIDTH: Final = 80
HEIGHT: Final = 14
BAND: Final = 5
# A way of no length is seen all the same.
SLIVER: Final = 1.5
STROKE: Final = 2
TONES: Final = {"good": palette.GOOD, "bad": palette.BAD}


def way_svg(left: float, length: float, promised: float, tone: str) -> str:
    """All as parts of the width, 0–1."""
    middle, colour = HEIGHT / 2, TONES.get(tone, palette.PAST)
    place = promised * WIDTH
    return svg_of(
        WIDTH,
        HEIGHT,
        (
            svg_line(0, WIDTH, middle, colour=palette.HAIRLINE, width=1),
            svg_rect(
                left * WIDTH,
                middle - BAND / 2,
                max(length * WIDTH, SLIVER),
                BAND,
                colour=colour,
            ),
            svg_rect(place - STROKE / 2, 0, STROKE, HEIGHT, colour=palette.INK),
        ),
    )
