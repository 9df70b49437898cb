"""All benchmarks. The table is printed in this order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.cases import (
    another_year,
    crowd,
    exporting,
    first_load,
    importing,
    killing,
    leaving,
    memory,
    pages,
    papers,
    past_moment,
    rerun,
    residents,
    round_trip,
    starting,
    verdicts,
)
from benchmarks.cases.together import sharing, signing_in, two_servers
from benchmarks.measure import Measure
from benchmarks.scale import Scale


@dataclass(frozen=True)
class Benchmark:
    """`floor` says what ours is held against; the goals stand with the measures."""

    name: str
    floor: str
    run: Callable[[Scale], Sequence[Measure]]


BENCHMARKS: Final = (
    Benchmark("rerun", "a page with one title, same settings", rerun.run),
    Benchmark("pages", "a page with one title; one bar chart alone", pages.run),
    Benchmark("another-year", "the same box, charts and tables, bare", another_year.run),
    Benchmark("first-load", "one bar chart alone on a page, uncompressed", first_load.run),
    Benchmark("crowd", "a page with one title", crowd.run),
    Benchmark("memory", "a page with one title", memory.run),
    Benchmark("import", "DuckDB's read_csv of the same rows in UTF-8", importing.run),
    Benchmark("verdicts", "one pandas merge of actuals with targets", verdicts.run),
    Benchmark("export", "DuckDB COPY of the same columns", exporting.run),
    Benchmark("start", "an empty page with pandas, Altair, DuckDB, record open", starting.run),
    Benchmark("past-moment", "SELECT 1", past_moment.run),
    Benchmark("papers", "as many pages of plain text by the same tool", papers.run),
    Benchmark("residents", "as many texts by the same tool", residents.run),
    Benchmark("round-trip", "the framework's own socket", round_trip.run),
    Benchmark("kill", "none", killing.run),
    Benchmark("leaving", "none", leaving.run),
    Benchmark("sharing", "the file itself; ADBC's bare fetch; bare INSERTs", sharing.run),
    Benchmark("two-servers", "none", two_servers.run),
    Benchmark("sign-in", "a SELECT by key from the same file", signing_in.run),
)
