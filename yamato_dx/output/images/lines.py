"""A few lines over years as SVG, for papers: drawn here, without an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yamato_dx.output import palette
from yamato_dx.output.images.bars import svg_line, svg_of, svg_text

WIDTH: Final = 640.0
PLOT_LEFT: Final = 60.0
PLOT_RIGHT: Final = 580.0
PLOT_TOP: Final = 34.0
PLOT_BOTTOM: Final = 200.0
HEIGHT: Final = 254.0
KEY: Final = 212
MARK: Final = 4.0


@dataclass(frozen=True)
class LinePoint:
    """`label`: what stands at the point, «» for none."""

    year: float
    value: float
    label: str


@dataclass(frozen=True)
class PaperLine:
    """`is_projected`: dashed, its marks open."""

    name: str
    points: tuple[LinePoint, ...]
    is_projected: bool


def year_lines_svg(lines: Sequence[PaperLine]) -> str:
    """From zero; the years of all points below, the lines' names in a key."""
    points = [point for line in lines for point in line.points]
    if not points:
        return svg_of(WIDTH, 1, [])
    first, last = min(point.year for point in points), max(point.year for point in points)
    top = max(point.value for point in points) or 1.0

    def at(point: LinePoint) -> tuple[float, float]:
        share = (point.year - first) / ((last - first) or 1.0)
        height = PLOT_BOTTOM - point.value / top * (PLOT_BOTTOM - PLOT_TOP)
        return PLOT_LEFT + share * (PLOT_RIGHT - PLOT_LEFT), height

    shapes = [svg_line(0, WIDTH, PLOT_BOTTOM, colour=palette.INK, width=1)]
    for place, line in enumerate(lines):
        shapes += _line(line, [at(point) for point in line.points], is_first=place == 0)
        shapes.append(_named(line, place))
    years = {round(point.year): at(point)[0] for point in points}
    shapes += [
        svg_text(str(year), x, PLOT_BOTTOM + 20, colour=palette.SECOND, weight="normal")
        for place, (year, x) in enumerate(sorted(years.items()))
        if place % (1 + len(years) // 12) == 0
    ]
    return svg_of(WIDTH, HEIGHT, shapes)


def _line(line: PaperLine, places: list[tuple[float, float]], *, is_first: bool) -> list[str]:
    """Labels of the first line stand above it, of the others below: one begins where it ends."""
    away = -10 if is_first else 22
    dash = ' stroke-dasharray="5 4"' if line.is_projected else ""
    path = " ".join(f"{x:g},{y:g}" for x, y in places)
    fill = palette.PAPER if line.is_projected else palette.GOOD
    shapes = [
        f'<polyline points="{path}" fill="none" stroke="{palette.GOOD}" stroke-width="2"{dash}/>'
    ]
    for point, (x, y) in zip(line.points, places, strict=True):
        shapes.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{MARK:g}" fill="{fill}" stroke="{palette.GOOD}"/>'
        )
        if point.label:
            shapes.append(svg_text(point.label, x, y + away, colour=palette.INK, weight="bold"))
    return shapes


def _named(line: PaperLine, place: int) -> str:
    """In a key below, from the left: no name lies upon a line."""
    dash = ' stroke-dasharray="5 4"' if line.is_projected else ""
    left, height = 8 + place * KEY, HEIGHT - 6
    sample = f'<path d="M{left} {height - 5:g}h28" stroke="{palette.GOOD}" stroke-width="2"{dash}/>'
    words = svg_text(
        line.name, left + 34, height, colour=palette.INK, weight="normal", anchor="start"
    )
    return sample + words
