"""The published averages that a KPI is judged under, by exact date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.plan.types import Kpi, Plan

_COLUMNS: Final = {
    "kpi_id": "str",
    "averages": "str",
    "held_on": "datetime64[us]",
    "hardest": "float64",
    "easiest": "float64",
    "is_benchmark_awaiting": "bool",
    "benchmarks": "str",
}


def candidate_benchmarks(plan: Plan, benchmarks: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """One row per KPI, choice of `averages` and day with published averages, of the KPI's own
    series only.

    `hardest` and `easiest` of the candidates' shares, empty unless all are published;
    `benchmarks` names each as «benchmark_id=share»; awaiting where one of them says 公表待ち.
    """
    judged = facts.loc[facts["rule"] == "match_benchmark", ["kpi_id", "averages"]]
    of_choices = [
        _of_kpi(plan.kpi(str(kpi_id)), benchmarks, str(averages))
        for kpi_id, averages in judged.drop_duplicates().itertuples(index=False)
    ]
    rows = [row for rows in of_choices for row in rows]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _of_kpi(kpi: Kpi, benchmarks: pd.DataFrame, averages: str) -> list[dict[str, object]]:
    published = benchmarks[benchmarks["benchmark_series"] == kpi.benchmark_series]
    newest = (
        published.dropna(subset="measured_on")
        .sort_values(["measured_on", "benchmark_id", "vintage"])
        .drop_duplicates(["measured_on", "benchmark_id"], keep="last")
    )
    # Of a plan that asks nothing about averages, all of the series.
    wanted = tuple(averages.split()) or tuple(newest["benchmark_id"].unique())
    return [
        {"kpi_id": kpi.kpi_id, "averages": averages, "held_on": day}
        | _of_day(of_day.set_index("benchmark_id"), wanted)
        for day, of_day in newest[newest["benchmark_id"].isin(wanted)].groupby("measured_on")
    ]


def _of_day(published: pd.DataFrame, wanted: Sequence[str]) -> dict[str, object]:
    shares = dict(zip(wanted, published["benchmark_value"].reindex(list(wanted)), strict=True))
    known = [share for share in shares.values() if share == share]
    is_all_known = len(known) == len(wanted)
    return {
        "hardest": max(known) if is_all_known else np.nan,
        "easiest": min(known) if is_all_known else np.nan,
        "is_benchmark_awaiting": bool((published["value_status"] == "awaiting").any()),
        "benchmarks": " ".join(
            f"{one}={share!r}" if share == share else one for one, share in shares.items()
        ),
    }
