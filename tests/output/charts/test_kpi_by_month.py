from collections.abc import Callable
from itertools import product

import altair as alt
import numpy as np
import pandas as pd
import pytest

from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.charts.kpi_by_month import kpi_by_month
from yamato_dx.plan.model.types import Kpi

Kpis = Callable[..., Kpi]
NAN = float("nan")


def marks(spec: dict) -> set[str]:
    return {layer["mark"]["type"] for layer in spec["layer"]}


@pytest.mark.parametrize(
    ("aggregation", "guide", "lang", "narrow"),
    in_turn(
        product(("sum", "last", "weighted_mean"), (25.0, NAN), LANGUAGES, (False, True)),
        lambda case: case[:2],
    ),
)
def test_every_layout_is_a_valid_chart(
    lang: str, aggregation: str, narrow: bool, guide: float, months: pd.DataFrame, kpi: Kpis
) -> None:
    rows = months.assign(guide=guide)
    chart = kpi_by_month(rows, kpi(aggregation=aggregation), lang, narrow=narrow)
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)


@pytest.mark.parametrize(
    ("aggregation", "drawn", "not_drawn"),
    [
        ("sum", "bar", "point"),
        ("weighted_mean", "point", "bar"),  # a mean is no amount: no area for it
        ("last", "point", "bar"),
    ],
)
def test_sums_are_bars_and_means_are_points(
    aggregation: str, drawn: str, not_drawn: str, months: pd.DataFrame, kpi: Kpis
) -> None:
    found = marks(kpi_by_month(months, kpi(aggregation=aggregation), "ja", narrow=False).spec)
    assert drawn in found
    assert not_drawn not in found


def test_a_missing_month_leaves_a_gap(months: pd.DataFrame, kpi: Kpis) -> None:
    chart = kpi_by_month(months, kpi(), "ja", narrow=False)
    assert np.isnan(chart.data["value"].iloc[5])
    assert chart.data["missing_label"].iloc[5] == "–"
    assert "9月は値なし。" in chart.alt


def test_the_year_runs_from_april(months: pd.DataFrame, kpi: Kpis) -> None:
    data = kpi_by_month(months, kpi(), "ja", narrow=False).data
    assert list(data["month"])[:1] + list(data["month"])[-1:] == ["2024-04", "2025-03"]
    assert list(data["month"]) == sorted(data["month"])


def test_a_phone_names_each_third_month_and_one_figure(months: pd.DataFrame, kpi: Kpis) -> None:
    data = kpi_by_month(months, kpi(), "ja", narrow=True).data
    assert [name for name in data["name"] if name] == ["4月", "7月", "10月", "1月"]
    assert [label for label in data["value_label"] if label] == ["25.9"]


@pytest.mark.parametrize(("guide", "is_named"), [(25.0, True), (NAN, False)])
def test_a_guide_is_named_as_ours(
    guide: float, is_named: bool, months: pd.DataFrame, kpi: Kpis
) -> None:
    rows = months.assign(guide=guide)
    chart = kpi_by_month(rows, kpi(), "ja", narrow=False, guide_label="目標 25分")
    assert ("計画の目標値ではありません" in str(chart.spec)) is is_named
    assert list(chart.data["guide_label"])[-1] == "目標 25分"
