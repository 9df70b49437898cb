"""The published averages that a KPI is judged under, by exact date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.assessment.answers import open_rules
from yamato_dx.plan.types import Kpi, Plan

_COLUMNS: Final = {
    "kpi_id": "str",
    "held_on": "datetime64[us]",
    "hardest": "float64",
    "easiest": "float64",
    "is_benchmark_awaiting": "bool",
    "benchmarks": "str",
}


def candidate_benchmarks(
    plan: Plan, benchmarks: pd.DataFrame, answers: Mapping[str, str]
) -> pd.DataFrame:
    """One row per KPI and day with published averages, of the KPI's own series only.

    `hardest` and `easiest` of the candidates' shares, empty unless all are published;
    `benchmarks` names each as «benchmark_id=share»; awaiting where one of them says 公表待ち.
    """
    of_kpis = [
        _of_kpi(kpi, benchmarks, open_rules(plan, kpi, answers).candidates)
        for kpi in plan.kpis
        if kpi.shape == "match_benchmark"
    ]
    rows = [row for rows in of_kpis for row in rows]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _of_kpi(
    kpi: Kpi, benchmarks: pd.DataFrame, candidates: Sequence[str] | None
) -> list[dict[str, object]]:
    published = benchmarks[benchmarks["benchmark_series"] == kpi.benchmark_series]
    newest = (
        published.dropna(subset="measured_on")
        .sort_values(["measured_on", "benchmark_id", "vintage"])
        .drop_duplicates(["measured_on", "benchmark_id"], keep="last")
    )
    wanted = tuple(newest["benchmark_id"].unique()) if candidates is None else candidates
    return [
        {"kpi_id": kpi.kpi_id, "held_on": day} | _of_day(of_day.set_index("benchmark_id"), wanted)
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
