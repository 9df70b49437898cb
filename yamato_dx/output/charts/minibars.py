"""The small bars of a KPI line: a bar for each year's actual, a tick for its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 84.0
HEIGHT: Final = 31.0
BAR_WIDTH: Final = 12.0
TICK_WIDTH: Final = 18.0
TICK_HEIGHT: Final = 2.0

# Above the highest tick, so that its line is inside the drawing.
HEADROOM: Final = 3.0

# A real 0 is seen, unlike a missing value.
ZERO_HEIGHT: Final = 1.5


@dataclass(frozen=True)
class MiniBar:
    """One year, in pixels from the lower left corner; None where there is nothing to draw.

    `left` is the left edge of the bar; the tick is centred over it, `tick` its lower edge.
    """

    left: float
    height: float | None
    tick: float | None
    is_chosen: bool

    @property
    def tick_left(self) -> float:
        return self.left - (TICK_WIDTH - BAR_WIDTH) / 2


def mini_bars(
    values: Sequence[float | None], targets: Sequence[float | None], chosen_index: int | None
) -> list[MiniBar]:
    """Bars on one scale from 0 to the highest of values and targets.

    A missing value is a gap, a 0 a sliver; a negative value has no bar.
    """
    known = [value for value in (*values, *targets) if value is not None and value == value]
    highest = max(known, default=0.0)
    scale = (HEIGHT - HEADROOM) / highest if highest > 0 else 0.0
    step = WIDTH / max(len(values), 1)
    return [
        MiniBar(
            left=step * index + (step - BAR_WIDTH) / 2,
            height=_height(value, scale),
            tick=target * scale if target is not None and target >= 0 else None,
            is_chosen=index == chosen_index,
        )
        for index, (value, target) in enumerate(zip(values, targets, strict=True))
    ]


def _height(value: float | None, scale: float) -> float | None:
    if value is None or not value >= 0:
        return None
    return max(value * scale, ZERO_HEIGHT)
