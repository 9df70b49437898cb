"""Where the figures of points on lines stand, so that none covers a point, a line or another.

Pixels count from the left and from the top. A figure without a free place is left out: the table
beside the chart has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from yamato_dx.output.charts.kpi_chart import text_width

HALF_POINT: Final = 6
STEP: Final = 5  # pixels between the marks that stand for a line
LEFT_EDGE: Final = -40.0  # figures may reach over the names of the scale's lines


class Point(NamedTuple):
    """A point with the figure that would stand beside it, "" for none."""

    line: str
    kind: str
    x: float
    y: float
    words: str


class LabelRoom(NamedTuple):
    """Size of the letters, width of the plot, and the line below which no figure stands."""

    size: int
    width: float
    floor: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )


def label_places(
    points: Sequence[Point],
    joined: frozenset[str],
    places: Mapping[str, Sequence[str]],
    room: LabelRoom,
) -> list[tuple[float, float] | None]:
    """The middle of each point's figure, None where there is none or no room.

    `joined`: the lines that are drawn from point to point. `places`: by kind, the best first;
    the kind that stands first in it chooses first.
    """
    taken = [*_marks(points), *_segments(points, joined)]
    found: list[tuple[float, float] | None] = [None] * len(points)
    kinds = list(places)
    for index in sorted(range(len(points)), key=lambda index: kinds.index(points[index].kind)):
        point = points[index]
        at = _free(point, taken, places[point.kind], room) if point.words else None
        if at:
            taken.append(_box(at, point.words, room.size))
        found[index] = at
    return found


def _free(
    point: Point, taken: Sequence[_Box], places: Sequence[str], room: LabelRoom
) -> tuple[float, float] | None:
    size = room.size
    half = text_width(point.words, size) / 2
    shifts = {
        "above": (0.0, -size - 1.0),
        "below": (0.0, size + 2.0),
        "right": (half + 10.0, 0.0),
        "left": (-half - 10.0, size * 0.6),
    }
    for name in places:
        at = (point.x + shifts[name][0], point.y + shifts[name][1])
        box = _box(at, point.words, size)
        is_inside = box.left >= LEFT_EDGE and box.right <= room.width
        is_inside = is_inside and box.top >= 0 and box.bottom <= room.floor
        if is_inside and not any(box.meets(other) for other in taken):
            return at
    return None


def _box(at: tuple[float, float], words: str, size: int) -> _Box:
    half, height = text_width(words, size) / 2, size * 0.45
    return _Box(at[0] - half, at[1] - height, at[0] + half, at[1] + height)


def _marks(points: Sequence[Point]) -> list[_Box]:
    return [_around(point.x, point.y, HALF_POINT) for point in points]


def _segments(points: Sequence[Point], joined: frozenset[str]) -> list[_Box]:
    """Small marks along each line."""
    by_line: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.line in joined:
            by_line[point.line].append(point)
    return [
        _around(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part, 1)
        for line in by_line.values()
        for start, end in pairwise(line)
        for part in _parts(end.x - start.x)
    ]


def _parts(length: float) -> list[float]:
    steps = max(int(abs(length) / STEP), 1)
    return [step / steps for step in range(1, steps)]


def _around(x: float, y: float, half: float) -> _Box:
    return _Box(x - half, y - half, x + half, y + half)
