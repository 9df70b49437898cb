"""What a benchmark hands back, and how floors and ours take turns."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

GoalKind = Literal["ratio_at_most", "at_most", "at_least"]


@dataclass(frozen=True)
class Goal:
    """`ratio_at_most` is about ours ÷ floor, the others about ours alone."""

    kind: GoalKind
    limit: float

    @property
    def words(self) -> str:
        sign = "≥" if self.kind == "at_least" else "≤"
        return f"{sign} {self.limit:g}{' ×' if self.kind == 'ratio_at_most' else ''}"


@dataclass(frozen=True)
class Measure:
    """One line of the table. Without a goal it is there to be known."""

    what: str
    ours: float
    unit: str
    floor: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.floor if self.floor else None

    @property
    def is_met(self) -> bool | None:
        if self.goal is None:
            return None
        if self.goal.kind == "at_least":
            return self.ours >= self.goal.limit
        if self.goal.kind == "at_most":
            return self.ours <= self.goal.limit
        assert self.ratio is not None, f"{self.what}: a ratio needs a floor"
        return self.ratio <= self.goal.limit


def in_turns(rounds: int, *measures: Callable[[], float]) -> tuple[float, ...]:
    """The median of each measure. They take turns, so that a noisy minute touches all alike."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return tuple(statistics.median(one) for one in zip(*taken, strict=True))


def seconds_of(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
