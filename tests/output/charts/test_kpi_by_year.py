from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise, product
from typing import get_args

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.charts import kpi_by_year as module
from yamato_dx.output.charts.kpi_by_year import COLUMNS, kpi_by_year
from yamato_dx.output.charts.kpi_chart import LINE
from yamato_dx.output.charts.placing import Scale
from yamato_dx.output.charts.text_lines import is_within
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
    assert list(data["missing_label"]) == ["年度目標なし\n実績の報告なし", "", "年度目標なし", ""]


@pytest.mark.parametrize(
    ("shape", "fiscal", "calendar"),
    [
        ("at_least", "年度計・件", "暦年・件"),
        ("yearly_duty", "受講率", "暦年・受講率"),  # a ratio keeps its name
    ],
)
def test_a_chart_of_calendar_years_says_so(
    shape: str, fiscal: str, calendar: str, four_years: pd.DataFrame, kpi: Kpis
) -> None:
    plain = kpi(shape)
    of_calendar_year = replace(plain, period_kind="calendar_year")
    for drawn, kind in ((plain, fiscal), (of_calendar_year, calendar)):
        assert kpi_by_year(four_years, drawn, "ja", narrow=False).kind == kind


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
    ("words", "narrow", "drawn"),
    [
        ("目標 20件以上", False, "目標 20件以上"),
        ("目標 20件以上", True, "20件以上"),  # the key says what the line is
        ("目標 1,200件以上", False, "1,200件以上"),
        ("目標 1,200件以上", True, "1,200"),
    ],
)
def test_targets_without_room_for_their_words_are_figures(
    words: str, narrow: bool, drawn: str, four_years: pd.DataFrame, kpi: Kpis
) -> None:
    figures = {"target_label": words, "target_figure": words[3:], "target_number": words[3:-3]}
    rows = four_years.assign(
        **{
            name: four_years[name].where(four_years["target"] != 1200, said)
            for name, said in figures.items()
        }
    )
    chart = kpi_by_year(rows, kpi(), "ja", narrow=narrow)
    assert chart.data["target_label"].tolist()[-1] == drawn
    assert words in chart.alt


@pytest.mark.parametrize(("narrow", "drawn"), [(False, "188/188人"), (True, "188/188")])
def test_people_have_their_unit_where_there_is_room(
    narrow: bool, drawn: str, years: Years, kpi: Kpis
) -> None:
    rows = years(
        *(
            (year, 1.0, 1.0, "188/188人", "目標 1回以上", "全員受講", "")
            for year in range(2022, 2026)
        )
    )
    data = kpi_by_year(rows, kpi("yearly_duty"), "ja", narrow=narrow).data
    assert set(data["value_label"]) == {drawn}


# What a year may have to say: as the plans here word it, and longer.
SAID = [
    ("182/190人", "目標 1回以上", "8人 未受講"),
    ("190/190 people", "target: 1 time or more", "8 people did not attend"),
    ("1,105", "目標 1,200件以上", "95件 不足"),
    ("1,105", "target: 1,200 certificates or more", "95 certificates short"),
    ("26.3", "目標 25分以下", "1.3分 超過"),
]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("said", SAID, ids=[said[-1] for said in SAID])
def test_what_a_year_says_stays_beside_its_neighbours_words(
    said: tuple[str, str, str], narrow: bool, years: Years, kpi: Kpis
) -> None:
    rows = years(*((year, 0.9, 1.0, *said, "") for year in range(2023, 2026)), (2026, NAN, NAN, "",
                 "", "", "no target\nnot reported"))  # fmt: skip
    rows = rows.assign(target_figure=said[1].split(maxsplit=1)[1],
                       target_number=said[1].split()[1].rstrip("件回分以上下"),
                       value_number=said[0].split()[0].removesuffix("人"))  # fmt: skip
    data = kpi_by_year(rows, kpi(), "ja", narrow=narrow).data
    part = module.NARROWEST[narrow] / len(data)
    sizes = {"value": 15 if narrow else 20, "target": 15, "gap": 15, "missing": 14}
    for name, size in sizes.items():
        for label in data[f"{name}_label"]:
            assert is_within(label, size, part), (name, label)


def test_a_gap_stands_in_lines_and_is_left_out_where_a_word_is_wider_than_its_year(
    years: Years, kpi: Kpis
) -> None:
    gaps = ["95件 不足", "1 certificate short"]
    rows = years(*((2024 + at, 9.0, 9.0, "9", "9", gap, "") for at, gap in enumerate(gaps)),
                 (2026, 9.0, 9.0, "9", "9", "4人 不足", ""))  # fmt: skip
    data = kpi_by_year(rows, kpi(), "ja", narrow=True).data
    assert data["gap_label"].tolist() == ["95件\n不足", "", "4人 不足"]


@pytest.mark.parametrize("narrow", [False, True])
@given(
    figures=st.tuples(*[st.none() | st.floats(-100, 100, allow_subnormal=False)] * 2),
    gap=st.sampled_from(["", "95件 不足", "8 people did not attend"]),
)
def test_texts_of_a_year_stand_above_one_another(
    figures: tuple[float | None, float | None], gap: str, narrow: bool, years: Years, kpi: Kpis
) -> None:
    value, target = (NAN if figure is None else figure for figure in figures)
    row = (2025, value, target, "" if value != value else "1,105",
           "" if target != target else "1,200", gap if value == value else "",
           "実績の報告なし" if value != value else "")  # fmt: skip
    rows = years(*(row for _ in range(3)))
    chart = kpi_by_year(rows, kpi(), "ja", narrow=narrow)
    drawn = chart.data.iloc[0]
    scale = Scale(drawn["axis_min"], drawn["axis_max"], chart.height)
    boxes = []
    for name, size in (("value", 15), ("target", 15), ("gap", 15), ("missing", 14)):
        if label := drawn[f"{name}_label"]:
            top = scale.pixel(drawn[f"{name}_at"]) - size * 0.5
            boxes.append((top, top + size + LINE * label.count("\n")))
    boxes.sort()
    assert all(upper[1] <= lower[0] + 1 for upper, lower in pairwise(boxes)), boxes
    assert not boxes or boxes[0][0] >= -2


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
