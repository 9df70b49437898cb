"""Two servers on one record: a value that was sent stands on the pages of both."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.measure import Goal, Measure
from benchmarks.scale import Scale
from benchmarks.servers.pages import seconds_until_shown
from benchmarks.servers.postgres import PostgresServer


def run(scale: Scale) -> Sequence[Measure]:
    server = PostgresServer(is_durable=True)
    try:
        shown = seconds_until_shown(server.start(), acts=scale.reruns, people=scale.people)
    finally:
        server.remove()
    what = f"a value on the page of another server, {scale.people} readers on each"
    return [
        Measure(f"{what}: p99", shown.seen.p99, "s", None, Goal("at_most", 1)),
        Measure("… median", shown.seen.median, "s"),
        Measure("… of which the page is drawn", shown.drawing, "s"),
    ]
