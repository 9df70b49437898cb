"""出来事 on a chart: a thin line on the day, with the number under which its words stand below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_chart import TEXT_SIZE

# Above the plot, below the key.
LABEL_Y: Final = -6
ROOM: Final = 18  # pixels that the numbers take above a plot
# Marks that are nearer than this share one number's place.
LEAST_APART: Final = 18
_LAST_CIRCLED: Final = 20


@dataclass(frozen=True)
class ChartHappening:
    """`place`: of the column along the bottom in which its day lies, by what the rows call it (a
    fiscal year, a month's first day); `part`: how far into it, 0–1. `label`: its number, `words`
    what is said of it."""

    place: str
    part: float
    label: str
    words: str


@dataclass(frozen=True)
class _Line:
    share: float
    labels: tuple[str, ...]


def circled(number: int) -> str:
    """①…⑳; (21) from there on."""
    return chr(ord("①") + number - 1) if number <= _LAST_CIRCLED else f"({number})"


def with_happenings(
    spec: dict[str, Any],
    happenings: Sequence[ChartHappening],
    places: Sequence[str],
    *,
    height: int,
    narrowest: int,
) -> dict[str, Any]:
    """`spec` with a line for each of `happenings` that lies in one of `places`, behind its bars.
    `narrowest`: pixels of the narrowest plot of this layout."""
    lines = _lines(happenings, places, narrowest)
    if not lines:
        return spec
    first, *others = spec["layer"]
    drawn = [layer for line in lines for layer in (_rule(line, height), _label(line))]
    return {**spec, "layer": [first, *drawn, *others]}


def _lines(
    happenings: Sequence[ChartHappening], places: Sequence[str], narrowest: int
) -> list[_Line]:
    shares = [
        ((places.index(happening.place) + happening.part) / len(places), happening.label)
        for happening in happenings
        if happening.place in places
    ]
    lines: list[_Line] = []
    for share, label in sorted(shares):
        is_near = bool(lines) and (share - lines[-1].share) * narrowest < LEAST_APART
        if is_near:
            lines[-1] = _Line(lines[-1].share, (*lines[-1].labels, label))
        else:
            lines.append(_Line(share, (label,)))
    return lines


def _rule(line: _Line, height: int) -> dict[str, Any]:
    mark = {"type": "rule", "color": palette.SECOND, "strokeWidth": 1, "strokeDash": [2, 3]}
    return _layer(mark, line, y={"value": LABEL_Y + TEXT_SIZE // 2}, y2={"value": height})


def _label(line: _Line) -> dict[str, Any]:
    mark = {"type": "text", "align": "center", "baseline": "middle", "color": palette.INK}
    words = {"value": "".join(line.labels)}
    return _layer(mark, line, y={"value": LABEL_Y}, text=words)


def _layer(mark: dict[str, Any], line: _Line, **encoding: object) -> dict[str, Any]:
    x = {"value": {"expr": f"width * {line.share:.4f}"}}
    return {
        "data": {"values": [{"mark": "happening"}]},
        "mark": mark,
        "encoding": {"x": x, **encoding},
    }


def spoken_happenings(
    happenings: Sequence[ChartHappening], places: Sequence[str], lang: str
) -> str:
    """For who hears the chart; «» where none lies in it."""
    shown = [happening for happening in happenings if happening.place in places]
    if not shown:
        return ""
    listed = text("output.list_separator", lang).join(
        f"{happening.label} {happening.words}" for happening in shown
    )
    return text("output.chart.alt_happenings", lang, happenings=listed)
