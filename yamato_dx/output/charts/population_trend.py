"""Population over the years: how many were counted, how many are projected? Each series apart.

A line joins the points of one series and one publication only; what was published once stays a
point.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import altair as alt
import pandas as pd

from yamato_dx.i18n import text
from yamato_dx.output import palette
from yamato_dx.output.charts.kpi_by_year import NARROW_PIXELS, WIDE_PIXELS
from yamato_dx.output.charts.kpi_chart import (
    AXIS_WIDTH,
    Frame,
    KpiChart,
    Layer,
    TextMark,
    axis_width,
    extent,
    figure,
    finished,
    words,
    zero_line,
)
from yamato_dx.output.charts.marks import ChartColumn, ChartMark, between, column_marks
from yamato_dx.output.charts.placing import Room, Scale, scale_of
from yamato_dx.output.charts.point_labels import LabelRoom, Point, label_places
from yamato_dx.output.charts.population_key import KeyEntry, entry_layers, key_height, key_places
from yamato_dx.output.charts.population_lines import (
    COLOURS,
    DASHES,
    Event,
    SeriesKind,
    SeriesLine,
    Titles,
    points_of,
)

# The columns that a row has; `value_label` "" where the point carries no figure.
COLUMNS: Final = ("line", "year", "value", "value_label", "spoken")

# Where a figure may stand beside its point, the best place first; what matters most chooses first.
PLACES: Final[dict[str, tuple[str, ...]]] = {
    "projection": ("right", "above", "below"),
    "preliminary": ("left", "below", "above"),
    "counted": ("above", "below", "right", "left"),
    "register": ("below", "above", "right"),
    "older": ("below", "right", "above"),
}
# What lies lower is drawn first.
DRAWN: Final[tuple[SeriesKind, ...]] = ("older", "projection", "register", "counted", "preliminary")

WIDE: Final = Room(height=300, bar=0, value_size=15, headroom=30, narrow=False)
NARROW: Final = Room(height=240, bar=0, value_size=14, headroom=30, narrow=True)
# Pixels for the figure beside the last point.
ROOM_AT_RIGHT: Final = {True: 50, False: 60}
ROOM_AT_LEFT: Final = 22
YEARS_A_NAME: Final = 10
EDGE: Final = 10  # pixels at the right: a figure beside the last point of a phone's chart
# The plot of a phone 320 pixels wide, and of a window just wider than a phone.
NARROWEST: Final = {True: 226, False: 640}
HALF_RING: Final = 12


def population_trend(
    rows: pd.DataFrame,
    lines: tuple[SeriesLine, ...],
    titles: Titles,
    lang: str,
    *,
    narrow: bool,
    is_share: bool = False,
    events: tuple[Event, ...] = (),
) -> KpiChart:
    """A line from point to point for each of `lines`, on one scale from 0.

    `rows`: one row per point with `COLUMNS`; `year` with its part of the year (2020.75), `value`
    people or a share 0–1; a row whose value is NaN is left out.
    """
    known = rows[list(COLUMNS)].dropna(subset="value")
    room = NARROW if narrow else WIDE
    width = NARROW_PIXELS if narrow else WIDE_PIXELS
    left = AXIS_WIDTH if is_share else axis_width(scale_of(known, ["value"], room))
    key = key_places(lines, NARROWEST[narrow])
    frame = Frame(key_height(key), EDGE, left)
    span = _span(known, room, width - left - EDGE)
    layout = _TrendLayout(room, frame, span, _named_years(known), is_share, lines, key, events)
    placed = _placed(known, layout, width - left - EDGE)
    return KpiChart(
        spec=_spec(layout),
        data=placed,
        title=titles.title,
        kind=titles.kind,
        alt=trend_alt(known, lines, titles, lang),
        width=width,
        height=room.height,
        key_height=frame.top,
        frame=frame,
        marks=_marks(placed, layout),
    )


def _marks(placed: pd.DataFrame, layout: _TrendLayout) -> tuple[ChartMark, ...]:
    """One for each time at which there are points, around all of them."""
    scale = Scale(placed["axis_min"].iloc[0], placed["axis_max"].iloc[0], layout.room.height)
    first, last = layout.span
    times = sorted(placed["year"].unique())
    middles = [(year - first) / (last - first) for year in times]
    columns = []
    for year, middle, (left, right) in zip(times, middles, between(middles), strict=True):
        points = placed[placed["year"] == year]
        ends = [scale.pixel(value) for value in points["value"]]
        figures = [
            scale.pixel(at)
            for at, words_ in zip(points["value_at"], points["value_label"], strict=True)
            if words_
        ]
        columns.append(
            ChartColumn(
                rows=tuple(int(row) for row in points.index),
                left=left,
                right=right,
                middle=middle,
                half=HALF_RING,
                top=min(ends) - HALF_RING,
                foot=max(ends) + HALF_RING,
                reach=HALF_RING,
                words_top=min([*ends, *figures]) - HALF_RING,
            )
        )
    narrowest = NARROWEST[layout.room.narrow]
    return column_marks(columns, layout.frame, layout.room.height, narrowest=narrowest)


def trend_alt(rows: pd.DataFrame, lines: tuple[SeriesLine, ...], titles: Titles, lang: str) -> str:
    """Each series with all its points, for those who hear the chart. `spoken`: a point's words."""
    separator = text("output.list_separator", lang)
    sentences = []
    for line in lines:
        points = rows.loc[rows["line"] == line.line, "spoken"]
        if len(points):
            first = str(points.iloc[0])
            rest = separator.join([first, *map(str, points.iloc[1:])])
            sentences.append(text("population.chart.alt_line", lang, points=rest))
    return text(
        "output.chart.alt", lang, title=titles.title, kind=titles.kind, points="".join(sentences)
    )


@dataclass(frozen=True)
class _TrendLayout:
    """All that a spec depends on: charts of the same layout share one."""

    room: Room
    frame: Frame
    span: tuple[float, float]
    years: tuple[int, ...]
    is_share: bool
    lines: tuple[SeriesLine, ...]
    key: tuple[KeyEntry, ...]
    events: tuple[Event, ...]

    def x(self, field: str = "year") -> alt.X:
        axis = alt.Axis(
            title=None, values=list(self.years), format="d", grid=False, domain=False, ticks=False
        )
        axis.labelPadding = 8
        scale = alt.Scale(domain=list(self.span), nice=False, zero=False)
        return alt.X(field, type="quantitative", axis=axis, scale=scale)


def _span(rows: pd.DataFrame, room: Room, width: int) -> tuple[float, float]:
    """First and last year of the scale, with room for the figures at both ends."""
    first, last = float(rows["year"].min()), float(rows["year"].max())
    per_pixel = max(last - first, 1.0) / (width - ROOM_AT_LEFT - ROOM_AT_RIGHT[room.narrow])
    return first - ROOM_AT_LEFT * per_pixel, last + ROOM_AT_RIGHT[room.narrow] * per_pixel


def _named_years(rows: pd.DataFrame) -> tuple[int, ...]:
    """Each tenth year among the points."""
    first = int(-(-rows["year"].min() // YEARS_A_NAME) * YEARS_A_NAME)
    return tuple(range(first, int(rows["year"].max()) + 1, YEARS_A_NAME))


def _placed(rows: pd.DataFrame, layout: _TrendLayout, width: int) -> pd.DataFrame:
    """`rows` with the extent of the scale and where each figure stands."""
    scale = scale_of(rows, ["value"], layout.room)
    first, last = layout.span
    per_year = width / (last - first)
    kinds = {line.line: line.kind for line in layout.lines}
    points = [
        Point(
            line=str(line),
            kind=kinds[line],
            x=(year - first) * per_year,
            y=scale.pixel(value),
            words=str(words_),
        )
        for line, year, value, words_ in zip(
            rows["line"], rows["year"], rows["value"], rows["value_label"], strict=True
        )
    ]
    joined = frozenset(line.line for line in layout.lines if line.is_joined)
    free = LabelRoom(layout.room.value_size, width, scale.pixel(0.0) + 4)
    found = label_places(points, joined, PLACES, free)
    return rows.assign(
        axis_min=scale.low,
        axis_max=scale.high,
        value_label=[point.words if at else "" for point, at in zip(points, found, strict=True)],
        label_year=[first + at[0] / per_year if at else first for at in found],
        value_at=[scale.figure(at[1]) if at else scale.low for at in found],
    )


@cache
def _spec(layout: _TrendLayout) -> dict[str, Any]:
    mark = TextMark(layout.room.value_size)
    drawn = sorted(layout.lines, key=lambda line: DRAWN.index(line.kind))
    layers = [
        extent(layout.is_share, layout.frame.left),
        zero_line(),
        *(layer for event in layout.events for layer in _event(event, layout)),
        *(layer for line in drawn for layer in _line(line, layout)),
        words("value_label", layout.x("label_year"), figure("value_at"), mark),
        *(layer for entry in layout.key for layer in entry_layers(entry, layout.key)),
    ]
    return finished(layers, layout.room.height, layout.frame)


def _line(line: SeriesLine, layout: _TrendLayout) -> list[Layer]:
    """The points of one series, and the line through them."""
    only = alt.FieldEqualPredicate(field="line", equal=line.line)
    colour = COLOURS[line.hue]
    path = alt.Chart().mark_line(
        color=colour, strokeWidth=2, strokeDash=DASHES.get(line.kind, [1, 0])
    )
    joined = path.transform_filter(only).encode(x=layout.x(), y=figure("value"))
    points = points_of(line).transform_filter(only).encode(x=layout.x(), y=figure("value"))
    return [joined, points] if line.is_joined else [points]


def _event(event: Event, layout: _TrendLayout) -> list[Layer]:
    rows = alt.InlineData(values=[{"year": event.year, "words": event.words}])
    rule = alt.Chart(rows).mark_rule(color=palette.SECOND, strokeDash=[2, 2])
    name = alt.Chart(rows).mark_text(align="left", dx=6, baseline="top", color=palette.SECOND)
    return [
        rule.encode(x=layout.x(), y=alt.value(0), y2=alt.value(layout.room.height)),
        name.encode(x=layout.x(), y=alt.value(2), text=alt.Text("words", type="nominal")),
    ]
