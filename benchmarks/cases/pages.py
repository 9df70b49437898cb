"""Each page's own weight: CPU of one more run, and time until a cold browser shows its content.

Floor: the page with one title for the CPU, one bar chart alone on a page for the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from benchmarks.cases.first_load import FRAMEWORK_CHART
from benchmarks.cases.rerun import cpu_of_reruns, cpu_of_typing, sample_dashboard
from benchmarks.measure import Goal, Measure, in_turns
from benchmarks.scale import Scale
from benchmarks.visits.browser import cold_load
from benchmarks.visits.server import floor, serving

# Address, query, and what stands on the page when it can be read; 概要 is in `rerun`.
PAGES: Final = {
    "取組事項 9": ("initiatives", "initiative=9", FRAMEWORK_CHART),
    "全体スケジュール": ("schedule", "", "table"),
    "計画の概要": ("plan", "", ".ydx h2"),
    "人口": ("population", "", FRAMEWORK_CHART),
    "実績の報告（入力）": ("report", "way=typing", ".ydx-field"),
    "報告履歴": ("history", "", "table"),
    "未決定事項": ("decisions", "", "table"),
    "データ出力": ("data", "", "table"),
    "用語・出典": ("glossary", "", ".ydx h2"),
}


# A cell of «実績の報告»: leaving it runs its part of the page again and keeps it in the draft.
CELL: Final = "kpi.convenience_store_certificates.actual_value"


def run(scale: Scale) -> Sequence[Measure]:
    with (
        serving(floor("title")) as title,
        serving(floor("bar_chart")) as chart,
        sample_dashboard() as dashboard,
    ):
        empty, cell, *ours = in_turns(
            scale.rounds,
            partial(cpu_of_reruns, title, scale.reruns),
            partial(cpu_of_typing, dashboard, "report", "way=typing", CELL, scale.reruns),
            *(
                partial(cpu_of_reruns, dashboard, scale.reruns, page, query)
                for page, query, _ in PAGES.values()
            ),
        )
        alone = cold_load(chart.address, FRAMEWORK_CHART).milliseconds
        shown = [
            cold_load(f"{dashboard.address}/{page}?{query}", content).milliseconds
            for page, query, content in PAGES.values()
        ]
    goal = Goal("ratio_at_most", 6)
    return [
        # Checked and written durably: more than a page that shows, and no goal is set for it.
        Measure("CPU per cell left, 実績の報告（入力）", cell, "ms", empty),
        *(
            Measure(f"CPU per rerun as it stands, {name}", cpu, "ms", empty, goal)
            for name, cpu in zip(PAGES, ours, strict=True)
        ),
        *(
            Measure(f"cold browser → first content, {name}", taken, "ms", alone)
            for name, taken in zip(PAGES, shown, strict=True)
        ),
    ]
