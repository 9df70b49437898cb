"""Real kill -9 at random moments during imports, as a line of the table."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Goal, Measure
from benchmarks.records.kill import kill_often
from benchmarks.scale import Scale


def run(scale: Scale) -> Sequence[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_often(scale.kills, Path(folder))
    wrong = outcome.lost + outcome.torn + outcome.faults
    what = f"{outcome.kills} × kill -9, {outcome.acknowledged:,} reports acknowledged"
    return [
        Measure(f"{what}: lost, torn, rules broken", wrong, "", None, Goal("at_most", 0)),
        Measure("… whole, but killed before the acknowledgement", outcome.in_flight, ""),
    ]
