"""From the start of the process until it says that it is healthy.

Floor: an empty page whose server imports pandas, Altair and DuckDB and opens the same record.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Goal, Measure, in_turns
from benchmarks.scale import Scale
from benchmarks.visits.server import floor, ours, serving


def run(scale: Scale) -> Sequence[Measure]:
    with tempfile.TemporaryDirectory() as name:
        record = Path(name) / "sample.duckdb"
        with serving(ours(record)):
            pass  # The first start makes the record and fills it; every later one opens it.
        empty, taken = in_turns(
            scale.rounds,
            lambda: seconds_to_healthy(floor("title", "--record", str(record))),
            lambda: seconds_to_healthy(ours(record)),
        )
    return [Measure("start → healthy", taken, "s", empty, Goal("ratio_at_most", 1.2))]


def seconds_to_healthy(command: Sequence[str]) -> float:
    with serving(command) as server:
        return server.seconds_to_healthy
