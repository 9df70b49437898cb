"""Each benchmark runs; what it measures at these sizes means nothing and is not looked at."""

from __future__ import annotations

import pytest

from benchmarks.registry import BENCHMARKS, Benchmark
from benchmarks.scale import QUICK

pytestmark = pytest.mark.waits

# Minutes matter in tests: these start the same servers and visitors as `rerun` once more, or
# Chromium eight times; kill has its own test beside the store, leaving beside the browser's, two
# servers are started and visited beside the store of their record.
SLOW = ("rerun", "round-trip", "sharing")  # serve pages, start database servers
IN_BENCH_ONLY = (
    "pages",
    "another-year",
    "first-load",
    "crowd",
    "memory",
    "start",
    "kill",
    "leaving",
    "two-servers",
)


@pytest.mark.parametrize(
    "benchmark",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.prove] if one.name in SLOW else [])
        for one in BENCHMARKS
        if one.name not in IN_BENCH_ONLY
    ],
)
def test_benchmark_runs_to_its_end(benchmark: Benchmark) -> None:
    measures = benchmark.run(QUICK)
    assert measures
    assert all(measure.ours > 0 for measure in measures), measures
    assert all(measure.floor is None or measure.floor > 0 for measure in measures), measures
