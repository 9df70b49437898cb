"""CPU of the server for one change of a filter, by the process's own counters.

Floor: a page with one title on the same settings, without collection, run again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from benchmarks.measure import Goal, Measure, in_turns
from benchmarks.scale import Scale
from benchmarks.visits.server import Server, floor, ours, serving
from benchmarks.visits.visitor import run_visits, visiting

# 取組事項 9 is the heaviest: two KPIs side by side, two charts.
HEAVIEST = ("initiatives", "initiative=9")
OVERVIEW = ("", "")
FILTER = "filter.year"
WARM_UP = 8
NEVER_TYPED = count(1)  # what is wrong with a value is found once


def run(scale: Scale) -> Sequence[Measure]:
    goal = Goal("ratio_at_most", 6)
    with ExitStack() as stack:
        empty = stack.enter_context(serving(floor("title")))
        dashboard = stack.enter_context(sample_dashboard())
        collecting = stack.enter_context(sample_dashboard("benchmarks.floors.collecting"))
        title, heaviest, overview, collected = in_turns(
            scale.rounds,
            lambda: cpu_of_reruns(empty, scale.reruns),
            lambda: cpu_of_filtering(dashboard, *HEAVIEST, scale.reruns),
            lambda: cpu_of_filtering(dashboard, *OVERVIEW, scale.reruns),
            lambda: cpu_of_filtering(collecting, *HEAVIEST, scale.reruns),
        )
    return [
        Measure("CPU per rerun, 取組事項 9", heaviest, "ms", title, goal),
        Measure("CPU per rerun, 概要", overview, "ms", title, goal),
        Measure("CPU per rerun, 取組事項 9, collecting garbage each time", collected, "ms", title),
    ]


@contextmanager
def sample_dashboard(module: str = "yamato_dx") -> Iterator[Server]:
    """Our own dashboard with all figures of `data/sample/`."""
    with (
        tempfile.TemporaryDirectory() as name,
        serving(ours(Path(name) / "sample.duckdb", module=module)) as server,
    ):
        yield server


def cpu_of_reruns(server: Server, reruns: int, page: str = "", query: str = "") -> float:
    """Milliseconds of CPU per rerun of a page as it stands."""

    async def visit() -> float:
        async with visiting(server.port, page, query) as visitor:
            for _ in range(WARM_UP):
                await visitor.rerun()
            before = server.cpu_seconds()
            for _ in range(reruns):
                await visitor.rerun()
            return server.cpu_seconds() - before

    return 1000 * run_visits(visit()) / reruns


def cpu_of_filtering(server: Server, page: str, query: str, reruns: int) -> float:
    """Milliseconds of CPU per rerun, each showing another year than the one before."""

    async def visit() -> float:
        async with visiting(server.port, page, query) as visitor:
            for place in range(WARM_UP):
                await visitor.choose(FILTER, place)
            before = server.cpu_seconds()
            for place in range(reruns):
                await visitor.choose(FILTER, place)
            return server.cpu_seconds() - before

    return 1000 * run_visits(visit()) / reruns


def cpu_of_typing(server: Server, page: str, query: str, cell: str, reruns: int) -> float:
    """Milliseconds of CPU per cell that is left, each time with a value that it never had."""

    async def visit() -> float:
        async with visiting(server.port, page, query) as visitor:
            for _ in range(WARM_UP):
                await visitor.type(cell, str(next(NEVER_TYPED)))
            before = server.cpu_seconds()
            for _ in range(reruns):
                await visitor.type(cell, str(next(NEVER_TYPED)))
            taken = server.cpu_seconds() - before
            # A draft that is left would be offered to the next visitor in place of the cells.
            await visitor.type(cell, "")
            return taken

    return 1000 * run_visits(visit()) / reruns
