"""Measures the dashboard beside its floors and prints one table of ratios.

python -m benchmarks [NAME…] [--quick]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import Final

from benchmarks.measure import Measure
from benchmarks.registry import BENCHMARKS, Benchmark
from benchmarks.scale import FULL, QUICK, Scale
from benchmarks.table import as_json, as_markdown, machine
from yamato_dx.root import ROOT

NAMES: Final = [one.name for one in BENCHMARKS]
RESULTS: Final = ROOT / "var" / "bench.json"


def main(words: Sequence[str]) -> int:
    """0 if every goal was met, 1 if one was missed or could not be measured."""
    wanted = _parser().parse_args(words)
    unknown = sorted(set(wanted.names) - set(NAMES))
    if unknown:
        sys.stderr.write(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}\n")
        return 2
    scale = QUICK if wanted.quick else FULL
    chosen = [one for one in BENCHMARKS if not wanted.names or one.name in wanted.names]
    measured = {one.name: _measured(one, scale) for one in chosen}
    measures = [measure for one in measured.values() for measure in one or ()]
    print(", ".join(f"{name} {value}" for name, value in machine().items()), end="\n\n")
    print(as_markdown(measures))
    if not wanted.quick:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(as_json({name: one or () for name, one in measured.items()}), "utf-8")
    is_whole = all(one is not None for one in measured.values())
    return 0 if is_whole and all(one.is_met is not False for one in measures) else 1


def _measured(benchmark: Benchmark, scale: Scale) -> Sequence[Measure] | None:
    """None where it failed: the others are measured all the same."""
    began = time.perf_counter()
    sys.stderr.write(f"{benchmark.name} (floor: {benchmark.floor}) … ")
    sys.stderr.flush()
    try:
        measures = benchmark.run(scale)
    except Exception as error:  # noqa: BLE001 - one that fails must not cost an hour of others
        sys.stderr.write(f"failed: {type(error).__name__}: {error}\n")
        return None
    sys.stderr.write(f"{time.perf_counter() - began:.0f} s\n")
    return measures


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all, or of: {', '.join(NAMES)}")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes: shows that it runs, says nothing"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
