"""A million verdicts with everything that their evidence needs (numbers and ids, no sentences).

Floor: one pandas merge of the same actuals with each municipality's own targets.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.records.million import DATA, kpi_year_values, plans
from benchmarks.scale import Scale
from yamato_dx.assessment.verdict import assess
from yamato_dx.plan.folder.published import read_benchmarks

KEY = ["municipality_code", "kpi_id", "fiscal_year"]
ON = date(2026, 6, 1)


def run(scale: Scale) -> Sequence[Measure]:
    plan = plans()[-1]
    standing = kpi_year_values(scale.rows)
    published = read_benchmarks(DATA / "published")
    targets = standing[KEY].assign(target_value=1.0)
    of_kpis = _targets_of_kpis()
    reported = standing.drop(columns="fiscal_year")
    merge, small_merge, ours = in_turns(
        scale.rounds,
        lambda: seconds_of(lambda: standing.merge(targets, how="left", on=KEY, validate="1:1")),
        lambda: seconds_of(lambda: standing.merge(of_kpis, how="left", on=KEY[1:], validate="m:1")),
        lambda: seconds_of(lambda: assess(plan, reported, published, ON)),
    )
    what = f"{scale.rows:,} verdicts with evidence columns"
    return [
        Measure(what, ours, "s", merge, Goal("ratio_at_most", 10)),
        Measure(f"{what}; floor: merge with the plan's 40 KPI-years", ours, "s", small_merge),
    ]


def _targets_of_kpis() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"kpi_id": kpi.kpi_id, "fiscal_year": year.start_year, "target_value": 1.0}
            for kpi in plans()[-1].kpis
            for year in plans()[-1].fiscal_years
        ]
    ).astype({"kpi_id": "str"})
