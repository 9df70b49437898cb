from collections.abc import Callable
from itertools import product
from typing import get_args

import altair as alt
import numpy as np
import pandas as pd
import pytest

from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.charts import kpi_by_year as module
from yamato_dx.output.charts.kpi_by_year import COLUMNS, kpi_by_year
from yamato_dx.plan.model.types import Kpi, Shape

NAN = float("nan")
Years = Callable[..., pd.DataFrame]
Kpis = Callable[..., Kpi]


@pytest.mark.parametrize(
    ("lang", "shape", "narrow", "with_guide"),
    in_turn(
        product(LANGUAGES, get_args(Shape), (False, True), (False, True)), lambda case: case[1]
    ),
)
def test_every_layout_is_a_valid_chart(
    lang: str, shape: str, narrow: bool, with_guide: bool, four_years: pd.DataFrame, kpi: Kpis
) -> None:
    chart = kpi_by_year(four_years, kpi(shape), lang, narrow=narrow, with_guide=with_guide)
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)


def test_charts_of_one_layout_share_their_spec(four_years: pd.DataFrame, kpi: Kpis) -> None:
    first = kpi_by_year(four_years, kpi(), "ja", narrow=False)
    other = four_years.assign(value=four_years["value"] * 3)
    assert kpi_by_year(other, kpi("at_most"), "ja", narrow=False).spec is first.spec


def test_the_data_are_not_in_the_spec(four_years: pd.DataFrame, kpi: Kpis) -> None:
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=False)
    assert "1,105" not in str(chart.spec)
    assert set(COLUMNS) - {"label"} <= set(chart.data.columns)


def test_a_missing_value_is_never_a_bar_of_0(four_years: pd.DataFrame, kpi: Kpis) -> None:
    data = kpi_by_year(four_years, kpi(), "ja", narrow=False).data
    assert np.isnan(data["value"].iloc[0])
    assert list(data["upper"]) == ["年度目標なし", "", "", ""]
    assert list(data["lower"]) == ["実績の報告なし", "", "", ""]
    assert list(data["missing"]) == ["", "", "年度目標なし", ""]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (2025, [2023, 2024, 2025]),
        (2023, [2023, 2024, 2025]),
        (2022, [2022, 2023, 2024]),  # the chosen year is never the one left out
        (1999, [2023, 2024, 2025]),
    ],
)
def test_three_years_on_a_phone(
    chosen: int, shown: list[int], four_years: pd.DataFrame, kpi: Kpis
) -> None:
    rows = four_years.assign(is_chosen=four_years["fiscal_year"] == chosen)
    chart = kpi_by_year(rows, kpi(), "ja", narrow=True)
    assert list(chart.data["fiscal_year"]) == shown
    assert chart.width == 343


def test_only_the_chosen_year_is_dark(four_years: pd.DataFrame, kpi: Kpis) -> None:
    data = kpi_by_year(four_years, kpi(), "ja", narrow=False).data
    assert list(data["is_on_dark"]) == [False, False, False, True]
    assert list(data["chosen_year"]) == ["", "", "", "R7年度"]


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("目標 1,200件以上", "目標 1,200件以上"),
        ("target 1,200 certificates or more", "1,200"),  # would run into the next bar
    ],
)
@pytest.mark.parametrize("narrow", [False, True])
def test_targets_with_too_many_words_are_their_numbers(
    narrow: bool, words: str, drawn: str, four_years: pd.DataFrame, kpi: Kpis
) -> None:
    labels = four_years["target_label"].where(four_years["target"] != 1200, words)
    chart = kpi_by_year(four_years.assign(target_label=labels), kpi(), "ja", narrow=narrow)
    assert chart.data["target_label"].tolist()[-1] == drawn
    assert words in chart.alt


@pytest.mark.parametrize(("narrow", "drawn"), [(False, "188/188人"), (True, "188/188")])
def test_people_have_their_unit_where_there_is_room(
    narrow: bool, drawn: str, years: Years, kpi: Kpis
) -> None:
    rows = years((2025, 1.0, 1.0, "188/188人", "目標 1回以上", "全員受講", ""))
    data = kpi_by_year(rows, kpi("yearly_duty"), "ja", narrow=narrow).data
    assert data["value_label"].tolist() == [drawn]


@pytest.mark.parametrize(
    ("shape", "form", "number_format"),
    [
        ("at_least", "number", ",.3~f"),
        ("at_least", "share", ".1~%"),
        ("reduce_by", "number", ".1~%"),  # hours are reported, their reduction is drawn
        ("complete", "fraction", ".1~%"),
        ("yearly_duty", "count_with_coverage", ".1~%"),
    ],
)
def test_shares_are_read_in_percent(
    shape: str, form: str, number_format: str, four_years: pd.DataFrame, kpi: Kpis
) -> None:
    spec = kpi_by_year(four_years, kpi(shape, form), "ja", narrow=False).spec
    assert spec["layer"][0]["encoding"]["y"]["axis"]["format"] == number_format


def test_bars_begin_at_0(four_years: pd.DataFrame, kpi: Kpis) -> None:
    layers = kpi_by_year(four_years, kpi(), "ja", narrow=False).spec["layer"]
    bars = [layer for layer in layers if layer["mark"]["type"] == "bar"]
    assert [layer["encoding"]["y2"] for layer in bars] == [{"datum": 0}]


def test_the_guide_is_drawn_and_named_only_when_asked(four_years: pd.DataFrame, kpi: Kpis) -> None:
    without = kpi_by_year(four_years, kpi(), "ja", narrow=False).spec
    with_guide = kpi_by_year(four_years, kpi(), "ja", narrow=False, with_guide=True).spec
    assert "参考線（計画の目標値ではありません）" not in str(without)
    assert "参考線（計画の目標値ではありません）" in str(with_guide)


def test_a_benchmark_is_not_called_a_target(four_years: pd.DataFrame, kpi: Kpis) -> None:
    spec = kpi_by_year(four_years, kpi("match_benchmark"), "ja", narrow=False).spec
    assert "比較対象値" in str(spec["layer"])


@pytest.mark.parametrize(
    "rows",
    [
        [(2025, -12.0, NAN, "−12", "", "", "")],  # worse than the baseline
        [(2025, 0.0, 0.0, "0", "目標 0", "", "")],
        [(2025, NAN, NAN, "", "", "", "実績の報告なし")],
        [(2025, 5.0, -3.0, "5", "目標 −3", "", "")],
    ],
)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_scale_holds_0_and_all_figures(
    rows: list, narrow: bool, years: Years, kpi: Kpis
) -> None:
    data = kpi_by_year(years(*rows), kpi(), "ja", narrow=narrow).data
    figures = [one for one in (*data["value"], *data["target"], 0.0) if one == one]
    assert data["axis_min"].iloc[0] <= min(figures)
    assert data["axis_max"].iloc[0] > max(figures)
    assert np.isfinite(data[["axis_min", "axis_max", "value_at", "target_at"]]).all(axis=None)


def test_what_it_says_to_those_who_hear_it(four_years: pd.DataFrame, kpi: Kpis) -> None:
    spoken = kpi_by_year(four_years, kpi(), "ja", narrow=True).alt
    assert spoken.startswith("発行件数。年度計・件の図。R4年度は年度目標なし、実績の報告なし。")
    assert "R7年度は実績1,105、目標 1,200、95件 不足。" in spoken


def test_rows_are_left_as_they_were(four_years: pd.DataFrame, kpi: Kpis) -> None:
    before = four_years.copy(deep=True)
    kpi_by_year(four_years, kpi(), "ja", narrow=True)
    pd.testing.assert_frame_equal(four_years, before)


def test_few_specs_are_kept() -> None:
    assert module._spec.cache_info().maxsize is None
    flags = len(LANGUAGES) * 2 * 2 * 2 * 2  # language, room, tick, share, guide
    assert module._spec.cache_info().currsize <= flags
