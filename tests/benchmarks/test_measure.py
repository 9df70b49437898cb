from __future__ import annotations

import json

import pytest

from benchmarks.measure import Goal, Measure, in_turns
from benchmarks.table import as_json, as_markdown


@pytest.mark.parametrize(
    ("ours", "floor", "goal", "is_met"),
    [
        (6.0, 1.0, Goal("ratio_at_most", 6), True),  # exactly the goal is met
        (6.1, 1.0, Goal("ratio_at_most", 6), False),
        (1.7, 9.9, Goal("at_most", 1.8), True),  # an absolute goal does not look at the floor
        (1.9, 9.9, Goal("at_most", 1.8), False),
        (40.0, 500.0, Goal("at_least", 40), True),
        (39.9, 500.0, Goal("at_least", 40), False),
        (39.9, 500.0, None, None),  # there to be known
    ],
)
def test_goal(ours: float, floor: float, goal: Goal | None, is_met: bool | None) -> None:
    assert Measure("one", ours, "s", floor, goal).is_met is is_met


def test_floor_and_ours_take_turns_and_one_slow_turn_counts_for_nothing() -> None:
    order: list[str] = []
    taken = {"floor": [1.0, 50.0, 2.0], "ours": [3.0, 4.0, 5.0]}

    def measure(name: str) -> float:
        order.append(name)
        return taken[name][len(order) // 2 - (name == "ours")]

    assert in_turns(3, lambda: measure("floor"), lambda: measure("ours")) == (2.0, 4.0)
    assert order == ["floor", "ours"] * 3


def test_table_line() -> None:
    table = as_markdown([Measure("取組事項 9", 6.1, "ms", 1.5, Goal("ratio_at_most", 6))])
    assert "| 取組事項 9 | 6.10 ms | 1.50 ms |         4.07 | ≤ 6 × | met |" in table


def test_json_holds_ratio_and_verdict() -> None:
    written = json.loads(as_json({"one": [Measure("x", 3.0, "s", 2.0, Goal("ratio_at_most", 1))]}))
    measure = written["benchmarks"]["one"][0]
    assert (measure["ratio"], measure["is_met"]) == (1.5, False)
    assert "cores" in written["machine"]
