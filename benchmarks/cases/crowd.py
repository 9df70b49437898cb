"""Twenty people change a filter again and again, each as soon as the last answer is there.

Floor: the same people reload a page with one title.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack

from benchmarks.cases.rerun import FILTER, HEAVIEST, OVERVIEW, sample_dashboard
from benchmarks.measure import Goal, Measure, in_turns
from benchmarks.scale import Scale
from benchmarks.visits.server import floor, serving
from benchmarks.visits.visitor import Visitor, run_visits, visiting


def run(scale: Scale) -> Sequence[Measure]:
    with serving(floor("title")) as empty, sample_dashboard() as dashboard:
        title, heaviest, overview = in_turns(
            min(scale.rounds, 3),
            lambda: reruns_per_second(empty.port, ("", ""), scale),
            lambda: reruns_per_second(dashboard.port, HEAVIEST, scale),
            lambda: reruns_per_second(dashboard.port, OVERVIEW, scale),
        )
    what = f"{scale.people} people filter at once"
    goal = Goal("at_least", 40)
    return [
        Measure(f"{what}, 取組事項 9", heaviest, "reruns/s", title, goal),
        Measure(f"{what}, 概要", overview, "reruns/s", title, goal),
    ]


def reruns_per_second(port: int, page: tuple[str, str], scale: Scale) -> float:
    return run_visits(_crowd(port, page, scale))


async def _crowd(port: int, page: tuple[str, str], scale: Scale) -> float:
    async with AsyncExitStack() as stack:
        people = [
            await stack.enter_async_context(visiting(port, *page)) for _ in range(scale.people)
        ]
        began = time.perf_counter()
        until = began + scale.people_seconds
        counts = await asyncio.gather(*(_filter_until(one, until) for one in people))
        return sum(counts) / (time.perf_counter() - began)


async def _filter_until(visitor: Visitor, until: float) -> int:
    """How many reruns one person saw."""
    count = 0
    while time.perf_counter() < until:
        await (visitor.choose(FILTER, count) if visitor.boxes else visitor.rerun())
        count += 1
    return count
