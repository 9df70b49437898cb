"""Memory of the server while a hundred sessions are open, each after three filtered views.

Floor: the same sessions on a page with one title.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack

from benchmarks.cases.rerun import FILTER, HEAVIEST, OVERVIEW, sample_dashboard
from benchmarks.measure import Goal, Measure
from benchmarks.scale import Scale
from benchmarks.visits.server import Server, floor, serving
from benchmarks.visits.visitor import run_visits, visiting

CHOICES = 3


def run(scale: Scale) -> Sequence[Measure]:
    with serving(floor("title")) as empty:
        floor_mb = run_visits(_resident_with(empty, [("", "")] * scale.sessions))
    with sample_dashboard() as dashboard:
        idle = dashboard.resident_mb()
        pages = [(OVERVIEW, HEAVIEST)[place % 2] for place in range(scale.sessions)]
        resident = run_visits(_resident_with(dashboard, pages))
    what = f"memory at {scale.sessions} sessions"
    return [
        Measure(what, resident, "MB", floor_mb, Goal("at_most", 260)),
        Measure("memory after the start, nobody there", idle, "MB"),
    ]


async def _resident_with(server: Server, pages: Sequence[tuple[str, str]]) -> float:
    async with AsyncExitStack() as stack:
        for page in pages:
            visitor = await stack.enter_async_context(visiting(server.port, *page))
            for place in range(CHOICES):
                await (visitor.choose(FILTER, place) if visitor.boxes else visitor.rerun())
        return server.resident_mb()
