"""How much is measured: the sizes of the goals, or small ones that only show that it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    rows: int = 1_000_000
    rounds: int = 5  # of floor and ours in turns
    reruns: int = 100  # in each turn
    changes: int = 30  # of a filter, in a browser
    people: int = 20
    people_seconds: float = 5.0
    sessions: int = 100
    kills: int = 500
    leaving: int = 300


FULL = Scale()
QUICK = Scale(
    rows=5_000,
    rounds=1,
    reruns=5,
    changes=2,
    people=3,
    people_seconds=0.3,
    sessions=5,
    kills=2,
    leaving=6,
)
