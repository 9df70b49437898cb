from __future__ import annotations

from itertools import product

import altair as alt
import pandas as pd
import pytest

from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.charts.kpi_chart import KpiChart
from yamato_dx.output.charts.point_labels import LabelRoom, Point, label_places
from yamato_dx.output.charts.population_lines import Event, SeriesLine, Titles
from yamato_dx.output.charts.population_pyramid import Named, population_pyramid
from yamato_dx.output.charts.population_trend import population_trend
from yamato_dx.output.context import ExportContext
from yamato_dx.output.images.making import chart_png, chart_svg
from yamato_dx.output.images.spec import image_spec

NAN = float("nan")
TITLES = Titles("総人口の推移", "人")
LINES = (
    SeriesLine("census", "国勢調査", "first", "counted"),
    SeriesLine("early", "国勢調査（速報）", "first", "preliminary"),
    SeriesLine("new", "推計B", "second", "projection"),
    SeriesLine("old", "推計A", "third", "older"),
    SeriesLine("register", "住民基本台帳", "ink", "register"),
)
MERGER = (Event(2004.3, "2005年2月 合併"),)


def trend_rows() -> pd.DataFrame:
    points = [
        ("census", 2015.0, 15149.0),
        ("census", 2020.0, 13503.0),
        ("early", 2025.0, 11670.0),
        ("new", 2020.0, 13503.0),
        ("new", 2050.0, 5466.0),
        ("old", 2015.0, 15149.0),
        ("old", 2045.0, 6440.0),
        ("register", 2025.4, 11900.0),
        ("register", 2026.4, NAN),
    ]
    frame = pd.DataFrame(points, columns=["line", "year", "value"])
    spoken = [f"{line} {year:.0f}は{value:.0f}" for line, year, value in points]
    return frame.assign(value_label=[f"{one:,.0f}" for one in frame["value"]], spoken=spoken)


def trend(*, narrow: bool = False, is_share: bool = False, lang: str = "ja") -> KpiChart:
    return population_trend(
        trend_rows(), LINES, TITLES, lang, narrow=narrow, is_share=is_share, events=MERGER
    )


def pyramid_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age_group": ["65+", "15-64", "0-14"],
            "label": ["65歳以上", "15～64歳", "0～14歳"],
            "first_male": [10.0, 30.0, 20.0],
            "first_female": [15.0, 28.0, 19.0],
            "second_male": [30.0, 20.0, NAN],
            "second_female": [40.0, 18.0, 9.0],
        }
    )


def pyramid(*, narrow: bool = False, lang: str = "ja") -> KpiChart:
    named = Named("1980年 国勢調査", "2045年 推計")
    return population_pyramid(pyramid_rows(), named, Titles("年齢別", "人"), lang, narrow=narrow)


CHARTS = {"trend": trend, "pyramid": pyramid}


@pytest.mark.parametrize(
    ("name", "lang", "narrow"),
    in_turn(product(CHARTS, LANGUAGES, (False, True)), lambda case: case[0]),
)
def test_every_layout_is_a_valid_chart(name: str, narrow: bool, lang: str) -> None:
    chart = CHARTS[name](narrow=narrow, lang=lang)
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)


def test_a_share_is_a_valid_chart_read_in_percent() -> None:
    chart = trend(is_share=True)
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)
    assert ".1~%" in str(chart.spec)


def drawn_lines(chart: KpiChart) -> list[str]:
    """Which rows each drawn line goes through."""
    layers = [one for one in chart.spec["layer"] if one["mark"]["type"] == "line"]
    assert all(len(one["transform"]) == 1 for one in layers)
    return [one["transform"][0]["filter"]["equal"] for one in layers]


def test_a_line_goes_through_one_series_only() -> None:
    assert sorted(drawn_lines(trend())) == ["census", "new", "old", "register"]


def test_a_preliminary_count_is_a_ring_without_a_line() -> None:
    assert "early" not in drawn_lines(trend())
    rings = [one for one in trend().spec["layer"] if one["mark"].get("fill") == "transparent"]
    assert rings


def test_projections_are_dashed_and_counts_are_not() -> None:
    dashes = {
        one["transform"][0]["filter"]["equal"]: one["mark"]["strokeDash"]
        for one in trend().spec["layer"]
        if one["mark"]["type"] == "line"
    }
    assert dashes["census"] == dashes["register"] == [1, 0]
    assert dashes["new"] != dashes["old"]
    assert min(dashes["new"][1], dashes["old"][1]) > 0


def test_the_scale_begins_at_0() -> None:
    data = trend().data
    assert data["axis_min"].unique().tolist() == [0.0]
    assert (data["value"] <= data["axis_max"]).all()


def test_a_missing_value_is_left_out_and_never_0() -> None:
    assert 0.0 not in trend().data["value"].tolist()
    assert len(trend().data) == len(trend_rows()) - 1


def test_the_key_names_each_series_and_fits_a_phone() -> None:
    for chart in (trend(), trend(narrow=True)):
        texts = [
            one["encoding"]["text"]["value"]
            for one in chart.spec["layer"]
            if "value" in one["encoding"].get("text", {})
        ]
        assert texts == [line.name for line in LINES]
    assert trend(narrow=True).key_height > trend().key_height


def test_alt_says_every_point() -> None:
    said = trend().alt
    for words in ("総人口の推移", "census 2020は13503", "new 2050は5466", "early 2025は11670"):
        assert words in said


def test_pyramid_has_men_to_the_left() -> None:
    data = pyramid().data
    assert (data.loc[data["sex"] == "male", "first"] < 0).all()
    assert (data.loc[data["sex"] == "female", "first"] > 0).all()
    assert data["label"].iloc[0] == "65歳以上"  # the old above
    assert data["second"].isna().sum() == 1  # what is not known is not 0


def test_pyramid_says_where_most_are() -> None:
    assert "1980年 国勢調査で最も多いのは15～64歳（男30人、女28人）" in pyramid().alt
    assert "2045年 推計で最も多いのは65歳以上" in pyramid().alt


@pytest.mark.parametrize("name", CHARTS)
def test_image_carries_its_circumstances(name: str, context: ExportContext) -> None:
    chart = CHARTS[name]()
    words = str(image_spec(chart, context))
    assert chart.title in words
    assert context.source in words


def test_images_are_made(context: ExportContext) -> None:
    svg = chart_svg(trend(), context).decode()
    assert "2005年2月 合併" in svg
    assert chart_png(pyramid(), context).startswith(b"\x89PNG")


# --- where figures stand ---

ROOM = LabelRoom(size=14, width=400.0, floor=300.0)
PLACES = {"first": ("above", "below", "right"), "second": ("right", "above")}


def places(*points: Point) -> list[tuple[float, float] | None]:
    return label_places(points, frozenset({"a"}), PLACES, ROOM)


def test_a_figure_stands_above_where_there_is_room() -> None:
    (at,) = places(Point("a", "first", 100, 100, "123"))
    assert at == (100, 85)


def test_a_figure_gives_way_to_a_point_above_it() -> None:
    _, at = places(Point("b", "first", 100, 84, ""), Point("a", "first", 100, 100, "123"))
    assert at is not None
    assert at[1] > 100


def test_a_figure_does_not_stand_on_a_line() -> None:
    points = [Point("a", "first", x, 85, "") for x in (60, 140)]
    *_, at = places(*points, Point("b", "first", 100, 100, "123"))
    assert at is not None
    assert at[1] > 100


def test_two_figures_never_cover_each_other() -> None:
    first, second = places(
        Point("b", "first", 100, 100, "12,345"), Point("c", "first", 104, 112, "12,345")
    )
    assert first is not None
    assert second is not None
    assert abs(first[1] - second[1]) >= 14 * 0.9


@pytest.mark.parametrize("y", [4, 298])
def test_no_figure_leaves_the_plot(y: float) -> None:
    (at,) = places(Point("b", "first", 100, y, "123"))
    assert at is None or 0 < at[1] < 300


def test_without_room_there_is_no_figure() -> None:
    crowd = [Point("b", "first", x, y, "") for x in range(40, 200, 8) for y in range(40, 200, 8)]
    *_, at = places(*crowd, Point("c", "first", 100, 100, "123"))
    assert at is None
