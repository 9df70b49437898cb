"""What TCP_NODELAY on the listening socket is worth: one rerun of a page with one title.

Ours has it; the floor is the socket as the framework's own start makes it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from benchmarks.measure import Measure, in_turns, median
from benchmarks.scale import Scale
from benchmarks.visits.server import floor, serving
from benchmarks.visits.visitor import run_visits, visiting


def run(scale: Scale) -> Sequence[Measure]:
    with (
        serving(floor("title", "--framework-socket")) as framework,
        serving(floor("title")) as nodelay,
    ):
        without, with_it = in_turns(
            scale.rounds,
            lambda: milliseconds(framework.port, scale.reruns),
            lambda: milliseconds(nodelay.port, scale.reruns),
        )
    return [Measure("round trip of a rerun, TCP_NODELAY on / off", with_it, "ms", without)]


def milliseconds(port: int, reruns: int) -> float:
    """Median of the time from asking to drawn, as a client sees it."""

    async def visit() -> list[float]:
        async with visiting(port) as visitor:
            loop = asyncio.get_running_loop()
            taken = []
            for _ in range(reruns):
                began = loop.time()
                await visitor.rerun()
                taken.append(loop.time() - began)
            return taken

    return 1000 * median(run_visits(visit()))
