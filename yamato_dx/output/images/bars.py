"""Small and large bars of a KPI's years as SVG, for papers: drawn here, without an engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import text_width
from yamato_dx.output.charts.minibars import BAR_WIDTH, HEIGHT, TICK_WIDTH, WIDTH, mini_bars

FONT: Final = "Noto Sans CJK JP"
# The chart of a page, in pixels.
PLOT_HEIGHT: Final = 120
PLOT_TOP: Final = 12
BAND: Final = 160
LEAST_BAND: Final = 104
ROOM: Final = 640
BAR: Final = 44
TICK: Final = 64
TEXT: Final = 14
LINE: Final = 19
SLIVER: Final = 2
DOT: Final = 4


@dataclass(frozen=True)
class YearBar:
    """`words`: what stands under the year's bar, line by line: its figure first. `is_marked`: by a
    dot beside the label."""

    label: str
    value: float | None
    target: float | None
    words: tuple[str, ...]
    is_chosen: bool
    is_marked: bool = False


def mini_bars_svg(
    values: Sequence[float | None], targets: Sequence[float | None], chosen: int | None
) -> str:
    shapes = [svg_line(0, WIDTH, HEIGHT, colour=palette.SECOND, width=1)]
    for bar in mini_bars(values, targets, chosen):
        if bar.height is not None:
            colour = palette.GOOD if bar.is_chosen else palette.PAST
            shapes.append(
                svg_rect(bar.left, HEIGHT - bar.height, BAR_WIDTH, bar.height, colour=colour)
            )
        if bar.tick is not None:
            end = bar.tick_left + TICK_WIDTH
            shapes.append(
                svg_line(bar.tick_left, end, HEIGHT - bar.tick, colour=palette.INK, width=2)
            )
    return svg_of(WIDTH, HEIGHT + 1, shapes)


def year_bars_svg(years: Sequence[YearBar]) -> str:
    """A bar for each year's actual, a line across it for its target, all words below: none can lie
    upon another. A missing value is a gap, a 0 a sliver."""
    band = max(LEAST_BAND, min(BAND, ROOM / max(len(years), 1)))
    top = _highest(years)
    base = PLOT_TOP + PLOT_HEIGHT
    shapes = [svg_line(0, band * len(years), base, colour=palette.INK, width=1)]
    for place, year in enumerate(years):
        middle = band * (place + 0.5)
        shapes += _year(year, middle, base, top)
    lines = 1 + max((len(year.words) for year in years), default=0)
    return svg_of(band * len(years), base + 6 + LINE * lines, shapes)


def _highest(years: Sequence[YearBar]) -> float:
    known = [figure for year in years for figure in (year.value, year.target) if figure is not None]
    return max([*known, 0.0]) or 1.0


def _year(year: YearBar, middle: float, base: float, top: float) -> Iterable[str]:
    if year.value is not None and year.value >= 0:
        height = max(year.value / top * PLOT_HEIGHT, SLIVER)
        colour = palette.GOOD if year.is_chosen else palette.PAST
        yield svg_rect(middle - BAR / 2, base - height, BAR, height, colour=colour)
    if year.target is not None and year.target >= 0:
        height = base - year.target / top * PLOT_HEIGHT
        yield svg_line(middle - TICK / 2, middle + TICK / 2, height, colour=palette.PAPER, width=5)
        yield svg_line(middle - TICK / 2, middle + TICK / 2, height, colour=palette.INK, width=2)
    if year.is_marked:
        # The label is centred: half of it, then a gap.
        yield svg_dot(middle + text_width(year.label, TEXT) / 2 + 4 + DOT, base + LINE - 7)
    for row, words in enumerate((year.label, *year.words), start=1):
        weight = "bold" if row == 2 and year.value is not None else "normal"
        colour = palette.SECOND if row == 1 else palette.INK
        yield svg_text(words, middle, base + 2 + LINE * row - 4, colour=colour, weight=weight)


def svg_of(width: float, height: float, shapes: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{"".join(shapes)}</svg>'
    )


def svg_rect(left: float, top: float, width: float, height: float, *, colour: str) -> str:
    return f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def svg_line(left: float, right: float, height: float, *, colour: str, width: float) -> str:
    return f'<path d="M{left:g} {height:g}H{right:g}" stroke="{colour}" stroke-width="{width:g}"/>'


def svg_dot(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{DOT:g}" fill="{palette.INK}"/>'


def svg_text(
    words: str, x: float, y: float, *, colour: str, weight: str, anchor: str = "middle"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-weight="{weight}" font-size="{TEXT}" '
        f'font-family="{FONT}" text-anchor="{anchor}">{escape(words)}</text>'
    )
