"""What must hold for any figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.proving import examples
from yamato_dx.assessment import assess, evidence, next_act, resident_sentence
from yamato_dx.assessment.words import wording

Builders = dict[str, Callable[..., Any]]
RANK = {"not_met": 0, "nearly_met": 1, "met": 2}
FIGURE = st.floats(-1e6, 1e6).map(lambda value: round(value, 4))
POSITIVE = st.floats(0.01, 1e6).map(lambda value: round(value, 4))
SHAPES = st.sampled_from(["at_least", "at_most", "reduce_by"])
MAYBE = st.none() | FIGURE
few = examples(40)


def judged(
    build: Builders,
    values: list[float],
    shape: str,
    target: float,
    *,
    earlier: float | None = None,
    baseline: float | None = None,
) -> pd.DataFrame:
    """FY2025 of one KPI in as many towns as there are values, in their order."""
    kpi = build["kpi"](
        "k",
        shape,
        targets=build["targets"](({} if earlier is None else {2024: earlier}) | {2025: target}),
        baseline=None if baseline is None else build["baseline"](2022, baseline),
    )
    rows = [
        {"municipality_code": f"{town:06d}", "kpi_id": "k", "year": 2025, "actual_value": value}
        for town, value in enumerate(values)
    ]
    found = assess(
        build["plan"]([kpi]),
        build["standing"](rows),
        build["benchmarks"]([]),
        pd.Timestamp("2026-06-01").date(),
        municipality_codes=[f"{town:06d}" for town in range(len(values))],
    )
    return found[found["fiscal_year"] == 2025].reset_index(drop=True)


@few
@given(
    shape=SHAPES,
    values=st.lists(FIGURE, min_size=2, max_size=8),
    target=FIGURE,
    earlier=MAYBE,
    baseline=MAYBE,
)
def test_better_is_never_judged_worse(
    build: Builders,
    shape: str,
    values: list[float],
    target: float,
    earlier: float | None,
    baseline: float | None,
) -> None:
    if shape == "reduce_by":
        target, baseline = target / 1e6, abs(baseline or 1) + 1
        earlier = None if earlier is None else earlier / 1e6
    best_last = sorted(values, reverse=shape != "at_least")
    rows = judged(build, best_last, shape, target, earlier=earlier, baseline=baseline)
    assert rows["verdict"].map(RANK).is_monotonic_increasing


@few
@given(shape=SHAPES, value=FIGURE, target=POSITIVE, baseline=POSITIVE)
def test_no_ratio_is_ever_infinite_and_ratio_one_is_the_target(
    build: Builders, shape: str, value: float, target: float, baseline: float
) -> None:
    row = judged(build, [value, 0.0], shape, target, baseline=baseline)
    ratios = row[["attainment_ratio", "progress_ratio", "gap_value"]].to_numpy(dtype=float)
    assert not np.isinf(ratios).any()
    ratio = row["attainment_ratio"]
    reached = ratio.dropna() >= 1 - 1e-9
    assert (row["verdict"][reached.index].eq("met") == reached).all()


@few
@given(
    shape=st.sampled_from(["at_least", "at_most"]),
    value=POSITIVE,
    target=POSITIVE,
    earlier=POSITIVE,
    baseline=POSITIVE,
    scale=st.sampled_from([60.0, 0.001, 1000.0, 1 / 60]),
)
def test_another_unit_changes_nothing(
    build: Builders,
    shape: str,
    value: float,
    target: float,
    earlier: float,
    baseline: float,
    scale: float,
) -> None:
    """Minutes or hours, pieces or thousands: verdict, attainment and progress are the same."""
    kept = ["verdict", "reason", "attainment_ratio", "progress_ratio"]
    plain = judged(build, [value], shape, target, earlier=earlier, baseline=baseline)[kept]
    scaled = judged(
        build, [value * scale], shape, target * scale, earlier=earlier * scale,
        baseline=baseline * scale,
    )[kept]  # fmt: skip
    pd.testing.assert_frame_equal(plain, scaled, rtol=1e-6)


@few
@given(target=FIGURE, baseline=MAYBE, shape=SHAPES)
def test_a_blank_is_never_zero(
    build: Builders, shape: str, target: float, baseline: float | None
) -> None:
    blank, zero = (
        judged(build, [value], shape, target, baseline=baseline).iloc[0]
        for value in (float("nan"), 0.0)
    )
    assert (blank["verdict"], blank["reason"]) == ("not_reported", "nothing_reported")
    assert pd.isna(blank["actual_value"])
    assert pd.isna(blank["attainment_ratio"])
    assert zero["verdict"] != "not_reported"
    assert zero["actual_value"] == 0


_MONTHS = [str(month) for month in pd.period_range("2024-04", periods=12, freq="M")]
_ROW = st.fixed_dictionaries(
    {
        "kpi_id": st.sampled_from(["visitor_stay_minutes", "convenience_store_certificates"]),
        "period": st.sampled_from([*_MONTHS, 2023, 2024, 2025]),
        "actual_value": st.integers(0, 2000).map(float),
        "weight": st.none() | st.integers(1, 90).map(float),
    }
)


@few
@given(
    reported=st.lists(_ROW, max_size=40, unique_by=lambda row: (row["kpi_id"], row["period"])),
    data=st.data(),
)
def test_the_order_of_rows_changes_nothing(
    build: Builders, yamato: Any, reported: list[dict[str, Any]], data: st.DataObject
) -> None:
    """What last stood counts, however the rows come out of the record."""
    rows = [
        {name: value for name, value in row.items() if name != "period"}
        | ({"year": row["period"]} if isinstance(row["period"], int) else {"month": row["period"]})
        | {"revision": revision}
        for revision, row in enumerate(reported, start=1)
    ]
    shuffled = data.draw(st.permutations(rows))
    day = pd.Timestamp("2026-06-01").date()
    one, other = (
        assess(yamato, build["standing"](some), build["benchmarks"]([]), day)
        for some in (rows, shuffled)
    )
    pd.testing.assert_frame_equal(one, other)


@few
@given(values=st.lists(st.integers(0, 500).map(float), min_size=12, max_size=12))
def test_twelve_months_judge_like_their_sum(build: Builders, values: list[float]) -> None:
    assume(sum(values) > 0)
    kpi = build["kpi"]("k", targets=build["targets"]({2024: 1000}))
    months = [
        {"kpi_id": "k", "month": month, "actual_value": value}
        for month, value in zip(_MONTHS, values, strict=True)
    ]
    whole = [{"kpi_id": "k", "year": 2024, "actual_value": sum(values)}]
    day = pd.Timestamp("2026-06-01").date()
    kept = ["fiscal_year", "verdict", "reason", "actual_value", "attainment_ratio", "gap_value"]
    by_months, by_year = (
        assess(build["plan"]([kpi]), build["standing"](some), build["benchmarks"]([]), day)[kept]
        for some in (months, whole)
    )
    pd.testing.assert_frame_equal(by_months, by_year)


@pytest.mark.parametrize("towns", [1, 3])
def test_one_row_per_town_kpi_and_year(build: Builders, yamato: Any, towns: int) -> None:
    codes = [f"{town:06d}" for town in range(towns)]
    day = pd.Timestamp("2026-06-01").date()
    found = assess(
        yamato, build["standing"]([]), build["benchmarks"]([]), day, municipality_codes=codes
    )
    keys = ["municipality_code", "kpi_id", "fiscal_year"]
    assert len(found) == towns * 10 * 4
    assert not found.duplicated(keys).any()
    assert found["municipality_code"].is_monotonic_increasing


_ANY = st.fixed_dictionaries(
    {
        "kpi": st.integers(0, 9),
        "period": st.sampled_from(["2025-12", "2026-03", 2021, 2022, 2024, 2025]),
        "actual_value": st.none() | FIGURE | st.sampled_from([0.0, 0.2, 0.5, 1.0, 20.0]),
        "numerator": st.none() | st.integers(0, 20).map(float),
        "denominator": st.none() | st.integers(0, 20).map(float),
        "value_status": st.sampled_from([None, "forecast", "preliminary", "final", "awaiting"]),
    }
)


@few
@given(
    reported=st.lists(_ANY, max_size=12, unique_by=lambda row: (row["kpi"], row["period"])),
    published=st.lists(
        st.tuples(st.sampled_from(["mean", "median"]), st.just("2026-03-31"), st.none() | POSITIVE),
        max_size=2,
        unique_by=lambda row: row[0],
    ),
    day=st.sampled_from(["2023-01-01", "2026-02-01", "2026-05-01", "2026-06-01"]),
)
def test_every_row_can_be_told(
    build: Builders,
    yamato: Any,
    reported: list[dict[str, Any]],
    published: list[tuple[str, str, float | None]],
    day: str,
) -> None:
    """Whatever was reported, each row has its sentences, without «nan», in both languages."""
    rows = [
        {name: value for name, value in row.items() if name not in ("kpi", "period")}
        | {"kpi_id": yamato.kpis[row["kpi"]].kpi_id}
        | ({"year": row["period"]} if isinstance(row["period"], int) else {"month": row["period"]})
        for row in reported
    ]
    on = pd.Timestamp(day).date()
    found = assess(yamato, build["standing"](rows), build["benchmarks"](published), on)
    for row in found.to_dict("records"):
        kpi = yamato.kpi(row["kpi_id"])
        for lang in ("ja", "en"):
            said = [
                evidence(row, yamato, lang),
                next_act(row, lang),
                resident_sentence(row, yamato, lang),
                wording.verdict_word(row, lang),
                wording.as_of_phrase(row, kpi, lang),
                wording.target_detail(row, kpi, lang),
                *wording.actual_figure(row, kpi, lang),
                *wording.change_phrase(row, kpi, lang),
            ]
            assert not [one for one in said if "nan" in one.lower() or "NaT" in one or "{" in one]
