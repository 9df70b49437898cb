"""The first visit with a cold browser: bytes on the line, and time until the first chart.

Floor: one bar chart alone on a page, as the framework serves it (nothing compressed).
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.cases.rerun import sample_dashboard
from benchmarks.measure import Goal, Measure, in_turns
from benchmarks.scale import Scale
from benchmarks.visits.browser import cold_load
from benchmarks.visits.server import floor, serving

FRAMEWORK_CHART = "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas"
SMALL_CHART = ".ydx-bars i"


def run(scale: Scale) -> Sequence[Measure]:
    with serving(floor("bar_chart")) as alone, sample_dashboard() as dashboard:
        initiatives = f"{dashboard.address}/initiatives?initiative=9"
        # The server has compressed each file before: that is done once in its life.
        overview_load = cold_load(dashboard.address, SMALL_CHART)
        initiatives_load = cold_load(initiatives, FRAMEWORK_CHART)
        floor_load = cold_load(alone.address, FRAMEWORK_CHART)
        floor_taken, overview, first_chart = in_turns(
            scale.rounds,
            lambda: cold_load(alone.address, FRAMEWORK_CHART).milliseconds,
            lambda: cold_load(dashboard.address, SMALL_CHART).milliseconds,
            lambda: cold_load(initiatives, FRAMEWORK_CHART).milliseconds,
        )
    bytes_goal, chart_goal = Goal("at_most", 1.8), Goal("ratio_at_most", 1.15)
    floor_mb = floor_load.encoded_bytes / 1e6
    return [
        Measure("first load, 概要", overview_load.encoded_bytes / 1e6, "MB", floor_mb, bytes_goal),
        Measure("first load, 取組事項 9", initiatives_load.encoded_bytes / 1e6, "MB", floor_mb),
        Measure("cold browser → first chart, 概要", overview, "ms", floor_taken, chart_goal),
        Measure(
            "cold browser → first chart, 取組事項 9", first_chart, "ms", floor_taken, chart_goal
        ),
    ]
