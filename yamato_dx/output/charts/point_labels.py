"""Where the names and figures of points on lines stand: each nearest to its own point, so that none
is taken for another line's, and none covers a point, a line or another.

Pixels count from the left and from the top, of the narrowest plot: in a wider one everything moves
apart but for the words, which keep their width. What has no such place is left out: a key below the
plot names the line, the table beside the chart has the figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import hypot
from typing import Final, NamedTuple

from yamato_dx.output.charts.kpi_chart import TEXT_SIZE, text_width

HALF_POINT: Final = 6
STEP: Final = 5  # pixels between the marks that stand for a line
LINE_HEIGHT: Final = 18
EVENT_TOP: Final = 2  # below the uppermost line
GAP: Final = 9  # between a point and the words at its side
# Above and below, the nearest that is free.
GAPS: Final = (9.0, 17.0, 26.0, 36.0, 48.0)
# Two points of different lines this near are one to the eye: words beside them name their series.
SAME: Final = 6.0


class Point(NamedTuple):
    """A point with its figure, "" for none, and the name of its series where that stands above."""

    line: str
    kind: str
    x: float
    y: float
    figure: str
    name: str = ""


class LabelRoom(NamedTuple):
    """Where words may stand: width of the plot, the lines above and below which none do."""

    width: float
    ceiling: float
    floor: float


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )

    def distance(self, x: float, y: float) -> float:
        return hypot(
            max(self.left - x, 0.0, x - self.right), max(self.top - y, 0.0, y - self.bottom)
        )


class Label(NamedTuple):
    """`name` is "" where there was room for the figure alone. `is_ending`: both end at the right
    edge of the box, where their point is, and stay there where the plot is narrower."""

    name: str
    figure: str
    box: Box
    is_ending: bool

    @property
    def anchor(self) -> float:
        return self.box.right if self.is_ending else self.box.left


def label_places(
    points: Sequence[Point],
    joined: frozenset[str],
    places: Mapping[str, Sequence[str]],
    room: LabelRoom,
    *,
    unnamed: frozenset[str] = frozenset(),
) -> list[Label | None]:
    """What stands beside each point, None where there is nothing or no room.

    `unnamed`: the lines whose figures may stand without their name, where there is no room for it.

    `joined`: the lines that are drawn from point to point. `places`: by kind, the best first;
    the kind that stands first in it chooses first.
    """
    taken = drawn_boxes(points, joined)
    found: list[Label | None] = [None] * len(points)
    kinds = list(places)
    for index in sorted(range(len(points)), key=lambda index: kinds.index(points[index].kind)):
        point = points[index]
        place = _Where(places[point.kind], room, point.line in unnamed)
        label = _label(point, points, taken, place)
        if label:
            taken.append(label.box)
        found[index] = label
    return found


def drawn_boxes(points: Sequence[Point], joined: frozenset[str]) -> list[Box]:
    """What of the plot the points and the lines through them take."""
    return [*_marks(points), *_segments(points, joined)]


def free_top(words: str, left: float, taken: Sequence[Box], floor: float) -> float:
    """The uppermost place for words that begin at `left`, on nothing that is taken; the top of the
    plot where there is none."""
    width = text_width(words, TEXT_SIZE)
    tops = range(EVENT_TOP, int(floor) - LINE_HEIGHT, STEP)
    boxes = (Box(left, top, left + width, top + LINE_HEIGHT) for top in tops)
    free = (box.top for box in boxes if not any(box.meets(other) for other in taken))
    return next(free, EVENT_TOP)


class _Where(NamedTuple):
    names: Sequence[str]
    room: LabelRoom
    may_be_unnamed: bool


def _label(
    point: Point, points: Sequence[Point], taken: Sequence[Box], place: _Where
) -> Label | None:
    """Name and figure; without room for both the figure alone, where it may."""
    if not point.figure:
        return None
    names = (point.name, "") if point.name and place.may_be_unnamed else (point.name,)
    for name in names:
        for box, is_ending in _boxes(point, bool(name), place.names):
            label = Label(name, point.figure, box, is_ending)
            is_free = is_inside(label, place.room) and not any(box.meets(mark) for mark in taken)
            if is_free and is_nearest(box, point, points):
                return label
    return None


def is_inside(label: Label, room: LabelRoom) -> bool:
    """Whether the words stand in the plot."""
    box = label.box
    is_beside = box.left >= 0 and box.right <= room.width
    return is_beside and box.top >= room.ceiling and box.bottom <= room.floor


def is_nearest(box: Box, point: Point, points: Sequence[Point]) -> bool:
    """Whether no other line's point lies nearer to the words than one of their own line; but for
    those that are one with theirs to the eye, where the name tells."""
    own = min(box.distance(other.x, other.y) for other in points if other.line == point.line)
    return all(
        box.distance(other.x, other.y) >= own or hypot(other.x - point.x, other.y - point.y) <= SAME
        for other in points
        if other.line != point.line
    )


def _boxes(point: Point, is_named: bool, places: Sequence[str]) -> Iterator[tuple[Box, bool]]:
    width = max(text_width(words, TEXT_SIZE) for words in (point.figure, point.name * is_named))
    height = LINE_HEIGHT * (1 + is_named)
    for gap in GAPS:
        for place in places:
            is_level = place in ("left", "right")
            if not is_level or gap == GAPS[0]:
                yield _beside(point, place, gap, (width, height)), "left" in place


def _beside(point: Point, place: str, gap: float, size: tuple[float, float]) -> Box:
    """The box at a place named by its sides: «above left» ends at the point."""
    width, height = size
    sides = place.split()
    left, top = point.x - width / 2, point.y - height / 2
    if "above" in sides or "below" in sides:
        top = point.y - gap - height if "above" in sides else point.y + gap
        if "left" in sides:
            left = point.x + HALF_POINT - width
        elif "right" in sides:
            left = point.x - HALF_POINT
    else:
        left = point.x - GAP - 2 - width if "left" in sides else point.x + GAP + 2
    return Box(left, top, left + width, top + height)


def _marks(points: Sequence[Point]) -> list[Box]:
    return [_around(point.x, point.y, HALF_POINT) for point in points]


def _segments(points: Sequence[Point], joined: frozenset[str]) -> list[Box]:
    """Small marks along each line."""
    by_line: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.line in joined:
            by_line[point.line].append(point)
    return [
        _around(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part, 1)
        for line in by_line.values()
        for start, end in pairwise(line)
        for part in _parts(hypot(end.x - start.x, end.y - start.y))
    ]


def _parts(length: float) -> list[float]:
    steps = max(int(length / STEP), 1)
    return [step / steps for step in range(1, steps)]


def _around(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, x + half, y + half)
