"""From pressing another year to the last change on the screen, in a real browser.

Floor: a page of the framework with the same box, two charts and two tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.cases.first_load import FRAMEWORK_CHART
from benchmarks.cases.rerun import HEAVIEST, sample_dashboard
from benchmarks.measure import Goal, Measure
from benchmarks.scale import Scale
from benchmarks.visits.browser import chromium
from benchmarks.visits.changes import Change, choose, median_of, reading
from benchmarks.visits.server import floor, serving

BOX: Final = ".st-key-filter-year [role=combobox]"
YEARS: Final = ("令和6年度", "令和7年度")
WARM_UP: Final = 4


def run(scale: Scale) -> Sequence[Measure]:
    place, query = HEAVIEST
    changes: tuple[list[Change], list[Change]] = ([], [])
    with (
        serving(floor("two_charts")) as bare,
        sample_dashboard() as dashboard,
        chromium() as browser,
    ):
        pages = (
            reading(browser, bare.address, FRAMEWORK_CHART),
            reading(browser, f"{dashboard.address}/{place}?{query}", FRAMEWORK_CHART),
        )
        # In turns, so that a noisy minute touches both alike.
        for turn in range(WARM_UP + scale.changes):
            for page, taken in zip(pages, changes, strict=True):
                page.bring_to_front()
                change = choose(page, BOX, YEARS[turn % len(YEARS)])
                if turn >= WARM_UP:
                    taken.append(change)
    bare_page, ours = (median_of(taken) for taken in changes)
    goal = Goal("ratio_at_most", 1.1)
    name = "another year → last change on screen, 取組事項 9"
    return [
        Measure(name, ours.changed, "ms", bare_page.changed, goal),
        Measure("… until it is sent", ours.sent, "ms", bare_page.sent),
        Measure("… until the first message", ours.answered, "ms", bare_page.answered),
        Measure("… until the last message", ours.received, "ms", bare_page.received),
        Measure("… messages", ours.messages, "", bare_page.messages),
    ]
