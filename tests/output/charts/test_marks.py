"""What a reader may rest on lies where the chart draws it, and its card where nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yamato_dx.output.charts import kpi_by_year as by_year
from yamato_dx.output.charts.kpi_by_month import kpi_by_month
from yamato_dx.output.charts.kpi_by_year import kpi_by_year
from yamato_dx.output.charts.kpi_chart import YEAR_HEIGHT, Frame, KpiChart
from yamato_dx.output.charts.marks import (
    CARD_WIDTH,
    GAP,
    LEAST,
    ChartColumn,
    ChartMark,
    band_marks,
    between,
    column_marks,
)
from yamato_dx.plan.model.types import Kpi

NAN = float("nan")
FRAME = Frame(top=36, right=14)
Years = Callable[..., pd.DataFrame]
Kpis = Callable[..., Kpi]


def placed(mark: ChartMark) -> dict[str, float]:
    """The properties that the stylesheet reads."""
    return {name: float(value) for name, value in _properties(mark)}


def _properties(mark: ChartMark) -> list[tuple[str, str]]:
    return [
        (name.removeprefix("--"), value)
        for name, value in (each.split(":") for each in mark.style.split(";"))
    ]


def pixel(chart: KpiChart, figure: float) -> float:
    """Where the scale of the chart draws a figure, from the top of the plot."""
    low, high = chart.data["axis_min"].iloc[0], chart.data["axis_max"].iloc[0]
    return float((high - figure) / (high - low) * chart.height)


def test_each_year_has_its_place_along_the_bottom(four_years: pd.DataFrame, kpi: Kpis) -> None:
    marks = kpi_by_year(four_years, kpi(), "ja", narrow=False).marks
    assert [mark.rows for mark in marks] == [(0,), (1,), (2,), (3,)]
    assert [placed(mark)["l"] for mark in marks] == [0, 25, 50, 75]
    assert [placed(mark)["w"] for mark in marks] == [25, 25, 25, 25]
    assert [placed(mark)["m"] for mark in marks] == [12.5, 37.5, 62.5, 87.5]


def test_a_ring_holds_the_bar_and_its_target(four_years: pd.DataFrame, kpi: Kpis) -> None:
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=False)
    zero = pixel(chart, 0.0)
    for mark, highest in zip(chart.marks[1:], (312.0, 640.0, 1200.0), strict=True):
        ring = placed(mark)
        assert ring["rt"] == pytest.approx(pixel(chart, highest) - 5, abs=0.01)
        assert ring["rt"] + ring["rh"] == pytest.approx(zero + 5, abs=0.02)
        assert 2 * ring["r"] > by_year.WIDE.bar


def test_a_negative_bar_is_held_as_well(years: Years, kpi: Kpis) -> None:
    rows = years((2025, -12.0, 3.0, "−12", "目標 3", "", ""))
    chart = kpi_by_year(rows, kpi(), "ja", narrow=False)
    ring = placed(chart.marks[0])
    assert ring["rt"] == pytest.approx(pixel(chart, 3.0) - 5, abs=0.01)
    assert ring["rt"] + ring["rh"] == pytest.approx(pixel(chart, -12.0) + 5, abs=0.02)


def test_a_year_without_a_bar_can_be_asked_too(four_years: pd.DataFrame, kpi: Kpis) -> None:
    first = placed(kpi_by_year(four_years, kpi(), "ja", narrow=False).marks[0])
    assert first["rh"] >= LEAST


def test_a_mark_is_as_high_as_the_chart_with_its_key_and_its_years(
    four_years: pd.DataFrame, kpi: Kpis
) -> None:
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=False)
    for mark in chart.marks:
        assert placed(mark)["t"] == -chart.frame.top == -chart.key_height
        assert placed(mark)["h"] == chart.frame.top + chart.height + YEAR_HEIGHT


def test_on_a_phone_marks_stand_for_the_years_that_are_drawn(
    four_years: pd.DataFrame, kpi: Kpis
) -> None:
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=True)
    assert [mark.rows for mark in chart.marks] == [(1,), (2,), (3,)]


@pytest.mark.parametrize(("narrow", "together"), [(False, 1), (True, 2)])
def test_months_share_a_mark_where_a_finger_could_not_part_them(
    narrow: bool, together: int, months: pd.DataFrame, kpi: Kpis
) -> None:
    marks = kpi_by_month(months, kpi(), "ja", narrow=narrow).marks
    assert {len(mark.rows) for mark in marks} == {together}
    assert [row for mark in marks for row in mark.rows] == list(range(12))


def test_long_numbers_widen_the_axis_and_the_marks_begin_there(
    four_years: pd.DataFrame, kpi: Kpis
) -> None:
    chart = kpi_by_year(
        four_years.assign(value=four_years["value"] * 10_000), kpi(), "ja", narrow=False
    )
    assert chart.frame.left > FRAME.left
    assert chart.spec["layer"][0]["encoding"]["y"]["axis"]["minExtent"] == chart.frame.left


def test_a_chart_is_as_large_as_its_frame_whatever_its_letters_measure(
    four_years: pd.DataFrame, kpi: Kpis
) -> None:
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=False)
    frames = [
        layer
        for layer in chart.spec["layer"]
        if layer.get("data", {}).get("values") == [{"mark": "frame"}]
    ]
    (edges,) = frames
    assert edges["encoding"] == {
        "x": {"value": -chart.frame.left},
        "x2": {"value": {"expr": f"width + {chart.frame.right}"}},
        "y": {"value": -chart.frame.top},
        "y2": {"value": chart.height + YEAR_HEIGHT},
    }


def test_bands_lie_one_below_the_other_and_a_finger_parts_them() -> None:
    marks = band_marks(3, LEAST)
    assert [placed(mark) for mark in marks] == [
        {"t": 0, "h": 24},
        {"t": 24, "h": 24},
        {"t": 48, "h": 24},
    ]
    with pytest.raises(AssertionError, match="finger"):
        band_marks(3, LEAST - 1)


TOPS = st.lists(st.floats(min_value=0, max_value=280), min_size=1, max_size=24)


def columns_of(tops: list[float]) -> list[ChartColumn]:
    middles = [(place + 0.5) / len(tops) for place in range(len(tops))]
    return [
        ChartColumn((place,), left, right, middle, 10, top, 282, 12, top)
        for place, (top, middle, (left, right)) in enumerate(
            zip(tops, middles, between(middles), strict=True)
        )
    ]


@given(tops=TOPS, narrowest=st.integers(min_value=200, max_value=800))
def test_every_mark_is_wide_enough_and_none_is_lost(tops: list[float], narrowest: int) -> None:
    marks = column_marks(columns_of(tops), FRAME, 282, narrowest=narrowest)
    assert [row for mark in marks for row in mark.rows] == list(range(len(tops)))
    assert all(placed(mark)["w"] * narrowest / 100 >= LEAST - 0.1 for mark in marks)
    edges = [(placed(mark)["l"], placed(mark)["l"] + placed(mark)["w"]) for mark in marks]
    assert all(right == pytest.approx(left, abs=0.02) for (_, right), (left, _) in pairwise(edges))


@given(tops=TOPS, narrowest=st.integers(min_value=200, max_value=800), wider=st.integers(0, 400))
def test_no_card_covers_a_figure(tops: list[float], narrowest: int, wider: int) -> None:
    """Neither where the plot is as narrow as it gets nor where it is wider."""
    columns = columns_of(tops)
    width = narrowest + wider
    for mark in column_marks(columns, FRAME, 282, narrowest=narrowest):
        at = placed(mark)
        middle, away = at["m"] / 100 * width, at["c"]
        last = middle + at["s"] / 100 * width
        starts = {"left": middle - away - CARD_WIDTH, "right": last + away, "over": -FRAME.left}
        ends = {"left": middle - away, "right": last + away + CARD_WIDTH, "over": width}
        left, right = starts[mark.side], ends[mark.side]
        bottom = 282 - at["b"]
        for column in columns:
            is_met = column.left * width < right and left < column.right * width
            is_own = column.rows[0] in mark.rows and mark.side != "over"
            if is_met and not is_own:
                assert bottom <= column.words_top - GAP + 0.01
