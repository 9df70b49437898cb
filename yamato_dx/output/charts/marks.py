"""Where a reader may ask a chart: the marks laid over it, and where what they tell may stand.

Worked out from the scale of the chart. Along the bottom a place is a share of the plot, which is as
wide as the page allows; upwards it is pixels from the top of the plot, whose height is fixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from yamato_dx.output.charts.kpi_chart import YEAR_HEIGHT, Frame

# What a finger hits (WCAG 2.5.8).
LEAST: Final = 24
CARD_WIDTH: Final = 264
CARD_HEIGHT: Final = 216
GAP: Final = 6

Side = Literal["left", "right", "over", "beside"]


@dataclass(frozen=True)
class ChartColumn:
    """What stands at one place along the bottom. `left`, `right`, `middle`: shares of the plot;
    `half`: pixels from its middle to its edge; `top`, `foot`: of the mark itself; `reach`,
    `words_top`: as `half` and `top`, with its texts. Where several share a mark, `middle` is that
    of the first, `span` further is that of the last."""

    rows: tuple[int, ...]
    left: float
    right: float
    middle: float
    half: float
    top: float
    foot: float
    reach: float
    words_top: float
    span: float = 0.0


@dataclass(frozen=True)
class ChartMark:
    """What answers for some rows of a chart, on a page: `style` as a stylesheet's properties.

    `side`: where its card stands; «over»: above all figures.
    """

    rows: tuple[int, ...]
    side: Side
    style: str


def column_marks(
    columns: Sequence[ChartColumn], frame: Frame, height: int, *, narrowest: int
) -> tuple[ChartMark, ...]:
    """A mark for each column, as high as the chart; two share one where a finger could not part
    them. `narrowest`: pixels of the narrowest plot of this layout."""
    touched = _touchable(columns, narrowest)
    return tuple(_mark(column, touched, frame, height, narrowest=narrowest) for column in touched)


def band_marks(count: int, band: int) -> tuple[ChartMark, ...]:
    """A mark for each of `count` rows of `band` pixels, one below the other."""
    assert band >= LEAST, "a finger would hit two"
    return tuple(ChartMark((row,), "beside", _style(t=row * band, h=band)) for row in range(count))


def between(middles: Sequence[float]) -> list[tuple[float, float]]:
    """Left and right edge of what belongs to each of `middles`: half the way to its neighbours."""
    edges = [(left + right) / 2 for left, right in pairwise(middles)]
    reach = edges[0] - middles[0] if edges else 0.5
    first, last = max(middles[0] - reach, 0.0), min(middles[-1] + reach, 1.0)
    return list(zip([first, *edges], [*edges, last], strict=True))


def _touchable(columns: Sequence[ChartColumn], narrowest: int) -> list[ChartColumn]:
    touched: list[ChartColumn] = []
    for column in columns:
        if touched and _is_one(touched[-1], column, narrowest):
            touched[-1] = _joined(touched[-1], column)
        else:
            touched.append(column)
    if len(touched) > 1 and (touched[-1].right - touched[-1].left) * narrowest < LEAST:
        touched[-2:] = [_joined(touched[-2], touched[-1])]
    return touched


def _is_one(first: ChartColumn, second: ChartColumn, narrowest: int) -> bool:
    """Whether there is no room for two, or the eye sees them at one place."""
    room = min(first.right - first.left, second.middle - first.middle)
    return room * narrowest < LEAST


def _joined(first: ChartColumn, second: ChartColumn) -> ChartColumn:
    return replace(
        first,
        rows=first.rows + second.rows,
        right=second.right,
        span=second.middle + second.span - first.middle,
        half=max(first.half, second.half),
        reach=max(first.reach, second.reach),
        top=min(first.top, second.top),
        foot=max(first.foot, second.foot),
        words_top=min(first.words_top, second.words_top),
    )


def _mark(
    column: ChartColumn,
    columns: Sequence[ChartColumn],
    frame: Frame,
    height: int,
    *,
    narrowest: int,
) -> ChartMark:
    side, bottom = _card_place(column, columns, frame, narrowest)
    style = _style(
        l=100 * column.left,
        w=100 * (column.right - column.left),
        t=-frame.top,
        h=frame.top + height + YEAR_HEIGHT,
        m=100 * column.middle,
        s=100 * column.span,
        r=column.half,
        c=column.reach + GAP,
        rt=column.top,
        rh=column.foot - column.top,
        b=height - bottom,
    )
    return ChartMark(column.rows, side, style)


def _card_place(
    column: ChartColumn, columns: Sequence[ChartColumn], frame: Frame, narrowest: int
) -> tuple[Side, float]:
    """Left of its mark or right of it, whichever leaves more room above the figures there; and
    where it ends. Where neither has room for it, above the figures in its middle."""
    first, last = column.middle * narrowest, (column.middle + column.span) * narrowest
    reach = column.reach + GAP
    starts: dict[Side, float] = {"left": first - reach - CARD_WIDTH, "right": last + reach}
    others = [each for each in columns if each is not column]
    found = [
        (side, _free_above(others, start / narrowest, (start + CARD_WIDTH) / narrowest))
        for side, start in starts.items()
        if start >= -frame.left and start + CARD_WIDTH <= narrowest + frame.right
    ]
    # On a phone a card is as wide as the chart; elsewhere it may be moved to either edge.
    return max(found, key=lambda place: place[1], default=("over", _free_above(columns, 0.0, 1.0)))


def _free_above(columns: Sequence[ChartColumn], left: float, right: float) -> float:
    tops = [each.words_top for each in columns if each.left < right and left < each.right]
    return min([*tops, CARD_HEIGHT + GAP]) - GAP


def _style(**values: float) -> str:
    return ";".join(f"--{name}:{round(value, 2):g}" for name, value in values.items())
