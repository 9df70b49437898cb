"""The published figures that ship, and the frame they give."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from yamato_dx.plan.folder.published import (
    BENCHMARK_COLUMNS,
    benchmarks_document,
    benchmarks_from_document,
    read_benchmarks,
)
from yamato_dx.root import ROOT

RATES = ROOT.parent / "shared" / "reference" / "data" / "mynumber" / "mynumber_rates.csv"
MONTHLY = RATES.parent / "national_monthly_hoyu_2024-07_2026-06.csv"
PUBLISHED = read_benchmarks(ROOT / "data" / "published")


def test_columns_and_types() -> None:
    assert {name: str(dtype) for name, dtype in PUBLISHED.dtypes.items()} == dict(BENCHMARK_COLUMNS)
    assert PUBLISHED["source"].notna().all()
    assert PUBLISHED["terms"].notna().all()
    assert PUBLISHED["benchmark_value"].between(0, 1).all()


def test_a_figure_without_an_exact_date_is_kept_without_one() -> None:
    undated = PUBLISHED[PUBLISHED["measured_on"].isna()]
    assert set(undated["vintage"]) == {"2024-07-12"}
    assert undated["note"].str.contains("時点は空欄").all()
    ids = PUBLISHED.set_index("benchmark_id")["benchmark_value"]
    assert ids["mean_of_municipalities"] == 0.7421
    assert ids["median_of_municipalities"] == 0.74
    assert ids["median_of_towns_and_villages"] == 0.75


def test_each_dated_figure_is_the_holding_rate_of_the_source_never_the_issue_rate() -> None:
    if not RATES.is_file():
        pytest.skip("the source of the rates is not at hand")
    source = pd.read_csv(RATES, dtype=str)
    held = source[source["measure"].str.startswith("保有枚数率") & (source["group"] == "全国")]
    known = {
        (row.as_of, round(float(row.rate_percent) / 100, 6)) for row in held.itertuples(index=False)
    }
    monthly = pd.read_csv(MONTHLY, dtype=str, encoding="utf-8-sig")
    shares = monthly[["month_end", "人口に対する保有率_公表値%"]].dropna()
    for month, percent in shares.itertuples(index=False):
        end = pd.Period(month).end_time.date().isoformat()
        known.add((end, round(float(percent) / 100, 6)))
    is_published = PUBLISHED["measured_on"].notna() & (PUBLISHED["grade"] != "C")
    ours = {
        (row.measured_on.date().isoformat(), round(row.benchmark_value, 6))
        for row in PUBLISHED[is_published].itertuples(index=False)
    }
    assert ours == known


def test_the_rate_of_march_2026_is_computed_and_says_from_what() -> None:
    dated = PUBLISHED[PUBLISHED["measured_on"] == "2026-03-31"]
    (row,) = dated.itertuples(index=False)
    assert (row.benchmark_id, row.benchmark_value, row.grade) == ("national_rate", 0.822, "C")
    assert "102,205,295枚" in row.source
    assert "124,330,690人" in row.source
    assert round(102_205_295 / 124_330_690, 3) == row.benchmark_value


def test_no_folder_is_no_figure(tmp_path: Path) -> None:
    frame = read_benchmarks(tmp_path / "nowhere")
    assert frame.empty
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict(BENCHMARK_COLUMNS)


def test_what_the_store_keeps_gives_the_same_frame_back() -> None:
    again = benchmarks_from_document(benchmarks_document(PUBLISHED))
    pd.testing.assert_frame_equal(again, PUBLISHED)
