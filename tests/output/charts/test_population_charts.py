from __future__ import annotations

from itertools import pairwise, product

import altair as alt
import pandas as pd
import pytest

from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.charts.kpi_chart import AXIS_WIDTH, YEAR_HEIGHT, KpiChart
from yamato_dx.output.charts.marks import LEAST, ChartMark
from yamato_dx.output.charts.point_labels import (
    Box,
    Label,
    LabelRoom,
    Point,
    free_top,
    is_nearest,
    label_places,
)
from yamato_dx.output.charts.population_lines import Event, SeriesLine, Titles, key_entries
from yamato_dx.output.charts.population_pyramid import Named, population_pyramid
from yamato_dx.output.charts.population_scale import (
    BESIDE,
    BROAD,
    PHONE,
    PHONE_SMALL,
    SMALL,
    Heights,
    Plot,
    heights_of,
)
from yamato_dx.output.charts.population_trend import population_trend
from yamato_dx.output.context import ExportContext
from yamato_dx.output.images.making import chart_png, chart_svg
from yamato_dx.output.images.spec import image_spec

NAN = float("nan")
TITLES = Titles("総人口の推移", "人")
LINES = (
    SeriesLine("census", "国勢調査", "counted"),
    SeriesLine("early", "国勢調査（速報）", "preliminary"),
    SeriesLine("new", "推計B", "projection"),
    SeriesLine("old", "推計A", "older"),
    SeriesLine("register", "住民基本台帳", "register"),
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
    names = {line.line: line.name for line in LINES}
    return frame.assign(
        label_figure=[f"{value:,.0f}" for value in frame["value"]],
        label_name=[names[line] for line in frame["line"]],
        spoken=spoken,
    )


def trend(*, narrow: bool = False, lang: str = "ja") -> KpiChart:
    return population_trend(
        trend_rows(), LINES, TITLES, lang, plot=PHONE if narrow else BROAD,
        heights=Heights(20000, 5000), events=MERGER,
    )  # fmt: skip


def pyramid_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age_group": ["65+", "15-64", "0-14"],
            "label": ["65歳以上", "15～64歳", "0～14歳"],
            "short_label": ["65～", "15", "0"],
            "shown_male": [30.0, 20.0, NAN],
            "shown_female": [40.0, 18.0, 9.0],
            "compared_male": [10.0, 30.0, 20.0],
            "compared_female": [15.0, 28.0, 19.0],
        }
    )


def pyramid(
    *, narrow: bool = False, lang: str = "ja", compared: str = "1980年 国勢調査"
) -> KpiChart:
    named = Named("2045年 推計", compared, ("男 50人", "女 67人"))
    return population_pyramid(pyramid_rows(), named, Titles("年齢別", "人"), lang, narrow=narrow)


CHARTS = {"trend": trend, "pyramid": pyramid}


@pytest.mark.parametrize(
    ("name", "lang", "narrow"),
    in_turn(product(CHARTS, LANGUAGES, (False, True)), lambda case: case[0]),
)
def test_every_layout_is_a_valid_chart(name: str, narrow: bool, lang: str) -> None:
    chart = CHARTS[name](narrow=narrow, lang=lang)
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)


def drawn_lines(chart: KpiChart) -> list[str]:
    """Which rows each drawn line goes through."""
    layers = [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "line"]
    assert all(len(layer["transform"]) == 1 for layer in layers)
    return [layer["transform"][0]["filter"]["equal"] for layer in layers]


def test_a_line_goes_through_one_series_only() -> None:
    assert sorted(drawn_lines(trend())) == ["census", "new", "old", "register"]


def test_a_preliminary_count_is_a_ring_without_a_line() -> None:
    assert "early" not in drawn_lines(trend())
    rings = [layer for layer in trend().spec["layer"] if layer["mark"].get("fill") == "transparent"]
    assert rings


def test_projections_are_dashed_and_counts_are_not() -> None:
    dashes = {
        layer["transform"][0]["filter"]["equal"]: layer["mark"]["strokeDash"]
        for layer in trend().spec["layer"]
        if layer["mark"]["type"] == "line"
    }
    assert dashes["census"] == dashes["register"] == [1, 0]
    assert dashes["new"] != dashes["old"]
    assert min(dashes["new"][1], dashes["old"][1]) > 0


def test_the_scale_is_the_one_that_was_asked_for() -> None:
    scales = [layer["encoding"].get("y", {}).get("scale", {}) for layer in trend().spec["layer"]]
    domains = {tuple(scale["domain"]) for scale in scales if "domain" in scale}
    assert domains == {(0, 20000)}


@pytest.mark.parametrize(
    ("largest", "top", "step"),
    [
        (26336.0, 30000.0, 10000.0),
        (16905.0, 20000.0, 10000.0),
        (30000.0, 30000.0, 10000.0),
        (900.0, 1000.0, 500.0),
        (3.0, 3.0, 1.0),
        (NAN, 1.0, 1.0),  # nothing is known
        (0.0, 1.0, 1.0),
    ],
)
def test_heights_hold_the_largest_in_few_lines(largest: float, top: float, step: float) -> None:
    assert heights_of([largest], [NAN]) == Heights(top, step)


def test_a_missing_value_is_left_out_and_never_0() -> None:
    assert 0.0 not in trend().data["value"].tolist()
    assert len(trend().data) == len(trend_rows()) - 1


@pytest.mark.parametrize("narrow", [False, True])
def test_a_series_is_named_in_the_colour_of_its_line(narrow: bool) -> None:
    chart = trend(narrow=narrow)
    names = {line.line: line for line in LINES}
    for layer in chart.spec["layer"]:
        if layer["encoding"].get("text", {}).get("field") == "label_name":
            line = names[layer["transform"][0]["filter"]["equal"]]
            assert layer["mark"]["color"] == line.look.colour
    labels = chart.data[chart.data["label_figure"] != ""]
    assert set(labels["line"]) >= {"census", "new"}
    assert all(names[row.line].name == row.label_name for row in labels.itertuples())


def test_alt_says_every_point() -> None:
    said = trend().alt
    for words in ("総人口の推移", "census 2020は13503", "new 2050は5466", "early 2025は11670"):
        assert words in said


def test_pyramid_has_men_to_the_left() -> None:
    data = pyramid().data
    bars = data[data["part"] == "bar"]
    assert (bars.loc[bars["sex"] == "male", "x"].dropna() < 0).all()
    assert (bars.loc[bars["sex"] == "female", "x"] > 0).all()
    assert data["label"].iloc[0] == "65歳以上"  # the old above
    assert bars["x"].isna().sum() == 1  # what is not known is not 0


def test_pyramid_has_the_outline_of_the_other_year_or_none() -> None:
    outline = pyramid().data.query("part == 'outline'")
    assert outline.groupby("sex").size().to_dict() == {"female": 6, "male": 6}
    assert outline.query("sex == 'male'")["y"].tolist() == [0, 1, 1, 2, 2, 3]
    assert pyramid(compared="").data.query("part == 'outline'").empty
    assert "1980年" not in pyramid(compared="").alt


def test_pyramids_that_follow_each_other_share_a_scale() -> None:
    def domain(top: float) -> list[float]:
        named = Named("a", "", ("男", "女"))
        chart = population_pyramid(pyramid_rows(), named, TITLES, "ja", narrow=False, top=top)
        return list(chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"])

    assert domain(1.0) == [-44.0, 44.0]  # 40 and the ages in the middle
    assert domain(90.0) == [-99.0, 99.0]


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


# --- what answers ---


def properties(mark: ChartMark) -> dict[str, float]:
    """What the stylesheet reads."""
    pairs = (pair.removeprefix("--").split(":") for pair in mark.style.split(";"))
    return {name: float(value) for name, value in pairs}


def test_points_of_one_time_share_a_mark_and_every_point_has_one() -> None:
    chart = trend()
    years = [{chart.data["year"][row] for row in mark.rows} for mark in chart.marks]
    assert years == [{2015.0}, {2020.0}, {2025.0, 2025.4}, {2045.0}, {2050.0}]
    assert sorted(row for mark in chart.marks for row in mark.rows) == list(chart.data.index)


@pytest.mark.parametrize("plot", [BROAD, BESIDE, SMALL, PHONE, PHONE_SMALL])
def test_a_finger_parts_the_marks_of_every_plot(plot: Plot) -> None:
    years = [2013 + year for year in range(40)]
    rows = pd.DataFrame({"line": "census", "year": years, "value": 9000.0}).assign(
        label_name="", label_figure="", spoken=""
    )
    chart = population_trend(rows, LINES, TITLES, "ja", plot=plot, heights=Heights(20000, 5000))
    width = plot.narrowest - chart.frame.left - chart.frame.right
    marks = [properties(mark) for mark in chart.marks]
    assert min(mark["w"] * width / 100 for mark in marks) >= LEAST - 0.1
    assert marks[0]["l"] == 0
    assert marks[-1]["l"] + marks[-1]["w"] == pytest.approx(100, abs=0.02)


def test_a_ring_holds_all_points_of_its_time() -> None:
    chart = trend()
    ring = properties(chart.marks[1])  # 13,503 counted and projected
    at = (20000 - 13503) / 20000 * chart.height
    assert ring["rt"] < at < ring["rt"] + ring["rh"]
    both = properties(chart.marks[2])
    plot = BROAD.width - chart.frame.left - chart.frame.right
    assert both["s"] * plot / 100 < LEAST < both["s"] * plot / 100 + 2 * both["r"]


@pytest.mark.parametrize(
    ("heights", "left"), [(Heights(20000, 5000), AXIS_WIDTH), (Heights(2e9, 5e8), 100)]
)
def test_the_plot_begins_where_its_frame_says(heights: Heights, left: int) -> None:
    chart = population_trend(trend_rows(), LINES, TITLES, "ja", plot=BROAD, heights=heights)
    assert chart.frame.left == left
    axes = [layer["encoding"].get("y", {}).get("axis", {}) for layer in chart.spec["layer"]]
    assert {axis["minExtent"] for axis in axes if axis} == {left}


def test_every_age_has_a_mark_that_a_finger_hits() -> None:
    marks = [properties(mark) for mark in pyramid().marks]
    assert [mark["t"] for mark in marks] == [0, 24, 48]
    assert {mark["h"] for mark in marks} == {pyramid().height / 3} == {LEAST}
    assert pyramid(narrow=True).frame.top > pyramid().frame.top  # its key has two lines


# --- where figures stand ---

ROOM = LabelRoom(width=400.0, ceiling=0.0, floor=300.0)
PLACES = {"first": ("above", "below", "right"), "second": ("right", "above")}


def places(*points: Point) -> list[Label | None]:
    return label_places(points, frozenset({"a"}), PLACES, ROOM)


def label_of(*points: Point) -> Label:
    """What stands beside the last of them."""
    *_, label = places(*points)
    assert label is not None
    return label


def test_a_figure_stands_above_where_there_is_room() -> None:
    box = label_of(Point("a", "first", 100, 100, "123")).box
    assert box.bottom == 91
    assert (box.left + box.right) / 2 == pytest.approx(100)


def test_a_name_takes_a_line_of_its_own() -> None:
    label = label_of(Point("a", "first", 100, 100, "123", "国勢調査"))
    assert (label.name, label.figure) == ("国勢調査", "123")
    assert label.box.bottom - label.box.top == 36


def test_a_figure_gives_way_to_a_point_above_it() -> None:
    box = label_of(Point("b", "first", 100, 84, ""), Point("b", "first", 100, 100, "123")).box
    assert box.top > 100


def test_a_figure_does_not_stand_on_a_line() -> None:
    points = [Point("a", "first", x, 85, "") for x in (60, 140)]
    label = label_places(
        [*points, Point("a", "first", 100, 100, "123")], frozenset({"a"}), PLACES, ROOM
    )[-1]
    assert label is not None
    assert label.box.top > 100


def test_a_figure_nearer_to_another_line_is_not_set() -> None:
    points = [Point("other", "first", x, 70, "") for x in range(40, 170, 10)]
    points += [Point("other", "first", x, 130, "") for x in range(40, 170, 10)]
    points += [Point("other", "first", 130, 100, "")]
    assert places(*points, Point("b", "first", 100, 100, "12,345"))[-1] is None


def test_of_two_points_that_are_one_to_the_eye_only_a_named_one_may_be_told() -> None:
    twin = Point("other", "first", 102, 101, "")
    point = Point("b", "first", 100, 100, "123", "推計B")
    assert label_of(twin, point).name == "推計B"
    assert is_nearest(label_of(twin, point).box, point, [twin, point])


def test_a_name_without_room_takes_its_figure_along_unless_it_is_not_needed() -> None:
    wide = Point("b", "first", 300, 100, "123", "とても長い系列の名前です" * 3)
    assert places(wide) == [None]
    (label,) = label_places([wide], frozenset(), PLACES, ROOM, unnamed=frozenset({"b"}))
    assert label is not None
    assert (label.name, label.figure) == ("", "123")


def test_two_figures_never_cover_each_other() -> None:
    first, second = places(
        Point("b", "first", 100, 100, "12,345"), Point("b", "first", 104, 112, "12,345")
    )
    assert first is not None
    assert second is not None
    assert not first.box.meets(second.box)


@pytest.mark.parametrize("x", [2.0, 40.0, 200.0, 340.0, 398.0])
def test_words_stay_in_a_plot_that_is_wider_and_keep_their_width(x: float) -> None:
    every = ("above left", "above right", "above", "left", "right")
    (label,) = label_places(
        [Point("b", "first", x, 100, "123,456,789")], frozenset(), {"first": every}, ROOM
    )
    assert label is not None
    width = label.box.right - label.box.left
    for wider in (1.0, 1.2, 1.5):
        anchor = label.anchor * wider
        left = anchor - width if label.is_ending else anchor
        assert 0 <= left <= left + width <= ROOM.width * wider


@pytest.mark.parametrize("y", [4, 298])
def test_no_figure_leaves_the_plot(y: float) -> None:
    box = label_of(Point("b", "first", 100, y, "123")).box
    assert ROOM.ceiling <= box.top < box.bottom <= ROOM.floor


def test_without_room_there_is_no_figure() -> None:
    crowd = [Point("b", "first", x, y, "") for x in range(40, 200, 8) for y in range(40, 200, 8)]
    assert places(*crowd, Point("b", "first", 100, 100, "123"))[-1] is None


def test_words_of_an_event_give_way() -> None:
    label = Box(40, -20, 150, 16)
    assert free_top("2005年2月 合併", 100, [], 300) == 2
    assert label.bottom <= free_top("2005年2月 合併", 100, [label], 300) < 40
    assert free_top("2005年2月 合併", 100, [Box(0, -30, 400, 300)], 300) == 2


# --- names that found no room ---


def key_names(chart: KpiChart) -> list[str]:
    """What the key below the plot names."""
    layers = [layer["data"]["values"] for layer in chart.spec["layer"] if layer.get("data")]
    return sorted({row["name"] for rows in layers for row in rows or () if "name" in row})


@pytest.mark.parametrize("plot", [BROAD, BESIDE, SMALL, PHONE, PHONE_SMALL])
@pytest.mark.parametrize("close", [0, 3000])
def test_every_line_is_named_beside_it_or_in_the_key(plot: Plot, close: float) -> None:
    rows = trend_rows()
    rows["value"] = rows["value"] - close
    chart = population_trend(
        rows, LINES, TITLES, "ja", plot=plot, heights=Heights(40000, 10000), events=MERGER
    )
    beside = set(chart.data.loc[chart.data["label_name"] != "", "label_name"])
    drawn = {line.name for line in LINES if line.line in set(chart.data["line"])}
    assert beside | set(key_names(chart)) == drawn
    assert beside.isdisjoint(key_names(chart))


def test_a_key_stands_below_the_years_in_the_look_of_its_line() -> None:
    crowd = [("register", 2015 + step / 2, 1500.0 * (step % 13)) for step in range(70)]
    rows = pd.concat([trend_rows(), pd.DataFrame(crowd, columns=["line", "year", "value"])])
    rows = rows.fillna({"label_name": "", "label_figure": "", "spoken": ""}).reset_index(drop=True)
    chart = population_trend(rows, LINES, TITLES, "ja", plot=PHONE, heights=Heights(20000, 5000))
    assert key_names(chart)
    assert chart.frame.foot > 0
    looks = {line.name: line.look for line in LINES}
    for layer in chart.spec["layer"]:
        for row in (layer.get("data") or {}).get("values") or ():
            if "name" in row and layer["mark"]["type"] == "rule":
                assert layer["mark"]["color"] == looks[row["name"]].colour
                y = layer["encoding"]["y"]["value"]
                assert chart.height + YEAR_HEIGHT < y
                assert y < chart.height + YEAR_HEIGHT + chart.frame.foot


@pytest.mark.parametrize(("width", "rows"), [(1000.0, 1), (150.0, 5)])
def test_a_key_has_as_many_names_in_a_row_as_fit(width: float, rows: int) -> None:
    entries = key_entries(LINES, width)
    assert [entry.line for entry in entries] == list(LINES)
    assert max(entry.row for entry in entries) == rows - 1
    for entry, after in pairwise(entries):
        assert entry.row < after.row or entry.left < after.left
